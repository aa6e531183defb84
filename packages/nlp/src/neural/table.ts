import { scaledRows } from './sections.ts'

/** Vectors looked up by row: int8 with one float32 scale a row. Sections `NAME.q` and `NAME.s`. */
export class Table {
  readonly rows: number
  readonly dim: number
  private readonly q: Int8Array
  private readonly scale: Float32Array

  private constructor(rows: number, dim: number, q: Int8Array, scale: Float32Array) {
    this.rows = rows
    this.dim = dim
    this.q = q
    this.scale = scale
  }

  static decode(sections: ReadonlyMap<string, Uint8Array>, name: string): Table {
    const { rows, columns, q, scale } = scaledRows(sections, name)
    return new Table(rows, columns, q, scale)
  }

  /** Writes row `row` to `out[at, at + dim)`; row 0 where there is no such row. */
  write(row: number, out: Float32Array, at: number): void {
    const known = row < this.rows ? row : 0
    const { dim, q } = this
    const scale = this.scale[known]!
    for (let j = 0, from = known * dim; j < dim; j++) out[at + j] = q[from + j]! * scale
  }
}
