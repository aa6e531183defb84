import type { Block } from '@wherefrom/schema'
import { tidy, tokenFrom } from '../content.ts'
import { type Frame, frame } from '../frame.ts'
import type { View } from '../view.ts'
import { DOCUMENT_NOUNS, GROUP_NOUNS, IMAGERY_NOUNS, MEDIA_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS } from '../words.ts'

/** Most words that a source before the colon of a title has. */
const LONGEST = 6

function isSource(view: View, from: number, to: number): boolean {
  if (from >= to || to - from > LONGEST) return false
  for (let i = from; i < to; i++)
    if (['VERB', 'AUX', 'ADP'].includes(view.upos(i)) || view.word[i] === ',') return false
  const last = view.word[to - 1]!
  if (
    [GROUP_NOUNS, DOCUMENT_NOUNS, MEDIA_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS, IMAGERY_NOUNS].some((set) =>
      set.has(last),
    )
  )
    return true
  return view.mentions
    .in(view.start[from]!, view.end[to - 1]!)
    .some((m) => m.tokens.from >= from && m.tokens.to === to && ['person', 'organisation', 'place'].includes(m.type))
}

/** A title with a source before its colon ("US intelligence: ...") or after its last dash ("... - White House"). */
export function titleFrame(view: View, block: Block): Frame | null {
  if (block.kind !== 'title') return null
  const from = tokenFrom(view, block.start)
  let to = from
  while (to < view.n && view.start[to]! < block.end) to++
  for (let i = from + 1; i < to - 1; i++) {
    if (view.word[i] === ':' && isSource(view, from, i))
      return titled(view, i, from, i, { start: view.end[i]!, end: block.end })
  }
  for (let i = to - 2; i > from + 2 && i > to - LONGEST - 2; i--) {
    if (/^[–—-]{1,2}$/.test(view.word[i]!) && isSource(view, i + 1, to))
      return titled(view, i, i + 1, to, { start: block.start, end: view.start[i]! })
  }
  return null
}

function titled(
  view: View,
  mark: number,
  from: number,
  to: number,
  content: { start: number; end: number },
): Frame | null {
  const spans = tidy(view, [content])
  if (spans.length === 0) return null
  return frame({
    at: mark,
    manner: 'says',
    source: { from, to },
    sourceHead: to - 1,
    content: spans,
    clause: { from: Math.min(mark, from), to: Math.max(mark + 1, to) },
    rule: 'attribute/title',
  })
}
