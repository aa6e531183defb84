import type { MentionType } from '@wherefrom/schema'
import type { NerType } from './labels.ts'
import { COUNTRY_NAMES, nationality } from './tables/countries.ts'
import { NOUNS } from './tables/equipment.ts'
import {
  DOCUMENT_HEADS,
  EVENT_HEADS,
  EVENT_STARTS,
  FACILITY_HEADS,
  GIVEN_NAMES,
  LONE_ORGANISATIONS,
  MEDIA,
  METONYMS,
  ORG_HEADS,
  STRONG_DOCUMENT_HEADS,
  STRONG_EVENT_HEADS,
  STRONG_ORG_HEADS,
} from './tables/names.ts'

const COARSE: Readonly<Record<NerType, MentionType>> = {
  PER: 'person',
  ORG: 'organisation',
  LOC: 'place',
  MISC: 'other',
}

const lastWord = (lower: string): string => lower.slice(lower.lastIndexOf(' ') + 1)
const firstWord = (lower: string): string => (lower.includes(' ') ? lower.slice(0, lower.indexOf(' ')) : lower)

/** Last words that no person has for a surname. */
const INSTITUTIONS = new Set([
  ...ORG_HEADS,
  'gazette',
  'zone',
  'observer',
  'chronicle',
  'daily',
  'ministers',
  'works',
  'mills',
])
for (const surname of ['court', 'post', 'front', 'school', 'bank', 'sa', 'as', 'ag', 'ab', 'oy', 'service', 'temple'])
  INSTITUTIONS.delete(surname)

/** Refines the tagger's coarse type by the words of the name: `[type, rule]`, rule null where nothing was changed. */
export function refine(name: string, type: NerType): readonly [MentionType, string | null] {
  const lower = name.toLowerCase().replace(/^the /, '')
  if (COUNTRY_NAMES.has(lower)) return ['place', 'name/country']
  if (lower.split(/[-–]/).every((part) => nationality(part) !== null)) return ['nationality', 'name/nationality']
  if (type === 'LOC' && METONYMS.has(lower)) return ['organisation', 'name/metonym']
  if (LONE_ORGANISATIONS.has(lower)) return ['organisation', 'name/listed']
  if (MEDIA.has(lower) && lower.includes(' ')) return ['organisation', 'name/media']
  const head = lastWord(lower)
  if (type === 'LOC' && head !== lower && FACILITY_HEADS.has(head)) return ['facility', 'name/facility-head']
  if (type === 'PER' && head !== lower && INSTITUTIONS.has(head) && !GIVEN_NAMES.has(firstWord(lower)))
    return ['organisation', 'name/organisation-head']
  if (
    type === 'LOC' &&
    head !== lower &&
    (STRONG_ORG_HEADS.has(head) || /^(?:central|national|world) bank$/.test(lower))
  )
    return ['organisation', 'name/organisation-head']
  if (head !== lower && ((STRONG_DOCUMENT_HEADS.has(head) && head !== 'law') || head === 'report'))
    return ['document', 'name/document-head']
  if (head !== lower && STRONG_EVENT_HEADS.has(head)) return ['event', 'name/event-head']
  if (type !== 'MISC') return [COARSE[type], null]
  if (head !== lower && EVENT_HEADS.has(head)) return ['event', 'name/event-head']
  if (head !== lower && EVENT_STARTS.has(firstWord(lower))) return ['event', 'name/event-start']
  if (DOCUMENT_HEADS.has(head)) return ['document', 'name/document-head']
  if (NOUNS.has(head)) return ['equipment', 'name/equipment-head']
  return ['other', null]
}
