import type { Document, TimeMention } from '@wherefrom/schema'
import { type Atoms, scan } from './atoms.ts'
import { KIND } from './lexicon.ts'
import { PROPOSERS, REFINERS, WORD_PROPOSERS } from './order.ts'
import { resolveAll } from './resolve/resolve.ts'
import type { Candidate } from './shape.ts'
import { type Annotations, type View, view } from './view.ts'

export interface TimeInput extends Annotations {
  readonly doc: Pick<Document, 'text' | 'blocks'> & { readonly metadata?: Pick<Document['metadata'], 'published'> }
  /** ISO date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) that "today" means; default: the document's publication date. */
  readonly reference?: string | null
  /** A history rather than news: the reference is the last date told. */
  readonly narrative?: boolean
  /** Called after proposing and after each refiner, for explanations. */
  readonly trace?: (step: string, candidates: readonly Candidate[], atoms: Atoms) => void
}

function propose(a: Atoms): Candidate[] {
  const out: Candidate[] = []
  for (let i = 0; i < a.length; i++) {
    const k = a.kind[i]!
    if (k === KIND.punct && a.word[i] !== "'") continue
    const proposers = k === KIND.word ? WORD_PROPOSERS.get(a.word[i]!) : PROPOSERS[k]
    if (proposers) for (const proposer of proposers) proposer(a, i, out)
  }
  return out
}

function refine(v: View, proposed: readonly Candidate[], trace: TimeInput['trace']): readonly Candidate[] {
  let candidates = proposed
  for (const { name, run } of REFINERS) {
    candidates = run(v, candidates)
    trace?.(name, candidates, v.atoms)
  }
  return candidates
}

/**
 * All time expressions of a document, in text order and not overlapping: TIMEX3 type and value, EDTF, first and last
 * day. What the text does not tell stays open (`XXXX`, null): without a publication date "yesterday" has no day.
 * Linear in the text; tags, parse and quotes sharpen it and may be absent.
 */
export function findTimes(input: TimeInput): TimeMention[] {
  const { doc, trace } = input
  const atoms = scan(doc.text, doc.blocks)
  const v = view(atoms, input)
  const proposed = propose(atoms)
  trace?.('propose', proposed, atoms)
  const reference = input.reference === undefined ? (doc.metadata?.published ?? null) : input.reference
  return resolveAll(v, refine(v, proposed, trace), { reference, narrative: input.narrative ?? false })
}
