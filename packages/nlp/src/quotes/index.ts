import { type Block, BODY_KINDS, bySpan, type Document, type Insertion, type Quote } from '@wherefrom/schema'
import { isSpace } from './chars.ts'
import { findInsertions } from './insertions.ts'
import { CLOSES, findMarks, type Mark, OPENS, SINGLE } from './marks.ts'
import { matchMarks, type Pair, pairSpan, unclosedPair } from './match.ts'
import { isScare } from './scare.ts'

/** Furniture that may stand between two paragraphs of one quotation. */
const BETWEEN = new Set<Block['kind']>(['caption', 'credit', 'boilerplate'])

/** A quotation left open that goes on in block `block`; `mark` opens it there when the text repeats none. */
interface Carry {
  readonly block: number
  readonly quote: number
  readonly mark: Mark | null
}

/** The block that running text goes on in after block `b`, or -1. */
function nextBody(blocks: readonly Block[], b: number): number {
  if (!BODY_KINDS.has(blocks[b]!.kind)) return -1
  for (let k = b + 1; k < blocks.length && k < b + 6; k++) {
    if (BODY_KINDS.has(blocks[k]!.kind)) return k
    if (!BETWEEN.has(blocks[k]!.kind)) return -1
  }
  return -1
}

function firstInk(text: string, block: Block): number {
  let at = block.start
  while (at < block.end && isSpace(text.charCodeAt(at))) at++
  return at
}

/** An opening single mark counts as left open only where a quotation can start: first in its block or after `: ` or `, `. */
function startsSpeech(text: string, open: Mark, block: Block): boolean {
  if (open.family !== SINGLE || open.pos === firstInk(text, block)) return true
  const before = text.charAt(open.pos - 1) === ' ' ? text.charAt(open.pos - 2) : text.charAt(open.pos - 1)
  return before === ':' || before === ','
}

function toQuote(text: string, pair: Pair, continues: number | null): Quote {
  const { start, end } = pairSpan(pair)
  const inner = { start: pair.open.pos + pair.open.length, end: pair.innerEnd }
  const scare = continues === null && pair.close !== null && isScare(text, start, end, inner.start, inner.end)
  return { start, end, inner, continues, scare }
}

/** Walks the blocks of one document; keeps what one block hands to the next. */
class QuoteFinder {
  readonly quotes: Quote[] = []
  readonly insertions: Insertion[] = []
  private readonly doc: Document
  private carry: Carry | null = null
  private ahead: { readonly block: number; readonly marks: readonly Mark[] } | null = null

  constructor(doc: Document) {
    this.doc = doc
  }

  readBlock(b: number): void {
    const { text, blocks } = this.doc
    const block = blocks[b]!
    const marks = this.marksOf(b)
    const going = this.carry?.block === b ? this.carry : null
    const first = this.quotes.length
    if (marks.length > 0 || going) {
      const { pairs, unclosed } = matchMarks(text, marks, block.end, going?.mark ?? null)
      const rest = unclosed && startsSpeech(text, unclosed, block) ? this.unfinished(unclosed, b) : null
      const found = rest ? [...pairs, rest.pair] : [...pairs]
      found.sort((x, y) => bySpan(pairSpan(x), pairSpan(y)))
      const ink = firstInk(text, block)
      for (const [k, pair] of found.entries()) {
        if (rest?.carry && pair === rest.pair) this.carry = { ...rest.carry, quote: this.quotes.length }
        this.quotes.push(toQuote(text, pair, going && k === 0 && pair.open.pos <= ink ? going.quote : null))
      }
    }
    findInsertions(text, block.start, block.end, insideFrom(this.quotes, first), this.insertions)
  }

  private marksOf(b: number): readonly Mark[] {
    if (this.ahead?.block === b) return this.ahead.marks
    const { start, end } = this.doc.blocks[b]!
    return findMarks(this.doc.text, start, end)
  }

  /** What an opening mark without its closing one holds, and where it goes on. */
  private unfinished(open: Mark, b: number): { pair: Pair; carry: Carry | null } | null {
    const { text, blocks } = this.doc
    const k = nextBody(blocks, b)
    if (k >= 0) {
      const marks = this.marksOf(k)
      this.ahead = { block: k, marks }
      const next = marks.find((m) => m.family === open.family)
      const repeated = next !== undefined && (next.role & OPENS) > 0 && next.pos === firstInk(text, blocks[k]!)
      const bare = next !== undefined && open.family !== SINGLE && next.role === CLOSES
      if (repeated || bare) {
        const mark = repeated ? null : { pos: blocks[k]!.start, length: 0, family: open.family, role: OPENS }
        const pair = { open, close: null, innerEnd: blocks[b]!.end }
        return { pair, carry: { block: k, quote: -1, mark } }
      }
    }
    if (open.family === SINGLE || open.role !== OPENS) return null
    return { pair: unclosedPair(text, open, blocks[b]!.end), carry: null }
  }
}

/** A test for rising positions: inside a quotation from index `first` on? Linear over all calls. */
function insideFrom(quotes: readonly Quote[], first: number): (pos: number) => boolean {
  let q = first
  let reach = -1
  return (pos) => {
    for (; q < quotes.length && quotes[q]!.start <= pos; q++) reach = Math.max(reach, quotes[q]!.end)
    return pos < reach
  }
}

/**
 * Quotation marks matched over a document, and editor's insertions. Pairs never cross a block; a quotation that goes on
 * in the next paragraph (opening mark repeated, as typographers do, or no mark at all) is one record a paragraph, tied
 * by `continues`. A missing closing mark ends with its sentence. Both lists are sorted by start. O(length of the text).
 */
export function findQuotes(doc: Document): { quotes: Quote[]; insertions: Insertion[] } {
  const finder = new QuoteFinder(doc)
  for (let b = 0; b < doc.blocks.length; b++) finder.readBlock(b)
  return { quotes: finder.quotes, insertions: finder.insertions }
}
