import {
  finish,
  KeyTable,
  LOWER,
  ModelError,
  PREFIX1,
  SHAPE,
  SUFFIX1,
  Table,
  TYPE_COLUMNS,
  type WordTypes,
} from '@wherefrom/nlp'
import type { Columns } from './columns.ts'

/** Columns of a word type that are hashed into tables: prefix of 3, suffixes of 2 to 4, shape. */
export const HASHED = [PREFIX1 + 2, SUFFIX1 + 1, SUFFIX1 + 2, SUFFIX1 + 3, SHAPE] as const

/**
 * Word types of the tokens, quotation marks by what they mean: curly ones, `''` and ` `` ` are one double mark, single
 * ones one apostrophe. Training text writes them in all these ways.
 */
export function typesOf(c: Columns, types: WordTypes): Int32Array {
  const { text, start, end } = c
  const mark = types.of('"', 0, 1)
  const apostrophe = types.of("'", 0, 1)
  const out = new Int32Array(c.n)
  for (let i = 0; i < c.n; i++) {
    const first = text.charCodeAt(start[i]!)
    const length = end[i]! - start[i]!
    const double = first === 0x22 || first === 0x201c || first === 0x201d
    if (length <= 2 && (double || (length === 2 && (first === 0x27 || first === 0x60)))) out[i] = mark
    else if (length === 1 && (first === 0x2018 || first === 0x2019 || first === 0x60)) out[i] = apostrophe
    else out[i] = types.of(text, start[i]!, end[i]!)
  }
  return out
}

/** The vector of a word by itself: its word vector, a learned row, and rows of its hashed parts, side by side. */
export class WordRows {
  readonly dim: number
  private readonly words: KeyTable
  private readonly forms: KeyTable
  private readonly tables: readonly Table[]
  private readonly mask: number

  /** `vectors`: sections `word.keys`, `word.q`, `word.s`; `own`: `form.*` and `hashed0.*` to `hashed4.*`. */
  constructor(vectors: ReadonlyMap<string, Uint8Array>, own: ReadonlyMap<string, Uint8Array>, buckets: number) {
    if (buckets < 2 || (buckets & (buckets - 1)) !== 0)
      throw new ModelError('hashed tables need a power of two of rows')
    this.words = KeyTable.decode(vectors, 'word.keys')
    this.forms = KeyTable.decode(own, 'form.keys')
    const hashed = HASHED.map((_, k) => Table.decode(own, `hashed${k}`))
    this.tables = [Table.decode(vectors, 'word'), Table.decode(own, 'form'), ...hashed]
    this.dim = this.tables.reduce((sum, t) => sum + t.dim, 0)
    this.mask = buckets - 1
  }

  /** Writes the vector of word type `type` to `out[at, at + dim)`. */
  write(types: WordTypes, type: number, out: Float32Array, at: number): void {
    const { data } = types
    const row = type * TYPE_COLUMNS
    const key = data[row + LOWER]!
    let to = at
    for (const [k, table] of this.tables.entries()) {
      const found =
        k === 0
          ? this.words.find(key)
          : k === 1
            ? this.forms.find(key)
            : finish(data[row + HASHED[k - 2]!]!) & this.mask
      table.write(found, out, to)
      to += table.dim
    }
  }
}

/** Tokens that layer 1 reads at once. */
const CHUNK = 160
const LONGEST = 320

/**
 * Starts of the chunks that the network reads one by one: whole blocks of about `CHUNK` tokens together; a longer block is
 * cut at a sentence's end.
 */
export function chunkStarts(c: Columns): number[] {
  const out: number[] = []
  for (let from = 0; from < c.n; ) {
    out.push(from)
    let to = c.n
    for (let i = from + CHUNK; i < c.n; i++) {
      if (c.blockStart[i] === 1 || (i >= from + CHUNK * 1.5 && c.sentFrom[i] === i) || i >= from + LONGEST) {
        to = i
        break
      }
    }
    from = to
  }
  return out
}
