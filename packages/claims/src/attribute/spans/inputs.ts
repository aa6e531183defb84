import type { Layers } from '@wherefrom/schema'
import { nounCues, verbCues } from '../chains/cues/lookup.ts'
import type { Columns } from './columns.ts'
import { classOfLemma } from './cues.ts'

/**
 * What the network sees of a token beside its word: small numbers, each with a table of learned rows. Labels go in by
 * name (`UPOS`, `RELATIONS`), so that the weights do not depend on the order of a parser's label set.
 */
export const UPOS = 'ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X'.split(' ')
export const RELATIONS = (
  'acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj ' +
  'cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark ' +
  'nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan ' +
  'parataxis punct reparandum root vocative xcomp'
).split(' ')

/** Tables over tokens, with their number of rows. Row 0 of `upos` and `relation` is for names that training did not know. */
export const TOKEN_TABLES = [
  ['quote', 8],
  ['upos', UPOS.length + 1],
  ['relation', RELATIONS.length + 1],
  ['place', 16],
  ['cue', 32],
] as const

/** Tables over pairs of a cue and a token of its window. */
export const PAIR_TABLES = [
  ['distance', 32],
  ['around', 16],
  ['path', 3 * (RELATIONS.length + 1) + 4],
] as const

export interface TokenInputs {
  /** One column for each of `TOKEN_TABLES`. */
  readonly columns: readonly Uint8Array[]
  /** Row of `RELATIONS` of each token. */
  readonly relation: Uint8Array
}

const rowsOf = (names: readonly string[], known: readonly string[]): Uint8Array =>
  Uint8Array.from(names, (name) => known.indexOf(name) + 1)

/** What a cue word takes, by the tables of the rules: 0 nothing known, 1 a thing or an act, 2 a clause, 3 also a quotation. */
function takes(cues: readonly { readonly takes: ReadonlySet<string> }[]): number {
  let best = 0
  for (const { takes } of cues) {
    const here = takes.has('quote') ? 3 : takes.has('that') || takes.has('whether') ? 2 : 1
    if (here > best) best = here
  }
  return best
}

/** Small inputs of every token. Words of cues are looked up once per lemma. */
export function tokenInputs(c: Columns, layers: Layers): TokenInputs {
  const { n } = c
  const { tags, parse } = layers
  const uposRow = rowsOf(tags.uposNames, UPOS)
  const relationRow = rowsOf(parse.deprelNames, RELATIONS)
  const upos = new Uint8Array(n)
  const relation = new Uint8Array(n)
  const place = new Uint8Array(n)
  const cue = new Uint8Array(n)
  const seen = new Map<string, number>()
  for (let i = 0; i < n; i++) {
    upos[i] = uposRow[tags.upos[i]!]!
    relation[i] = relationRow[parse.deprel[i]!]!
    const last = i + 1 >= c.sentTo[i]!
    const closes = i + 1 >= n || c.blockStart[i + 1] === 1
    place[i] = (i === c.sentFrom[i] ? 1 : 0) + (last ? 2 : 0) + (c.blockStart[i] === 1 ? 4 : 0) + (closes ? 8 : 0)
    const name = tags.uposNames[tags.upos[i]!]
    if (name !== 'VERB' && name !== 'NOUN' && name !== 'AUX' && name !== 'ADV') continue
    const key = `${name}${tags.lemma[i]}`
    let value = seen.get(key)
    if (value === undefined) {
      const lemma = tags.lemma[i]!.toLowerCase()
      const table = name === 'NOUN' ? nounCues(lemma, lemma) : verbCues(lemma, lemma)
      value = classOfLemma(lemma) * 4 + takes(table)
      seen.set(key, value)
    }
    cue[i] = value
  }
  return { columns: [marks(c, layers), upos, relation, place, cue], relation }
}

const SCARE_OPENING = 4
const SCARE_INSIDE = 5
const SCARE_CLOSING = 6

/** Where a token stands towards quotation marks: `Columns.quote`, and marks of scare quotes outside speech. */
function marks(c: Columns, layers: Layers): Uint8Array {
  const out = c.quote.slice()
  let i = 0
  for (const q of layers.quotes) {
    while (i < c.n && c.end[i]! <= q.start) i++
    if (!q.scare) continue
    for (let k = i; k < c.n && c.start[k]! < q.end; k++) {
      if (out[k] !== 0) break
      out[k] = c.start[k] === q.start ? SCARE_OPENING : c.end[k] === q.end ? SCARE_CLOSING : SCARE_INSIDE
    }
  }
  return out
}

