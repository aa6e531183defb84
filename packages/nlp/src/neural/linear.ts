import { BLOCK, type Kernel } from './kernel/memory.ts'
import { biasOf, scaledRows } from './sections.ts'
import { type Quantised, quantise, Vectors } from './vectors.ts'

/** n float32 rows in a kernel's memory, `stride` bytes apart, of which the first `dim` values count. */
export interface Rows {
  readonly at: number
  readonly n: number
  readonly stride: number
  readonly dim: number
}

/** y = Wx + b with int8 weights. Sections `NAME.q` (out x in), `NAME.s`, and `NAME.b` where it has biases. */
export class Linear {
  readonly inputs: number
  readonly outputs: number
  private readonly kernel: Kernel
  private readonly blocks: number
  private readonly w: number
  private readonly scales: number
  private readonly bias: number

  private constructor(kernel: Kernel, inputs: number, outputs: number, w: number, scales: number, bias: number) {
    this.kernel = kernel
    this.inputs = inputs
    this.outputs = outputs
    this.blocks = Math.ceil(outputs / BLOCK)
    this.w = w
    this.scales = scales
    this.bias = bias
  }

  static decode(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, name: string): Linear {
    const { rows, columns, q, scale } = scaledRows(sections, name)
    return Linear.of(kernel, q, columns, 0, columns, scale, biasOf(sections, name, rows))
  }

  /** From columns `[from, from + width)` of a matrix of `columns` columns. */
  static of(
    kernel: Kernel,
    q: Int8Array,
    columns: number,
    from: number,
    width: number,
    scale: Float32Array,
    bias: Float32Array,
  ): Linear {
    const w = kernel.pack(q, columns, from, width)
    return new Linear(kernel, width, scale.length, w, kernel.keepRows(scale), kernel.keepRows(bias))
  }

  /** y of every vector; negative ones become 0 where `relu`. */
  run(input: Vectors, relu = false): Vectors {
    const { kernel, outputs } = this
    const out = new Vectors(input.n, outputs)
    const rows = this.at(quantise(kernel, input), relu)
    for (let i = 0; i < input.n; i++) {
      const from = (rows.at + i * rows.stride) >> 2
      out.data.set(kernel.f32.subarray(from, from + outputs), i * outputs)
    }
    kernel.release()
    return out
  }

  /** The same inside the kernel's memory: rows in room taken from it. */
  at(input: Quantised, relu = false): Rows {
    const { kernel, rowBytes, outputs } = this
    const at = kernel.take(input.n * rowBytes)
    this.into(input, at, rowBytes, relu)
    return { at, n: input.n, stride: rowBytes, dim: outputs }
  }

  /** The same, to rows at `out`, `stride` bytes apart. */
  into({ q, n, width, s, step }: Quantised, out: number, stride: number, relu = false): void {
    this.kernel.run.linear(q, n, width, s, step, this.w, this.scales, this.bias, this.blocks, out, stride, relu ? 1 : 0)
  }

  /** Bytes that one vector's outputs take: whole blocks of rows. */
  get rowBytes(): number {
    return this.blocks * BLOCK * 4
  }
}
