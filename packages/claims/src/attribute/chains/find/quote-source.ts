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
  const before =
    view.word[verb - 1] !== ',' && !speech.inside[verb - 1] && isNominal(view, verb - 1)
      ? nounBefore(view, verb, speech)
      : null
  return before ?? nounAfter(view, verb, speech) ?? nounBefore(view, verb, speech)
}

const ends = (view: View, i: number): boolean =>
  view.upos(i) === 'VERB' && view.xpos(i) !== 'VBN' && view.xpos(i) !== 'VBG'
    ? true
    : view.upos(i) === 'SCONJ' || (view.upos(i) === 'CCONJ' && view.word[i - 1] === ',')

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

/** The nouns right before a verb, back to the last verb, conjunction or quotation mark. */
export function nounBefore(view: View, verb: number, speech: Speech): Found | null {
  let from = verb
  while (
    from > 0 &&
    from > verb - 16 &&
    !speech.inside[from - 1] &&
    view.sentence[from - 1] === view.sentence[verb] &&
    !ends(view, from - 1)
  )
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
