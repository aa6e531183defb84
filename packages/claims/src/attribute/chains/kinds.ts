import type { Mention, SourceKind, TokenRange } from '@wherefrom/schema'
import { isMedium } from './find/medium.ts'
import type { View } from './view.ts'
import { DOCUMENT_NOUNS, GROUP_NOUNS, IMAGERY_NOUNS, MEDIA_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS } from './words.ts'

/** The mention that covers the head token of a source, or else the last one inside its phrase before a comma. */
export function mentionOf(view: View, head: number, range: TokenRange): Mention | null {
  const at = view.start[head]!
  const core = coreEnd(view, range)
  let inside: Mention | null = null
  for (const m of view.mentions.in(view.start[range.from]!, view.end[range.to - 1]!)) {
    if (m.start <= at && m.end > at) return m
    const beside = view.word[m.tokens.from - 1] === ',' && m.tokens.from === core + 1
    if (m.tokens.from >= range.from && (m.tokens.to <= core || beside) && isPerson(m, view, head)) inside = m
  }
  return inside
}

/** "Pentagon Press Secretary Peter Cook": a person's name in apposition right inside the phrase names the source. */
const isPerson = (m: Mention, view: View, head: number): boolean =>
  m.type === 'person' && (PERSON_NOUNS.has(view.word[head]!) || view.upos(head) === 'PROPN')

/** End of the phrase before its first comma or bracket. */
function coreEnd(view: View, range: TokenRange): number {
  for (let i = range.from; i < range.to; i++) if (view.word[i] === ',' || view.word[i] === '(') return i
  return range.to
}

const plural = (view: View, head: number): boolean => view.xpos(head) === 'NNS' || view.xpos(head) === 'NNPS'

/** What kind of source a noun phrase is, by its head noun first, then by the mention over it. */
export function kindOf(view: View, head: number, range: TokenRange, mention: Mention | null): SourceKind {
  const word = view.word[head]!
  if (isMedium(view, head, range)) return 'media'
  if (mention && mention.start <= view.start[head]! && mention.end > view.start[head]!) {
    if (mention.type === 'person') return 'person'
    if (mention.type === 'document') return 'document'
    if (mention.type === 'organisation' || mention.type === 'place' || mention.type === 'facility')
      return 'organisation'
    if (mention.type === 'nationality') return 'group'
  }
  if (IMAGERY_NOUNS.has(word)) return 'imagery'
  if (DOCUMENT_NOUNS.has(word)) return 'document'
  if (MEDIA_NOUNS.has(word)) return 'media'
  if (
    GROUP_NOUNS.has(word) &&
    (plural(view, head) ||
      word.endsWith('s') ||
      word === 'people' ||
      !/^(?:official|source|witness|researcher|expert|analyst|author|resident|critic|member|investigator|prosecutor|lawmaker|diplomat|scientist|reporter|journalist|observer|activist|leader|doctor|lawyer|officer|aide)$/.test(
        word,
      ))
  )
    return 'group'
  if (ORGANISATION_NOUNS.has(word)) return 'organisation'
  if (PERSON_NOUNS.has(word) || mention?.type === 'person') return 'person'
  if (plural(view, head)) return 'group'
  if (view.upos(head) === 'PROPN') return 'organisation'
  return /(?:er|or|ist|ian|man|woman|ot|ant|ent)$/.test(word) ? 'person' : 'organisation'
}

/** Does a particular named source stand behind the phrase? Groups of unnamed people never do. */
export function isNamed(view: View, head: number, kind: SourceKind, mention: Mention | null): boolean {
  if (kind === 'unstated') return false
  if (mention) return kind !== 'group' || mention.end > view.start[head]!
  if (kind === 'group' || kind === 'imagery') return false
  return view.upos(head) === 'PROPN' || definite(view, head)
}

/** "the report", "the navy", "Norlund's navy": a definite description of one thing known from the text. */
function definite(view: View, head: number): boolean {
  const owner = view.child(head, 'nmod:poss')
  if (owner >= 0 && view.upos(owner) === 'PROPN' && !plural(view, head)) return true
  const determiner = view.child(head, 'det')
  return determiner >= 0 && ['the', 'this', 'that'].includes(view.word[determiner]!) && !plural(view, head)
}
