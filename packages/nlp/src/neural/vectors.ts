import { type Kernel, padded, UNIT_SCALE } from './kernel/memory.ts'

/** n vectors of `dim` float32, one after the other. */
export class Vectors {
  readonly n: number
  readonly dim: number
  readonly data: Float32Array
  /** Every value is a whole multiple of 1/127 in -1..1, as recurrent layers put out. Quantising it again loses nothing. */
  readonly unit: boolean

  constructor(n: number, dim: number, data: Float32Array = new Float32Array(n * dim), unit = false) {
    this.n = n
    this.dim = dim
    this.data = data
    this.unit = unit
  }

  /** Vector `i`, as a view. */
  row(i: number): Float32Array {
    return this.data.subarray(i * this.dim, (i + 1) * this.dim)
  }
}

/** Quantised vectors in a kernel's memory: n x `width` int16 at `q`; scales at `s`, `step` bytes apart (0: one for all). */
export interface Quantised {
  readonly n: number
  /** Values of one vector, filled up to a multiple of 8. */
  readonly width: number
  readonly q: number
  readonly s: number
  readonly step: 0 | 4
}

/** Quantises vectors into room taken from the kernel. */
export function quantise(kernel: Kernel, input: Vectors): Quantised {
  const { n, dim, data, unit } = input
  if (unit) return quantiseUnit(kernel, input)
  const x = kernel.take(n * dim * 4)
  kernel.f32.set(data.subarray(0, n * dim), x >> 2)
  return quantiseAt(kernel, x, dim * 4, n, dim)
}

/** Quantises n float32 vectors that lie in the kernel's memory already, `stride` bytes apart. */
export function quantiseAt(kernel: Kernel, x: number, stride: number, n: number, dim: number): Quantised {
  const width = padded(dim)
  const q = kernel.take(n * width * 2)
  const s = kernel.take(n * 4)
  kernel.run.quantise(x, stride, n, dim, q, width, s)
  return { n, width, q, s, step: 4 }
}

function quantiseUnit(kernel: Kernel, { n, dim, data }: Vectors): Quantised {
  const width = padded(dim)
  const q = kernel.take(n * width * 2)
  const out = kernel.i16
  for (let i = 0; i < n; i++) {
    const to = (q >> 1) + i * width
    // Whole numbers but for the last bit of a float32: half is added, the rest is cut off.
    for (let j = 0; j < dim; j++) {
      const v = data[i * dim + j]! * 127
      out[to + j] = v < 0 ? v - 0.5 : v + 0.5
    }
    out.fill(0, to + dim, to + width)
  }
  return { n, width, q, s: unitScale(kernel), step: 0 }
}

/** Address of the one scale that recurrent layers' outputs share. */
export function unitScale(kernel: Kernel): number {
  const s = kernel.take(4)
  kernel.f32[s >> 2] = UNIT_SCALE
  return s
}

/** Recurrent outputs (a multiple of 8 a vector) out of the kernel's memory. */
export function unitVectors(kernel: Kernel, { n, width, q }: Quantised): Vectors {
  const from = kernel.i16.subarray(q >> 1, (q >> 1) + n * width)
  const data = new Float32Array(n * width)
  for (let j = 0; j < data.length; j++) data[j] = from[j]! / 127
  return new Vectors(n, width, data, true)
}
