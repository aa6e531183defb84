import { type Problem, problem } from '@wherefrom/schema'
import { bytePositions } from '../bytes.ts'
import { type Decoded, decode } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { rowItems } from '../office/rows.ts'
import { hasText, tooLarge } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { cleanText } from '../text/clean.ts'
import { addressIn, type Columns, judgeColumns, noteOf } from './columns.ts'
import { findSeparator, parseRows, type Row } from './parse.ts'

/** Rows that become part of the document; addresses are taken from further rows too. */
const MOST_ROWS = 20_000
const MOST_LINKS = 100_000
/** How many rows the columns are judged from. */
const JUDGED_FROM = 50

/** Reads separated values: a document with a list block a row, and a link for each row of a list of addresses. */
export async function* readCsv(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const bytes = await source.bytes()
  const decoded = decode(bytes, false)
  const { text, problems, rawPosition } = cleanText(decoded.raw)
  const separator = findSeparator(text)
  const { kept, all } = firstRows(text, separator)
  const draft = assemble(items(bytes, decoded, kept, rawPosition))
  const short = all ? [] : [problem('reader/truncated', { limit: kept.length, what: 'rows' })]
  const told = [...decoded.problems, ...problems, ...short, ...draft.problems]
  const document = finish({ ...draft, problems: told }, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'csv', document }
  else yield failure(problem('reader/no-text'))
  yield* links(text, separator, judgeColumns(kept.slice(0, JUDGED_FROM)))
}

const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })

function firstRows(text: string, separator: string): { kept: readonly Row[]; all: boolean } {
  const kept: Row[] = []
  let characters = 0
  for (const row of parseRows(text, separator)) {
    if (kept.length >= MOST_ROWS || characters > LIMITS.characters) return { kept, all: false }
    kept.push(row)
    characters += row.end - row.start
  }
  return { kept, all: true }
}

function items(
  bytes: Uint8Array,
  decoded: Decoded,
  rows: readonly Row[],
  rawPosition: (pos: number) => number,
): readonly Item[] {
  const positions = rows.flatMap((row) => [rawPosition(row.start), rawPosition(row.end)])
  const places = bytePositions(bytes, decoded.encoding, decoded.mark, positions)
  return rows.flatMap(({ cells }, i) => {
    const source = { type: 'bytes', start: places[2 * i]!, end: places[2 * i + 1]! } as const
    return rowItems(
      cells.map((text) => [{ text, kind: 'list', source }]),
      source,
    )
  })
}

function* links(text: string, separator: string, columns: Columns): Generator<Found> {
  if (columns.url === null) return
  let row = 0
  let count = 0
  for (const { cells } of parseRows(text, separator)) {
    if (row++ === 0 && columns.header) continue
    const url = addressIn(cells[columns.url] ?? '')
    if (url === null) continue
    if (++count > MOST_LINKS)
      return yield failure(problem('reader/truncated', { limit: MOST_LINKS, what: 'addresses' }))
    yield { kind: 'link', url, note: noteOf(cells, columns) }
  }
}
