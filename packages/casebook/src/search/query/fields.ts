import { CERTAINTIES, MANNERS, QUOTATIONS, SOURCE_KINDS, TIMES } from '@wherefrom/schema'
import type { SearchField } from '../../case/prepared.ts'
import { HAS, POLARITIES } from '../tags.ts'

/** What may stand behind a field's colon. */
export type FieldKind = 'words' | 'values' | 'name' | 'date' | 'documents'

export interface QueryField {
  readonly name: string
  /** Other ways to write the name. */
  readonly also: readonly string[]
  readonly kind: FieldKind
  /** Field of the index, for words. */
  readonly index?: SearchField
  /** Allowed values, where the set is fixed. */
  readonly values?: readonly string[]
  /** Holds for the whole search, so that it cannot stand in an alternative. */
  readonly whole?: boolean
  /** One line for people. */
  readonly what: string
  readonly example: string
}

export const ORIGINS = ['named', 'unnamed', 'own', ...SOURCE_KINDS] as const
export const HAVING = ['claim', 'quote', ...HAS] as const

/** Every field of the query language, in the order in which they are shown. A row here is all that a field needs to be known. */
export const QUERY_FIELDS: readonly QueryField[] = [
  {
    name: 'said-by',
    also: ['said', 'by', 'source'],
    kind: 'words',
    index: 'said',
    what: 'a source anywhere in the chain: name, alias in the same document, role',
    example: 'said-by:"John Kirby"',
  },
  {
    name: 'about',
    also: ['mentions'],
    kind: 'words',
    index: 'about',
    what: 'a person, organisation, place or thing that the statement names',
    example: 'about:Alabuga',
  },
  {
    name: 'place',
    also: [],
    kind: 'words',
    index: 'place',
    what: 'a place on the map, or a country by its two letters',
    example: 'place:Makhachkala',
  },
  { name: 'type', also: ['event'], kind: 'name', what: 'type of event', example: 'type:transfer' },
  {
    name: 'certainty',
    also: [],
    kind: 'values',
    values: CERTAINTIES,
    what: 'how sure the statement is',
    example: 'certainty:possible',
  },
  {
    name: 'polarity',
    also: [],
    kind: 'values',
    values: POLARITIES,
    what: 'whether it says that something is so or is not so',
    example: 'polarity:negative',
  },
  {
    name: 'quotation',
    also: ['quote'],
    kind: 'values',
    values: QUOTATIONS,
    what: 'quoted word for word, in part, reported, or the outlet’s own words',
    example: 'quotation:direct',
  },
  {
    name: 'time',
    also: ['tense'],
    kind: 'values',
    values: TIMES,
    what: 'when it is said to be so',
    example: 'time:future',
  },
  {
    name: 'manner',
    also: [],
    kind: 'values',
    values: MANNERS,
    what: 'how any source of the chain puts it',
    example: 'manner:denies',
  },
  {
    name: 'origin',
    also: [],
    kind: 'values',
    values: ORIGINS,
    what: 'where the chain ends: a named or unnamed source, its kind, or the outlet’s own words',
    example: 'origin:unnamed',
  },
  {
    name: 'has',
    also: [],
    kind: 'values',
    values: HAVING,
    what: 'statements with a denial, a second-hand chain, a date, a place, an event; or any statement',
    example: 'has:relay',
  },
  { name: 'outlet', also: ['publisher'], kind: 'name', what: 'who published it', example: 'outlet:Reuters' },
  {
    name: 'before',
    also: ['until'],
    kind: 'date',
    whole: true,
    what: 'published before a day, month or year begins',
    example: 'before:2023-07',
  },
  {
    name: 'after',
    also: ['since'],
    kind: 'date',
    whole: true,
    what: 'published after a day, month or year has ended',
    example: 'after:2023-06-09',
  },
  {
    name: 'on',
    also: ['published'],
    kind: 'date',
    whole: true,
    what: 'published on a day, in a month or a year, or between two',
    example: 'on:2023-05/2023-07',
  },
  {
    name: 'when',
    also: ['happened'],
    kind: 'date',
    whole: true,
    what: 'when the thing told is said to have happened',
    example: 'when:2023-06',
  },
  {
    name: 'in',
    also: ['document'],
    kind: 'documents',
    whole: true,
    what: 'in one document of the case, or in several',
    example: 'in:d12,d14',
  },
  {
    name: 'language',
    also: ['lang'],
    kind: 'name',
    whole: true,
    what: 'language of the document',
    example: 'language:en',
  },
  {
    name: 'versions',
    also: ['version'],
    kind: 'values',
    values: ['latest', 'all'],
    whole: true,
    what: 'older versions of pages too; without it only the latest',
    example: 'versions:all',
  },
]

const BY_NAME = new Map(QUERY_FIELDS.flatMap((f) => [f.name, ...f.also].map((n) => [n, f] as const)))
export const FIELD_NAMES: readonly string[] = [...BY_NAME.keys()]

export const fieldNamed = (name: string): QueryField | null =>
  BY_NAME.get(name.toLowerCase().replaceAll('_', '-')) ?? null
