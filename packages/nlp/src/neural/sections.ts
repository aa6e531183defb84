import { ModelError } from '../model/container.ts'

type Sections = ReadonlyMap<string, Uint8Array>

function bytesOf(sections: Sections, name: string): Uint8Array {
  const bytes = sections.get(name)
  if (!bytes) throw new ModelError(`model section ${name} is missing`)
  return bytes
}

/** A section of int8. */
export function int8Section(sections: Sections, name: string): Int8Array {
  const bytes = bytesOf(sections, name)
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** A section of little-endian float32, copied (sections lie at any address). Refuses values that are not finite. */
export function floatSection(sections: Sections, name: string): Float32Array {
  const bytes = bytesOf(sections, name)
  if (bytes.length % 4 !== 0) throw new ModelError(`model section ${name} is cut off`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const values = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true))
  if (!values.every(Number.isFinite)) throw new ModelError(`model section ${name} holds a value that is no number`)
  return values
}

/** A matrix of int8 with one float32 scale a row: sections `NAME.q` and `NAME.s`. */
export interface ScaledRows {
  readonly rows: number
  readonly columns: number
  readonly q: Int8Array
  readonly scale: Float32Array
}

export function scaledRows(sections: Sections, name: string): ScaledRows {
  const q = int8Section(sections, `${name}.q`)
  const scale = floatSection(sections, `${name}.s`)
  const rows = scale.length
  if (rows === 0 || q.length === 0 || q.length % rows !== 0)
    throw new ModelError(`model section ${name}.q does not fit its ${rows} scales`)
  return { rows, columns: q.length / rows, q, scale }
}

/** `NAME.b`: one bias for each of `rows`; zeros where there is no such section. */
export function biasOf(sections: Sections, name: string, rows: number): Float32Array {
  if (!sections.has(`${name}.b`)) return new Float32Array(rows)
  const bias = floatSection(sections, `${name}.b`)
  if (bias.length !== rows) throw new ModelError(`model section ${name}.b: ${bias.length} values for ${rows} rows`)
  return bias
}
