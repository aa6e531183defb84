import type { Layers } from '@wherefrom/schema'
import type { TreeDocument } from '../../train/conllu.ts'

/** Words of one document, gold or ours, with what is compared. `head` is an index into the document's words or -1. */
export interface Words {
  readonly start: number[]
  readonly end: number[]
  readonly form: string[]
  readonly upos: string[]
  readonly xpos: string[]
  readonly head: number[]
  /** Universal part of the relation. */
  readonly deprel: string[]
  /** Spans of tokens as written and of sentences, as `start-end`. */
  readonly tokens: string[]
  readonly sentences: string[]
  /** Tokens of more than one word, as character ranges. */
  readonly multiword: { start: number; end: number }[]
}

const empty = (): Words => ({
  start: [],
  end: [],
  form: [],
  upos: [],
  xpos: [],
  head: [],
  deprel: [],
  tokens: [],
  sentences: [],
  multiword: [],
})

export function goldWords(doc: TreeDocument): Words {
  const w = empty()
  for (const s of doc.sentences) {
    const base = w.form.length
    w.start.push(...s.start)
    w.end.push(...s.end)
    w.form.push(...s.form.map((f) => f.toLowerCase()))
    w.upos.push(...s.upos)
    w.xpos.push(...s.xpos)
    w.head.push(...s.head.map((h) => (h < 0 ? -1 : base + h)))
    w.deprel.push(...s.deprel.map((d) => d.split(':')[0]!))
    w.sentences.push(`${s.start[0]}-${s.end.at(-1)}`)
    let covered = 0
    for (const { from, to } of s.multiword) {
      for (; covered < from; covered++) w.tokens.push(`${s.start[covered]}-${s.end[covered]}`)
      w.tokens.push(`${s.start[from]}-${s.end[to - 1]}`)
      w.multiword.push({ start: s.start[from]!, end: s.end[to - 1]! })
      covered = to
    }
    for (; covered < s.form.length; covered++) w.tokens.push(`${s.start[covered]}-${s.end[covered]}`)
  }
  return w
}

export function systemWords(text: string, layers: Layers): Words {
  const w = empty()
  const { tokens, sentences, tags, parse } = layers
  for (let i = 0; i < tokens.length; i++) {
    w.start.push(tokens.start[i]!)
    w.end.push(tokens.end[i]!)
    w.form.push(text.slice(tokens.start[i], tokens.end[i]).toLowerCase())
    w.upos.push(tags.uposNames[tags.upos[i]!]!)
    w.xpos.push(tags.xposNames[tags.xpos[i]!]!)
    w.head.push(parse.head[i]!)
    w.deprel.push(parse.deprelNames[parse.deprel[i]!]!.split(':')[0]!)
  }
  for (let s = 0; s < sentences.length; s++)
    w.sentences.push(`${w.start[sentences.from[s]!]}-${w.end[sentences.to[s]! - 1]}`)
  for (let i = 0; i < tokens.length; ) {
    let to = i + 1
    while (to < tokens.length && isClitic(w, to)) to++
    w.tokens.push(`${w.start[i]}-${w.end[to - 1]}`)
    if (to > i + 1) w.multiword.push({ start: w.start[i]!, end: w.end[to - 1]! })
    i = to
  }
  return w
}

/** Is word `i` the second half of a contraction written in one token with the word before it? */
function isClitic(w: Words, i: number): boolean {
  if (w.start[i] !== w.end[i - 1] || !/[\p{L}\d]$/u.test(w.form[i - 1]!)) return false
  if (/^['\u2019]$/.test(w.form[i]!)) return w.upos[i] === 'PART'
  return /^(?:['\u2019](?:s|re|ve|ll|d|m)|n['\u2019]?t|na|ta)$/.test(w.form[i]!)
}

/**
 * Pairs of gold and system words: the same characters, or, inside a token of several words, the longest common
 * subsequence of the forms (as conll18_ud_eval does).
 */
export function align(gold: Words, system: Words): [number, number][] {
  const pairs: [number, number][] = []
  const regions = [...gold.multiword, ...system.multiword].sort((a, b) => a.start - b.start || b.end - a.end)
  let r = 0
  let g = 0
  let s = 0
  while (g < gold.form.length && s < system.form.length) {
    const at = Math.min(gold.start[g]!, system.start[s]!)
    while (r < regions.length && regions[r]!.end <= at) r++
    const region = regions[r]
    if (region && region.start <= at) {
      const g0 = g
      const s0 = s
      let end = region.end
      for (let grown = true; grown; ) {
        grown = false
        for (; g < gold.form.length && gold.start[g]! < end; g++)
          if (gold.end[g]! > end) [end, grown] = [gold.end[g]!, true]
        for (; s < system.form.length && system.start[s]! < end; s++)
          if (system.end[s]! > end) [end, grown] = [system.end[s]!, true]
      }
      pairs.push(...common(gold, g0, g, system, s0, s))
    } else if (gold.start[g] === system.start[s]) {
      if (gold.end[g] === system.end[s]) pairs.push([g, s])
      g++
      s++
    } else if (gold.start[g]! < system.start[s]!) g++
    else s++
  }
  return pairs
}

/** Longest common subsequence of two short runs of words. */
function common(gold: Words, g0: number, g1: number, system: Words, s0: number, s1: number): [number, number][] {
  const n = g1 - g0
  const m = s1 - s0
  const best = Array.from({ length: n + 1 }, () => new Int32Array(m + 1))
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      best[i]![j] =
        gold.form[g0 + i] === system.form[s0 + j]
          ? best[i + 1]![j + 1]! + 1
          : Math.max(best[i + 1]![j]!, best[i]![j + 1]!)
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (gold.form[g0 + i] === system.form[s0 + j]) pairs.push([g0 + i++, s0 + j++])
    else if (best[i + 1]![j]! >= best[i]![j + 1]!) i++
    else j++
  }
  return pairs
}
