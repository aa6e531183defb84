import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Layers, Span } from '@wherefrom/schema'

/** One rated word: where it stands in the sentence, and its rating from -3 (did not happen) to 3 (happened). */
export interface RatedWord extends Span {
  readonly label: number
}

/** One sentence of a factuality set. */
export interface RatedSentence {
  readonly text: string
  readonly targets: readonly RatedWord[]
}

interface Row {
  readonly text: string
  readonly targets: readonly { readonly span1: readonly [number, number]; readonly label: number }[]
}

/** Character spans of the words between spaces. */
function words(text: string): Span[] {
  return [...text.matchAll(/\S+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }))
}

/** Reads a factuality file: one sentence a line, `span1` = words [from, to) of the text split at spaces. */
export function readRated(path: string): RatedSentence[] {
  const out: RatedSentence[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '') continue
    const row = JSON.parse(line) as Row
    const at = words(row.text)
    const targets: RatedWord[] = []
    for (const t of row.targets) {
      const first = at[t.span1[0]]
      const last = at[t.span1[1] - 1]
      if (first && last) targets.push({ start: first.start, end: last.end, label: t.label })
    }
    out.push({ text: row.text, targets })
  }
  return out
}

/** `*.jsonl` of a folder (sorted by name), or the one file that `path` is. */
export function ratedFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.jsonl'))
  return names.sort().map((name) => join(path, name))
}

/** The token that heads a span: the first one whose governor lies outside it. -1 where the span holds no token. */
export function headToken(layers: Layers, span: Span): number {
  const { start, end, length } = layers.tokens
  let first = -1
  for (let i = 0; i < length && start[i]! < span.end; i++) {
    if (end[i]! <= span.start) continue
    if (first < 0) first = i
    const h = layers.parse.head[i]!
    const inside = h >= 0 && end[h]! > span.start && start[h]! < span.end
    const name = layers.tags.uposNames[layers.tags.upos[i]!]
    if (!inside && name !== 'PUNCT') return i
  }
  return first
}
