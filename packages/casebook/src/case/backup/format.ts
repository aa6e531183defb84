import type { PrimaryName } from '../primary.ts'

export const BACKUP_FORMAT = 'wherefrom/backup@1'

/** First entry of a backup: what it is, and how much of what is in it, so that a cut one is known as such. */
export interface Manifest {
  readonly format: typeof BACKUP_FORMAT
  /** Version of the program that wrote it. */
  readonly program: string
  readonly schema: number
  readonly case: string
  readonly title: string
  /** When it was taken: ISO 8601, UTC. */
  readonly at: string
  /** Last entry of the custody log that is in it. */
  readonly seq: number
  readonly rows: Readonly<Record<PrimaryName, number>>
  readonly artifacts: number
  /** Bytes of all artifacts. */
  readonly bytes: number
}

/** Names of the entries of the archive, in the order in which they stand in it. */
export const ENTRY = {
  manifest: 'manifest.json',
  head: 'custody.head.json',
  key: 'custody.pub.pem',
  log: 'custody.jsonl',
} as const

/** Rows stand in numbered pieces, because an entry's size is written before its content. */
export const rowsEntry = (table: PrimaryName, piece: number): string =>
  `rows/${table}/${String(piece).padStart(6, '0')}.jsonl`

export const artifactEntry = (sha256: string): string => `artifacts/${sha256.slice(0, 2)}/${sha256}`

/** A row as one line of JSON; bytes as base64. */
export function rowLine(row: object): string {
  const cells = Object.entries(row).map(([column, cell]) => [
    column,
    cell instanceof Uint8Array ? { base64: base64(cell) } : cell,
  ])
  return JSON.stringify(Object.fromEntries(cells))
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** The row of a line; null for a line that holds none. Never throws. */
export function parseRow(line: string): Record<string, string | number | null | Uint8Array> | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const row: Record<string, string | number | null | Uint8Array> = {}
  for (const [column, cell] of Object.entries(value)) {
    if (cell === null || typeof cell === 'string' || Number.isSafeInteger(cell))
      row[column] = cell as string | number | null
    else if (isBytes(cell)) row[column] = Buffer.from(cell.base64, 'base64')
    else return null
  }
  return row
}

const isBytes = (cell: unknown): cell is { readonly base64: string } =>
  typeof cell === 'object' && cell !== null && typeof (cell as { base64?: unknown }).base64 === 'string'

/** The manifest of a JSON text; null for anything else. */
export function parseManifest(text: string): Manifest | null {
  try {
    const m = JSON.parse(text) as Partial<Manifest> | null
    if (m === null || typeof m !== 'object' || m.format !== BACKUP_FORMAT) return null
    const counts = [m.schema, m.seq, m.artifacts, m.bytes, ...Object.values(m.rows ?? {})]
    const whole = counts.every((n) => Number.isSafeInteger(n) && (n as number) >= 0)
    const texts = [m.case, m.title, m.at, m.program].every((t) => typeof t === 'string')
    return whole && texts && typeof m.rows === 'object' ? (m as Manifest) : null
  } catch {
    return null
  }
}
