import { readFacts } from '../facts.ts'
import { termsOf } from '../fold/scan.ts'
import type { FoundRow } from './rows.ts'

const FACETS = ['said-by', 'origin', 'certainty', 'polarity', 'place', 'type', 'outlet', 'year'] as const
type Facet = (typeof FACETS)[number]

export interface FacetValue {
  readonly value: string
  readonly count: number
}

/** Values of each facet with the number of passages that have them, most first. */
export type Facets = Readonly<Record<Facet, readonly FacetValue[]>>

/** Values that are shown of one facet. */
const SHOWN = 12

/** Counts over the passages given. Names that fold to the same count as one, under the spelling that comes first. */
export function facetsOf(rows: readonly FoundRow[]): Facets {
  const counts = new Map<Facet, Map<string, { value: string; count: number }>>(FACETS.map((f) => [f, new Map()]))
  const count = (facet: Facet, value: string, key = value): void => {
    const values = counts.get(facet)!
    const known = values.get(key)
    if (known) known.count++
    else values.set(key, { value, count: 1 })
  }
  for (const row of rows) countRow(row, count)
  return Object.fromEntries(FACETS.map((f) => [f, mostOf(counts.get(f)!)])) as unknown as Facets
}

function countRow(row: FoundRow, count: (facet: Facet, value: string, key?: string) => void): void {
  if (row.outlet) count('outlet', row.outlet, keyOf(row.outlet))
  if (row.published) count('year', row.published.slice(0, 4))
  const facts = readFacts(row.facts)
  if (!facts) return
  count('certainty', facts.c)
  count('polarity', facts.p)
  const last = facts.by.at(-1)
  count('origin', last ? (last[3] ? last[2] : `unnamed ${last[2]}`).replace('unnamed unstated', 'unstated') : 'own')
  for (const name of distinct(facts.by.filter((l) => l[2] !== 'unstated').map((l) => l[0])))
    count('said-by', name, keyOf(name))
  for (const type of facts.e ?? []) count('type', type)
  for (const place of facts.l ?? []) count('place', place, keyOf(place))
}

const keyOf = (name: string): string => {
  const terms = termsOf(name).map((t) => t.term)
  return (terms[0] === 'the' ? terms.slice(1) : terms).join(' ')
}

const distinct = (names: readonly string[]): string[] => [...new Map(names.map((n) => [keyOf(n), n])).values()]

const mostOf = (values: ReadonlyMap<string, FacetValue>): FacetValue[] =>
  [...values.values()]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .slice(0, SHOWN)
