import { type Found, isNominal, nounPhrase, subjectOf } from '../sources.ts'
import type { View } from '../view.ts'
import type { Speech } from './speech.ts'

/**
 * The speaker beside a quotation's verb. The parse decides; where its subject lies inside the quotation or is missing,
 * the nouns next to the verb do: after it ("said John Kirby, ..."), then before it.
 */
export function quoteSource(view: View, verb: number, speech: Speech): Found | null {
  const subject = subjectOf(view, verb)
  if (subject && (!speech.inside[subject.head] || speech.inside[verb])) return subject
  return nounAfter(view, verb, speech) ?? nounBefore(view, verb, speech)
}

function topmost(view: View, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const h = view.head[i]!
    if ((h < from || h >= to) && isNominal(view, i)) return i
  }
  return -1
}

function nounAfter(view: View, verb: number, speech: Speech): Found | null {
  let to = verb + 1
  while (
    to < view.n &&
    to < verb + 12 &&
    !speech.inside[to] &&
    view.sentence[to] === view.sentence[verb] &&
    !view.isPunct(to) &&
    view.upos(to) !== 'VERB'
  )
    to++
  const head = topmost(view, verb + 1, to)
  if (head < 0 || view.upos(head) === 'ADJ' || view.child(head, 'case') >= 0) return null
  const range = nounPhrase(view, head)
  return { head, range: { from: Math.max(range.from, verb + 1), to: range.to } }
}

function nounBefore(view: View, verb: number, speech: Speech): Found | null {
  let from = verb
  while (from > 0 && from > verb - 16 && !speech.inside[from - 1] && view.sentence[from - 1] === view.sentence[verb])
    from--
  for (let i = verb - 1; i >= from; i--) {
    if (isNominal(view, i) && view.upos(i) !== 'ADJ') {
      const head = topmost(view, from, i + 1)
      if (head < 0) return null
      const range = nounPhrase(view, head)
      return { head, range: { from: Math.max(from, range.from), to: Math.min(range.to, verb) } }
    }
  }
  return null
}
