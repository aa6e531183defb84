import { all, type Db, type DialectName } from '../../case/raw.ts'
import { termsOf } from '../fold/scan.ts'
import type { OutletAsked } from '../plan/plan.ts'
import { nearest } from '../query/error.ts'
import { outletTag } from '../tags.ts'

/** Outlets of a case that are looked through, at most. */
const OUTLETS = 5000

/** Jumps from one outlet to the next in the index, instead of reading every document's. */
const DISTINCT = `with recursive o (name) as (
    select min(outlet) from documents
    union all
    select (select min(outlet) from documents where outlet > o.name) from o where o.name is not null
  ) select name from o where name is not null limit ${OUTLETS}`

/**
 * Fills in the tags of the case's outlets whose name has the words asked for (`outlet:times` is `The New York Times` too).
 * Gives back a note for each that the case does not have.
 */
export async function resolveOutlets(db: Db, _dialect: DialectName, asked: readonly OutletAsked[]): Promise<string[]> {
  if (asked.length === 0) return []
  const names = (await all<{ name: string }>(db, DISTINCT)).map((r) => r.name)
  const folded = names.map((name) => ({ name, words: ` ${foldedWords(name)} ` }))
  const notes: string[] = []
  for (const outlet of asked) {
    const prefix = outlet.words.endsWith('*')
    const words = foldedWords(outlet.words)
    const tags = folded
      .filter((f) => words !== '' && f.words.includes(` ${words}${prefix ? '' : ' '}`))
      .map((f) => outletTag(f.name))
    outlet.tags.splice(0, outlet.tags.length, ...new Set(tags))
    if (tags.length === 0) notes.push(noteOn(outlet.words, names))
  }
  return notes
}

const foldedWords = (name: string): string =>
  termsOf(name)
    .map((t) => t.term)
    .join(' ')

function noteOn(words: string, names: readonly string[]): string {
  const near = nearest(words, names)
  if (near) return `no outlet of this case is called “${words}”; did you mean ${near}?`
  const some = names.slice(0, 5).join(', ')
  return `no outlet of this case is called “${words}”${some === '' ? '' : `; there are ${some}${names.length > 5 ? ' and others' : ''}`}`
}
