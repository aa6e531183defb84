import type { Row } from './parse.ts'

/** What the columns of a list of addresses are for. */
export interface Columns {
  /** The first row names the columns. */
  readonly header: boolean
  /** Index of the column of addresses; null when there is none. */
  readonly url: number | null
  /** Index of the column of notes; null: everything beside the address is the note. */
  readonly note: number | null
}

const URL_NAME = /^(?:url|urls|link|links|address|web ?address|href|uri|website|web ?site|source ?url|page)$/i
const NOTE_NAME =
  /^(?:notes?|comments?|remarks?|description|why|reason|memo|annotation|bemerkung|notiz|kommentar|заметка|примечание)$/i
const ADDRESS = /^https?:\/\/[^\s<>"]{3,4000}$/i

/** The address in a cell, or null. A bare `www.` is taken for one of `https`. */
export function addressIn(cell: string): string | null {
  const plain = cell.trim().replace(/^<|>$/g, '')
  if (ADDRESS.test(plain)) return plain
  return /^www\.[^\s<>"]{3,4000}$/i.test(plain) && plain.includes('.', 5) ? `https://${plain}` : null
}

/** Judges the columns from the first rows: by their names, or else by which holds addresses in most rows. */
export function judgeColumns(rows: readonly Row[]): Columns {
  const first = rows[0]?.cells ?? []
  const rest = rows.slice(1)
  const named = first.findIndex((c) => URL_NAME.test(c))
  const header = named !== -1 || (rows.length > 1 && first.every(isName) && !first.every((c) => c === ''))
  const note = header ? first.findIndex((c) => NOTE_NAME.test(c)) : -1
  const url = named !== -1 ? named : mostAddresses(header ? rest : rows)
  return { header, url, note: note === -1 || note === url ? null : note }
}

const isName = (cell: string): boolean =>
  cell.length <= 60 && addressIn(cell) === null && !/^[\d.,%€$-]{1,40}$/.test(cell)

function mostAddresses(rows: readonly Row[]): number | null {
  const counts = new Map<number, number>()
  for (const { cells } of rows)
    for (const [i, cell] of cells.entries()) if (addressIn(cell) !== null) counts.set(i, (counts.get(i) ?? 0) + 1)
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return best && best[1] * 2 >= rows.length ? best[0] : null
}

/** What a row says about its address; null when it says nothing. */
export function noteOf(cells: readonly string[], { url, note }: Columns): string | null {
  const parts = note === null ? cells.filter((c, i) => i !== url && c !== '') : [cells[note] ?? '']
  const text = parts.join(' | ').replace(/\s+/g, ' ').trim().slice(0, 4000)
  return text === '' ? null : text
}
