import type { TokenRange } from '@wherefrom/schema'
import { nounPhrase } from '../sources.ts'
import type { View } from '../view.ts'
import { MEDIA_NOUNS, MEDIA_WORDS } from '../words.ts'
import { preposition } from './grammar.ts'

/** Is the phrase a newspaper, agency, broadcaster? By its head noun, or by a word of its name. */
export function isMedium(view: View, head: number, range: TokenRange): boolean {
  if (MEDIA_NOUNS.has(view.word[head]!))
    return !/^(?:press|paper)$/.test(view.word[head]!) || view.upos(head) === 'PROPN'
  for (let i = range.from; i < range.to; i++) {
    if (!MEDIA_WORDS.has(view.word[i]!)) continue
    const inName = view.upos(i) === 'PROPN' || (view.upos(head) === 'PROPN' && i >= head - 4)
    if (inName && (i === head || view.rel(i) === 'flat' || view.rel(i) === 'compound' || view.head[i] === head))
      return !personLike(view, head, range)
  }
  return false
}

/** "Press Secretary Cook", "Sun Myung Moon": a mention of a person over the head. */
function personLike(view: View, head: number, range: TokenRange): boolean {
  const at = view.start[head]!
  return view.mentions.in(at, at + 1).some((m) => m.type === 'person' && m.start >= view.start[range.from]!)
}

/** "a letter seen by Sky News": the medium through which a document is known, and where the source ends before it. */
export function mediumInSource(view: View, source: number): (Medium & { readonly end: number }) | null {
  for (let i = source + 1; i < source + 5 && i + 2 < view.n; i++) {
    if (!SEEN.has(view.word[i]!) || view.word[i + 1] !== 'by') continue
    let to = i + 2
    while (
      to < view.n &&
      to < i + 10 &&
      (view.upos(to) === 'PROPN' || view.upos(to) === 'DET' || view.upos(to) === 'NOUN')
    )
      to++
    if (to === i + 2) return null
    const range = { from: i + 2, to }
    return isMedium(view, to - 1, range) ? { head: to - 1, range, end: i } : null
  }
  return null
}

const SEEN = new Set(['seen', 'obtained', 'reviewed', 'viewed', 'acquired'])

const TALK = new Set([
  'remark',
  'remarks',
  'interview',
  'interviews',
  'comment',
  'comments',
  'statement',
  'statements',
  'speaking',
  'email',
  'briefing',
  'conversation',
  'letter',
])
const TOWARDS = new Set(['to', 'with', 'on', 'for', 'by', 'in'])

export interface Medium {
  readonly head: number
  readonly range: TokenRange
}

const medium = (view: View, head: number): Medium | null => {
  const range = withoutTold(view, head, nounPhrase(view, head))
  return isMedium(view, head, range) ? { head, range } : null
}

/** "told the paper | that ...": what is told is no part of the hearer, though the parser hangs it there. */
function withoutTold(view: View, head: number, range: TokenRange): TokenRange {
  for (const c of view.children(head))
    if (c > head && view.rel(c).startsWith('acl') && view.word[view.left[c]!] === 'that')
      return { from: range.from, to: Math.min(range.to, view.left[c]!) }
  return range
}

/** The medium that a speaker spoke to: "told GB News", "said in remarks to X television", "speaking to Reuters". */
export function mediumOf(view: View, verb: number): Medium | null {
  for (const c of view.children(verb)) {
    const base = view.base(c)
    if ((base === 'obj' || base === 'iobj') && c > verb) {
      const found = medium(view, c)
      if (found) return found
    }
    if (base === 'obl' || base === 'nmod' || base === 'advcl' || base === 'appos' || base === 'parataxis') {
      const found = throughTalk(view, c)
      if (found) return found
    }
  }
  const subject = view.child(verb, 'nsubj')
  if (subject >= 0) {
    for (const c of view.children(subject)) {
      if (c > subject) {
        const found = throughTalk(view, c)
        if (found) return found
      }
    }
  }
  return null
}

function throughTalk(view: View, talk: number): Medium | null {
  const word = view.word[talk]!
  if (!TALK.has(word)) {
    return preposition(view, talk) === 'to' &&
      ['obl', 'nmod'].includes(view.base(talk)) &&
      view.lemma[view.head[talk]!] !== 'belong'
      ? medium(view, talk)
      : null
  }
  for (const c of view.children(talk)) {
    if (c > talk && TOWARDS.has(preposition(view, c))) {
      const found = medium(view, c)
      if (found) return found
    }
  }
  const head = view.head[talk]!
  if (head < 0) return null
  for (const c of view.children(head)) {
    if (
      c > talk &&
      c < talk + 12 &&
      (view.base(c) === 'obl' || view.base(c) === 'nmod') &&
      TOWARDS.has(preposition(view, c))
    ) {
      const found = medium(view, c)
      if (found) return found
    }
  }
  return null
}
