import type { Document, Layers, Span, Tokens } from '@wherefrom/schema'
import { tokensIn } from '@wherefrom/schema'
import { beginOf, CONTENT, CUE, insideOf, SOURCE } from '../../packages/claims/src/attribute/spans/parts.ts'
import type { GoldAttribution } from '../evaluate/tasks/attribution-polnear.ts'

export interface TrainingDocument {
  readonly name: string
  readonly doc: Document
  readonly layers: Layers
  readonly gold: readonly GoldAttribution[]
}

function write(labels: Uint8Array, tokens: Tokens, spans: readonly Span[], role: number): void {
  for (const s of spans) {
    const r = tokensIn(tokens, s)
    if (!r) continue
    let inside = false
    for (let i = r.from; i < r.to; i++) {
      if (labels[i] !== 0) {
        inside = false
        continue
      }
      labels[i] = inside ? insideOf(role) : beginOf(role)
      inside = true
    }
  }
}

/** BIO labels of the gold spans. Where spans overlap, cues win over sources and sources over contents. */
export function goldLabels(layers: Layers, gold: readonly GoldAttribution[]): Uint8Array {
  const labels = new Uint8Array(layers.tokens.length)
  for (const a of gold) write(labels, layers.tokens, a.cue, CUE)
  for (const a of gold) write(labels, layers.tokens, a.source, SOURCE)
  for (const a of gold) write(labels, layers.tokens, a.content, CONTENT)
  return labels
}

/**
 * Cue lexicon from gold labels: for each lemma and coarse tag, in eighths, how often it stands in a cue (smoothed by
 * two; seen at least 5 times).
 */
export function learnLexicon(
  docs: readonly { readonly lemma: Int32Array; readonly upos: Int32Array; readonly labels: Uint8Array }[],
  keyOf: (lemma: number, upos: number) => number,
): Map<number, number> {
  const seen = new Map<number, [cue: number, all: number]>()
  for (const { lemma, upos, labels } of docs)
    for (let i = 0; i < labels.length; i++) {
      const key = keyOf(lemma[i]!, upos[i]!)
      const row = seen.get(key) ?? [0, 0]
      if (labels[i] === beginOf(CUE) || labels[i] === insideOf(CUE)) row[0]++
      row[1]++
      seen.set(key, row)
    }
  const out = new Map<number, number>()
  for (const [key, [cue, all]] of seen) {
    const eighths = Math.round((8 * cue) / (all + 2))
    if (all >= 5 && eighths > 0) out.set(key, eighths)
  }
  return out
}
