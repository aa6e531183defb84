import { KERNEL_BYTES } from './bytes.ts'
import type { KernelFunctions } from './functions.ts'
import { referenceFunctions } from './reference.ts'

/** Rows of packed weights come in blocks of this many. */
export const BLOCK = 32
const PAGE = 65536
/** What lies below is the kernel's own: its constants, and address 0, which means "none". */
const FIRST = 1024

/** A kernel's memory: WebAssembly's, or a stand-in for the reference. */
interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): void
}

/**
 * One block of memory with the functions that work on it. Weights and caches lie at its bottom for good (`keep`); above
 * them, room for the call under way is taken by `take` and given back by `release`. One kernel belongs to one model.
 */
export class Kernel {
  readonly run: KernelFunctions
  private readonly memory: Memory
  private top = FIRST
  private taken = FIRST
  private f = new Float32Array(0)
  private s = new Int16Array(0)
  private i = new Int32Array(0)

  private constructor(memory: Memory, run: KernelFunctions) {
    this.memory = memory
    this.run = run
  }

  /** The WebAssembly kernel; the reference where the machine has no WebAssembly. Both give the same bits. */
  static make(): Kernel {
    return typeof WebAssembly === 'undefined' ? Kernel.reference() : Kernel.compiled()
  }

  static reference(): Kernel {
    const memory = new PlainMemory()
    return new Kernel(memory, referenceFunctions(memory))
  }

  static compiled(): Kernel {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL_BYTES), (c) => c.charCodeAt(0)))
    const memory = new WebAssembly.Memory({ initial: 1 })
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
    return new Kernel(memory as Memory, exports as unknown as KernelFunctions)
  }

  /** The memory as float32. Growing makes older views useless: fetch it after every `keep` and `take`. */
  get f32(): Float32Array {
    if (this.f.buffer !== this.memory.buffer) this.f = new Float32Array(this.memory.buffer)
    return this.f
  }

  get i16(): Int16Array {
    if (this.s.buffer !== this.memory.buffer) this.s = new Int16Array(this.memory.buffer)
    return this.s
  }

  get i32(): Int32Array {
    if (this.i.buffer !== this.memory.buffer) this.i = new Int32Array(this.memory.buffer)
    return this.i
  }

  /** Room for good: weights, caches. Only while nothing is taken. */
  keep(bytes: number): number {
    if (this.taken !== this.top) throw new Error('kernel: room for good is taken before a call, not in it')
    const at = this.take(bytes)
    this.top = this.taken
    return at
  }

  /** Room until `release`. Its contents are what was there before. */
  take(bytes: number): number {
    const at = this.taken
    this.taken = (at + bytes + 63) & ~63
    const missing = this.taken - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE))
    return at
  }

  /** Gives back everything taken since `release` was last called. */
  release(): void {
    this.taken = this.top
  }

  /**
   * Packs int8 rows for `linear` and `recur` and keeps them: columns `[from, from + width)` of a matrix of `columns`
   * columns. `width` is filled up to a multiple of 8 with zeros. Returns the address.
   */
  pack(weights: Int8Array, columns: number, from: number, width: number): number {
    const rows = weights.length / columns
    const full = padded(width)
    const blocks = Math.ceil(rows / BLOCK)
    const at = this.keep(blocks * BLOCK * full * 2)
    const out = this.i16.subarray(at >> 1, (at >> 1) + blocks * BLOCK * full).fill(0)
    for (let r = 0; r < rows; r++) {
      const base = Math.floor(r / BLOCK) * BLOCK * full + (r % BLOCK) * 2
      const row = r * columns + from
      for (let j = 0; j < width; j++) out[base + (j >> 1) * BLOCK * 2 + (j & 1)] = weights[row + j]!
    }
    return at
  }

  /** Keeps float32 values, one a row, filled up with zeros to whole blocks. `factor` multiplies each. */
  keepRows(values: Float32Array, factor = 1): number {
    const room = Math.ceil(values.length / BLOCK) * BLOCK
    const at = this.keep(room * 4)
    const out = this.f32.subarray(at >> 2, (at >> 2) + room).fill(0)
    for (let r = 0; r < values.length; r++) out[r] = values[r]! * factor
    return at
  }
}

/** Width of a vector as it lies in memory: a multiple of 8. */
export const padded = (width: number): number => (width + 7) & ~7

/** Scale of layers' outputs: they are kept as int16 of h x 127. */
export const UNIT_SCALE = Math.fround(1 / 127)

let compiled: WebAssembly.Module | undefined

class PlainMemory implements Memory {
  buffer = new ArrayBuffer(PAGE)

  grow(pages: number): void {
    const bigger = new ArrayBuffer(this.buffer.byteLength + pages * PAGE)
    new Uint8Array(bigger).set(new Uint8Array(this.buffer))
    this.buffer = bigger
  }
}
