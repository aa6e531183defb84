import { createHash } from 'node:crypto'

/** Columns that follow from other rows, and that no digest answers for. */
const DERIVED: Readonly<Record<string, ReadonlySet<string>>> = { documents: new Set(['latest']) }

/** What a database's row may hold. */
export type Row = Readonly<Record<string, unknown>>

/**
 * Canonical JSON of a row: columns in code unit order, no white space, JSON's own escapes. Columns that are null are left
 * out, so that a new column changes no digest of old rows. Bytes stand as `{"sha256":"..."}`. Databases keep well-formed text only, so a lone surrogate is written as U+FFFD, as they write it.
 * TypeError for a value that no column holds, an undefined one among them: a digest must never leave a column out.
 */
export function canonicalRow(table: string, row: Row): string {
  const derived = DERIVED[table]
  const fields: string[] = []
  for (const column of Object.keys(row).sort()) {
    if (row[column] !== null && !derived?.has(column))
      fields.push(`${JSON.stringify(column)}:${canonicalValue(row[column])}`)
  }
  return `{${fields.join(',')}}`
}

/** SHA-256 of a row's canonical JSON, hexadecimal: what the custody log says of the row. */
export const rowDigest = (table: string, row: Row): string => sha256(canonicalRow(table, row))

function canonicalValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (typeof value === 'number') return canonicalNumber(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `{"sha256":"${sha256(value)}"}`
  throw new TypeError(`a row cannot hold a value of type ${typeof value}`)
}

/** JSON has no infinities, and a null must not stand for them; 0 and -0 are one number to a database. */
function canonicalNumber(value: number): string {
  return Number.isFinite(value) ? String(value + 0) : `{"number":"${value}"}`
}

/** SHA-256 of bytes, or of a text's UTF-8 bytes, hexadecimal. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