/** Steps up a tree that a path may take. */
const CLIMB = 14
const LEVELS = RELATIONS.length + 1
const ANCESTOR = 3 * LEVELS

/** A cue and the tokens around it that may hold its source and content: `from <= i < to`. */
export interface Window {
  readonly from: number
  readonly to: number
  readonly cueFrom: number
  readonly cueTo: number
}

/** Reach of a window in tokens before and after its cue, and how much further it goes to the end of a quotation. */
const LEFT = 60
const RIGHT = 90
const QUOTE = 90
/** A cue's sentence shorter than this (`He said so on Monday.`) may speak of the one before. */
const SHORT = 14

/**
 * The window of the cue `[cueFrom, cueTo)`: its sentence and the next one; the one before where that ends in a quotation
 * or the cue's is short. It holds 99 of 100 attributions of PolNeAR whole.
 */
export function windowOf(c: Columns, cueFrom: number, cueTo: number): Window {
  let from = c.sentFrom[cueFrom]!
  const short = c.sentTo[cueFrom]! - from < SHORT
  if (from > 0 && (short || c.quoteId[from - 1]! >= 0)) from = c.sentFrom[from - 1]!
  let to = c.sentTo[cueTo - 1]!
  if (to < c.n) to = c.sentTo[to]!
  from = Math.max(from, cueFrom - LEFT)
  to = Math.min(to, cueTo + RIGHT)
  const before = c.quoteId[from]!
  if (before >= 0) from = Math.max(c.quoteFrom[before]!, from - QUOTE)
  const after = c.quoteId[to - 1]!
  if (after >= 0) to = Math.min(c.quoteTo[after]!, to + QUOTE)
  return { from, to, cueFrom, cueTo }
}

/** Distances in twelve steps. */
function step(d: number): number {
  if (d <= 4) return d
  if (d <= 6) return 5
  if (d <= 9) return 6
  if (d <= 14) return 7
  if (d <= 21) return 8
  if (d <= 30) return 9
  return d <= 45 ? 10 : 11
}

/** Memory of `pairInputs`, reused from cue to cue. */
export class PairInputs {
  /** One column for each of `PAIR_TABLES`, by place in the window. */
  readonly columns: readonly Uint8Array[] = PAIR_TABLES.map(() => new Uint8Array(512))
  private readonly trail = new Int32Array(CLIMB + 1)

  /** Fills the columns for one window (at most 512 tokens). Bounded work per token. */
  fill(c: Columns, relation: Uint8Array, w: Window): void {
    const [distance, around, path] = this.columns as [Uint8Array, Uint8Array, Uint8Array]
    const sentence = c.sentence[w.cueFrom]!
    const quote = c.quoteId[w.cueFrom]!
    for (let i = w.from; i < w.to; i++) {
      const k = i - w.from
      distance[k] = i < w.cueFrom ? step(w.cueFrom - i) : i >= w.cueTo ? 12 + step(i - w.cueTo + 1) : 0
      const apart = Math.max(-2, Math.min(4, c.sentence[i]! - sentence)) + 2
      around[k] = apart * 2 + (c.quoteId[i] === quote ? 1 : 0)
      path[k] = c.sentence[i] === sentence ? this.pathTo(c, relation, w, i) : 0
    }
  }

  /**
   * How the tree ties a token to the cue: under it (by the relation of the branch), under its governor or further up
   * (likewise), or an ancestor itself.
   */
  private pathTo(c: Columns, relation: Uint8Array, w: Window, i: number): number {
    if (i >= w.cueFrom && i < w.cueTo) return 0
    const { trail } = this
    let length = 0
    let a = i
    for (; a >= 0 && length < CLIMB; a = c.head[a]!) {
      if (a >= w.cueFrom && a < w.cueTo) return relation[trail[length - 1]!]!
      trail[length++] = a
    }
    let up = c.head[cueHead(c, w.cueFrom, w.cueTo)]!
    for (let level = 1; up >= 0 && level < CLIMB; level++, up = c.head[up]!) {
      for (let k = 0; k < length; k++) {
        if (trail[k] !== up) continue
        if (k === 0) return ANCESTOR + Math.min(level, 3)
        return Math.min(level, 2) * LEVELS + relation[trail[k - 1]!]!
      }
    }
    return 0
  }
}

/** The cue's token whose governor lies outside the cue. */
export function cueHead(c: Pick<Columns, 'head'>, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const h = c.head[i]!
    if (h < from || h >= to) return i
  }
  return from
}
