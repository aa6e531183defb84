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

/** Token ranges of gold spans, flat `[from, to, ...]`. */
export function goldRanges(tokens: Tokens, spans: readonly Span[]): number[] {
  const out: number[] = []
  for (const s of spans) {
    const r = tokensIn(tokens, s)
    if (r) out.push(r.from, r.to)
  }
  return joined(out)
}

/** Adjacent ranges as one. */
export function joined(ranges: readonly number[]): number[] {
  const out: number[] = []
  for (let p = 0; p + 1 < ranges.length; p += 2) {
    if (out.length > 0 && out.at(-1)! >= ranges[p]!) out[out.length - 1] = Math.max(out.at(-1)!, ranges[p + 1]!)
    else out.push(ranges[p]!, ranges[p + 1]!)
  }
  return out
}
