import type { KernelFunctions } from './functions.ts'

const { fround } = Math

/**
 * The kernel in plain TypeScript: what `kernel.as` must compute to the last bit, and what runs where WebAssembly is
 * missing (some forty times slower). Every float32 operation is rounded on its own, in the order of `kernel.as`.
 */
export function referenceFunctions(memory: { readonly buffer: ArrayBuffer }): KernelFunctions {
  const view = new Views(memory)
  return {
    quantise(x, stride, n, k, q, padded, s) {
      const { f32, i16 } = view.now()
      for (let i = 0; i < n; i++) {
        const from = (x + i * stride) >> 2
        const to = (q >> 1) + i * padded
        let largest = 0
        for (let j = 0; j < k; j++) largest = Math.max(largest, Math.abs(f32[from + j]!))
        const some = largest > TINY
        const up = some ? fround(127 / largest) : 0
        f32[(s >> 2) + i] = some ? fround(largest / 127) : 0
        for (let j = 0; j < k; j++) i16[to + j] = nearest(fround(f32[from + j]! * up))
        i16.fill(0, to + k, to + padded)
      }
    },
    linear(q, n, width, s, step, w, ws, b, blocks, out, stride, relu) {
      for (let r = 0; r < blocks; r++)
        for (let i = 0; i < n; i++) {
          const scale = view.now().f32[(s + i * step) >> 2]!
          const to = out + i * stride + r * BLOCK * 4
          block(view, q + i * width * 2, w + r * BLOCK * width * 2, width, scale, ws, b, r * BLOCK, to, relu !== 0)
        }
    },
    recur(rows, n, offset, hidden, w, ws, out, stride, backward, scratch) {
      const { f32, i16, i32 } = view.now()
      const gates = scratch >> 2
      const cell = f32.subarray(gates + 4 * hidden, gates + 5 * hidden).fill(0)
      let before = 0
      for (let t = 0; t < n; t++) {
        const i = backward ? n - 1 - t : t
        const input = i32[(rows >> 2) + i]! + offset
        if (before === 0) f32.copyWithin(gates, input >> 2, (input >> 2) + 4 * hidden)
        else
          for (let r = 0; r < hidden >> 3; r++)
            block(
              view,
              before,
              w + r * BLOCK * hidden * 2,
              hidden,
              1,
              ws,
              input,
              r * BLOCK,
              scratch + r * BLOCK * 4,
              false,
            )
        const to = out + i * stride
        for (let j = 0; j < hidden; j++) {
          const gate = (g: number): number => f32[gates + g * hidden + j]!
          const kept = fround(sigmoid(gate(1)) * cell[j]!)
          const c = fround(kept + fround(sigmoid(gate(0)) * tanh(gate(2))))
          cell[j] = c
          i16[(to >> 1) + j] = nearest(fround(fround(sigmoid(gate(3)) * tanh(c)) * 127))
        }
        before = to
      }
    },
    pairs(a, as, n, b, bs, m, width, out) {
      const { f32, i16 } = view.now()
      for (let i = 0; i < n; i++)
        for (let j = 0; j < m; j++) {
          let sum = 0
          for (let k = 0; k < width; k++) sum += i16[(a >> 1) + i * width + k]! * i16[(b >> 1) + j * width + k]!
          f32[(out >> 2) + i * m + j] = fround(sum) * fround(f32[(as >> 2) + i]! * f32[(bs >> 2) + j]!)
        }
    },
  }
}

const BLOCK = 32
const TINY = fround(1e-30)

/** Typed arrays over memory that may have grown since the last call. */
class Views {
  private readonly memory: { readonly buffer: ArrayBuffer }
  f32 = new Float32Array(0)
  i16 = new Int16Array(0)
  i32 = new Int32Array(0)

  constructor(memory: { readonly buffer: ArrayBuffer }) {
    this.memory = memory
  }

  now(): this {
    const { buffer } = this.memory
    if (this.f32.buffer === buffer) return this
    this.f32 = new Float32Array(buffer)
    this.i16 = new Int16Array(buffer)
    this.i32 = new Int32Array(buffer)
    return this
  }
}

/** One block of 32 packed rows against the vector at `q`; `row` counts into the scales at `ws` and the biases at `b`. */
function block(
  view: Views,
  q: number,
  w: number,
  width: number,
  scale: number,
  ws: number,
  b: number,
  row: number,
  out: number,
  relu: boolean,
): void {
  const { f32, i16 } = view.now()
  for (let k = 0; k < BLOCK; k++) {
    let sum = 0
    for (let j = 0; j < width; j++) sum += i16[(q >> 1) + j]! * i16[(w >> 1) + (j >> 1) * BLOCK * 2 + k * 2 + (j & 1)]!
    const scaled = fround(fround(sum) * fround(f32[(ws >> 2) + row + k]! * scale))
    const y = fround(scaled + f32[(b >> 2) + row + k]!)
    f32[(out >> 2) + k] = relu && y < 0 ? 0 : y
  }
}

/** Rounds a float32 half to even, for |x| below 2^22. */
const nearest = (x: number): number => fround(fround(x + 12582912) - 12582912)

const EDGE = fround(4.97)

/** tanh by Lambert's continued fraction, cut at 4.97: off by less than 1e-4. */
function tanh(x: number): number {
  const c = Math.min(Math.max(x, -EDGE), EDGE)
  const z = fround(c * c)
  const top = fround(fround(z * fround(fround(z * fround(z + 378)) + 17325)) + 135135)
  const bottom = fround(fround(z * fround(fround(z * fround(fround(z * 28) + 3150)) + 62370)) + 135135)
  return Math.min(Math.max(fround(fround(c * top) / bottom), -1), 1)
}

const sigmoid = (x: number): number => fround(fround(tanh(fround(x * 0.5)) * 0.5) + 0.5)
