import { ModelError } from '../model/container.ts'
import { type Kernel, UNIT_SCALE } from './kernel/memory.ts'
import { Linear } from './linear.ts'
import { biasOf, scaledRows } from './sections.ts'
import { type Quantised, quantise, unitScale, unitVectors, type Vectors } from './vectors.ts'

/** What one direction knows: the input's part of the gates, and the recurrent part. */
interface Direction {
  readonly input: Linear
  readonly w: number
  readonly scales: number
}

/**
 * A bidirectional LSTM layer (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005) with int8 weights. It works
 * in two steps: `project` makes the inputs' part of the gates, which does not depend on order and can be kept per word;
 * `recur` runs over them. A vector's gates are 8h float32: forward i, f, g, o, then backward i, f, g, o.
 *
 * Sections `PREFIX.fw.q` and `PREFIX.bw.q` (4h x (inputs + h)), `.s` (row scales), `.b` (biases).
 */
export class BiLstm {
  readonly inputs: number
  readonly hidden: number
  private readonly kernel: Kernel
  private readonly forward: Direction
  private readonly backward: Direction

  private constructor(kernel: Kernel, hidden: number, forward: Direction, backward: Direction) {
    this.kernel = kernel
    this.hidden = hidden
    this.inputs = forward.input.inputs
    this.forward = forward
    this.backward = backward
  }

  /** `hidden` is a multiple of 8. Throws `ModelError` where the sections do not fit it. */
  static decode(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, prefix: string, hidden: number): BiLstm {
    if (hidden < 8 || hidden % 8 !== 0) throw new ModelError(`${prefix}: hidden size ${hidden} is not a multiple of 8`)
    const forward = direction(kernel, sections, `${prefix}.fw`, hidden)
    const backward = direction(kernel, sections, `${prefix}.bw`, hidden)
    if (forward.input.inputs !== backward.input.inputs) throw new ModelError(`${prefix}: directions differ in inputs`)
    return new BiLstm(kernel, hidden, forward, backward)
  }

  /** Float32 of one vector's gates. */
  get gateWidth(): number {
    return 8 * this.hidden
  }

  /** Forward and backward outputs side by side: n vectors of 2h, all multiples of 1/127. */
  run(input: Vectors): Vectors {
    const { kernel } = this
    const gates = kernel.take(input.n * this.gateWidth * 4)
    this.projectInto(quantise(kernel, input), gates)
    return this.finish(gates, input.n)
  }

  /** Gates of every vector, biases included: n x 8h. */
  project(input: Vectors): Float32Array {
    const { kernel } = this
    const gates = kernel.take(input.n * this.gateWidth * 4)
    this.projectInto(quantise(kernel, input), gates)
    const out = kernel.f32.slice(gates >> 2, (gates >> 2) + input.n * this.gateWidth)
    kernel.release()
    return out
  }

  /** Runs over n rows of gates as `project` gives them (rows of other tables may have been added). */
  recur(gates: Float32Array, n: number): Vectors {
    const { kernel } = this
    const at = kernel.take(n * this.gateWidth * 4)
    kernel.f32.set(gates.subarray(0, n * this.gateWidth), at >> 2)
    return this.finish(at, n)
  }

  private finish(gates: number, n: number): Vectors {
    const { kernel } = this
    const rows = kernel.take(n * 4)
    const addresses = kernel.i32
    for (let i = 0; i < n; i++) addresses[(rows >> 2) + i] = gates + i * this.gateWidth * 4
    const out = unitVectors(kernel, this.recurAt(rows, n))
    kernel.release()
    return out
  }

  /** `project` inside the kernel's memory, to rows of gates at `gates`. */
  projectInto(input: Quantised, gates: number): void {
    const stride = this.gateWidth * 4
    this.forward.input.into(input, gates, stride)
    this.backward.input.into(input, gates + stride / 2, stride)
  }

  /** `recur` inside the kernel's memory: `rows` holds the addresses of n rows of gates. */
  recurAt(rows: number, n: number): Quantised {
    const { kernel, hidden, forward, backward } = this
    const width = 2 * hidden
    const q = kernel.take(n * width * 2)
    const s = unitScale(kernel)
    const scratch = kernel.take(5 * hidden * 4)
    const { run } = kernel
    run.recur(rows, n, 0, hidden, forward.w, forward.scales, q, width * 2, 0, scratch)
    run.recur(rows, n, 16 * hidden, hidden, backward.w, backward.scales, q + width, width * 2, 1, scratch)
    return { n, width, q, s, step: 0 }
  }
}

function direction(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, name: string, hidden: number): Direction {
  const { rows, columns, q, scale } = scaledRows(sections, name)
  if (rows !== 4 * hidden || columns <= hidden)
    throw new ModelError(`${name}: ${rows} x ${columns} weights for a hidden size of ${hidden}`)
  const inputs = columns - hidden
  return {
    input: Linear.of(kernel, q, columns, 0, inputs, scale, biasOf(sections, name, rows)),
    w: kernel.pack(q, columns, inputs, hidden),
    scales: kernel.keepRows(scale, UNIT_SCALE),
  }
}
