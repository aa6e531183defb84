import type { Layers } from '@wherefrom/schema'
import { CLOSING, type Columns as Plain } from './columns.ts'
import { cueLevel } from './cues.ts'
import type { Linked } from './network.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const SUBJECT = words('nsubj nsubj:pass nsubj:outer')
const CLAUSE = words('ccomp xcomp')
const HELPERS = words('aux aux:pass advmod neg')
const STOPS = words(', . ; : - -- – —')
/** From which lexicon value on a verb with a clause, and a verb beside a quotation, counts as a cue. */
const WITH_CLAUSE = 3
const WITH_QUOTE = 5

/** What the rules look at besides: lower-case words, relations, subtrees (`left` and `right` are in them), cue words. */
interface Columns extends Plain {
  readonly word: readonly string[]
  readonly rel: readonly string[]
  readonly left: Int32Array
  readonly right: Int32Array
  readonly cue: Uint8Array
}

function withTree(c: Plain, layers: Layers): Columns {
  const { tags, parse } = layers
  const word: string[] = []
  const rel: string[] = []
  const left = Int32Array.from({ length: c.n }, (_, i) => i)
  const right = left.slice()
  const cue = new Uint8Array(c.n)
  for (let i = 0; i < c.n; i++) {
    word.push(c.text.slice(c.start[i]!, c.end[i]!).toLowerCase())
    rel.push(parse.deprelNames[parse.deprel[i]!] ?? '')
    if (tags.uposNames[tags.upos[i]!] === 'VERB') cue[i] = cueLevel(tags.lemma[i]!)
    // Each token widens its ancestors; the walk ends where nothing widens, and after a bounded number of steps.
    let a = c.head[i]!
    for (let step = 0; a >= 0 && step < 64; step++) {
      if (left[a]! <= i && right[a]! >= i) break
      if (i < left[a]!) left[a] = i
      if (i > right[a]!) right[a] = i
      a = c.head[a]!
    }
  }
  return { ...c, word, rel, left, right, cue }
}

function trim(c: Columns, from: number, to: number): number[] {
  while (from < to && STOPS.has(c.word[from]!)) from++
  while (to > from && STOPS.has(c.word[to - 1]!) && c.quote[to - 1] !== CLOSING) to--
  return from < to ? [from, to] : []
}

/** The parts of `[from, to)` outside the two ranges, trimmed. */
function outside(c: Columns, from: number, to: number, a: readonly number[], b: readonly number[]): number[] {
  const cuts = [a, b].filter((r) => r.length > 0).sort((x, y) => x[0]! - y[0]!)
  const out: number[] = []
  let at = from
  for (const cut of cuts) {
    if (cut[1]! <= at || cut[0]! >= to) continue
    out.push(...trim(c, at, cut[0]!))
    at = Math.max(at, cut[1]!)
  }
  out.push(...trim(c, at, to))
  return out
}

function child(c: Columns, i: number, rels: ReadonlySet<string>): number {
  for (let k = c.left[i]!; k <= c.right[i]!; k++) if (c.head[k] === i && rels.has(c.rel[k]!)) return k
  return -1
}

/** The verb with its auxiliaries and adverbs right before it. */
function cueRange(c: Columns, verb: number): [number, number] {
  let from = verb
  while (from > c.sentFrom[verb]! && c.head[from - 1] === verb && HELPERS.has(c.rel[from - 1]!)) from--
  return [from, verb + 1]
}

function sourceOf(c: Columns, verb: number, cueFrom: number, cueTo: number): number[] {
  const noun = child(c, verb, SUBJECT)
  if (noun < 0) return []
  let from = c.left[noun]!
  let to = c.right[noun]! + 1
  if (from < cueFrom && to > cueFrom) to = cueFrom
  if (from < cueTo && to > cueTo) from = cueTo
  return trim(c, from, to)
}

/** Quotations that end or start within a few tokens of the cue or its source. */
function quotesBeside(c: Columns, from: number, to: number): number[] {
  const out: number[] = []
  for (let i = from - 1; i >= Math.max(0, from - 3); i--) {
    const id = c.quoteId[i]!
    if (id < 0) continue
    out.push(c.quoteFrom[id]!, c.quoteTo[id]!)
    break
  }
  for (let i = to; i < Math.min(c.n, to + 3); i++) {
    const id = c.quoteId[i]!
    if (id < 0) continue
    if (c.quoteFrom[id]! >= to) out.push(c.quoteFrom[id]!, c.quoteTo[id]!)
    break
  }
  return out
}

function byVerb(c: Columns, verb: number): Linked | null {
  const cue = cueRange(c, verb)
  const source = sourceOf(c, verb, cue[0], cue[1])
  const from = Math.min(cue[0], source[0] ?? cue[0])
  const to = Math.max(cue[1], source[1] ?? cue[1])
  let content = c.cue[verb]! >= WITH_QUOTE && c.quoteId[verb] === -1 ? quotesBeside(c, from, to) : []
  if (content.length === 0) {
    const clause = child(c, verb, CLAUSE)
    if (clause >= 0) content = outside(c, c.left[clause]!, c.right[clause]! + 1, cue, source)
  }
  if (content.length === 0 && c.cue[verb]! >= WITH_QUOTE && c.head[verb]! >= 0 && source.length > 0) {
    const up = c.head[verb]!
    if (c.word[from - 1] === ',') content = outside(c, c.left[up]!, c.right[up]! + 1, [from, to], [])
  }
  if (content.length === 0) return null
  return { cueFrom: cue[0], cueTo: cue[1], source, content, score: 0 }
}

/** "according to X": the source is X, the content is the rest of the sentence. */
function byAccording(c: Columns, i: number): Linked | null {
  const noun = c.head[i]! > i ? c.head[i]! : c.head[i + 1]!
  if (noun <= i + 1 || noun >= c.sentTo[i]!) return null
  const source = trim(c, i + 2, c.right[noun]! + 1)
  const content = outside(c, c.sentFrom[i]!, c.sentTo[i]!, [i, i + 2], source)
  if (source.length === 0 || content.length === 0) return null
  return { cueFrom: i, cueTo: i + 2, source, content, score: 0 }
}

/** Attributions by rules alone, in text order: cue table, quotation beside the cue, subject, clausal complement. */
export function findByRules(plain: Plain, layers: Layers): Linked[] {
  const c = withTree(plain, layers)
  const out: Linked[] = []
  for (let i = 0; i < c.n; i++) {
    const according = c.word[i] === 'according' && i + 2 < c.n && c.word[i + 1] === 'to'
    const found = according ? byAccording(c, i) : c.cue[i]! >= WITH_CLAUSE ? byVerb(c, i) : null
    if (found) out.push(found)
  }
  return out
}
