import type { Span } from '@wherefrom/schema'
import type { SearchField } from '../../case/prepared.ts'
import { termsOf } from '../fold/scan.ts'
import { otherBeginnings } from '../fold/skeleton.ts'
import { type DayRange, dayRange } from '../query/dates.ts'
import { mistake, nearest, QueryError, type QueryMistake } from '../query/error.ts'
import type { QueryField } from '../query/fields.ts'
import { parseQuery } from '../query/parse.ts'
import type { Field, Near, Query, Words } from '../query/syntax.ts'
import { allOf, anyOf, EVERYTHING, type Expr } from './expr.ts'
import { tagsFor } from './values.ts'

/** What a search shows in the text: terms in a row, as they were written where that is known. */
export interface Mark {
  readonly terms: readonly string[]
  readonly prefix: boolean
  /** Other beginnings that the last term may have, where it may go on. */
  readonly also: readonly string[]
  /** The words as written, in small letters; they count more than what only folds to the same. */
  readonly written: string
  /** Of a field of names: shown where the text has it, but not asked of the text. */
  readonly name: boolean
}

/** What documents must fulfil besides the index. */
export interface Filters {
  /** Publication: from the first day, to before the second, as strings that may be cut short. */
  readonly published: readonly DayRange[]
  readonly notPublished: readonly DayRange[]
  readonly documents: readonly number[] | null
  readonly notDocuments: readonly number[]
  readonly languages: readonly string[] | null
  readonly notLanguages: readonly string[]
  readonly allVersions: boolean
}

/** A query, ready to be asked. `expr` is null where only filters are given. */
export interface Plan {
  readonly expr: Expr | null
  readonly filters: Filters
  /** When the thing told happened: every range must be touched by the claim's, none of the `notWhen`. */
  readonly when: readonly DayRange[]
  readonly notWhen: readonly DayRange[]
  readonly marks: readonly Mark[]
  /** Names of outlets that are to be looked up in the case before the index is asked. */
  readonly outlets: readonly OutletAsked[]
}

/** `tags` of the expression are filled in with those of the case's outlets that fit. */
export interface OutletAsked {
  readonly words: string
  readonly tags: string[]
}

export type Planned = { readonly plan: Plan } | { readonly mistake: QueryMistake }

/** Reads a query and works out what to ask. Never throws: a mistake comes back with its place. */
export function planQuery(text: string): Planned {
  const parsed = parseQuery(text)
  if ('mistake' in parsed) return parsed
  try {
    return { plan: new Planner().whole(parsed.query) }
  } catch (error) {
    if (error instanceof QueryError) return { mistake: error.mistake }
    throw error
  }
}

/** Shortest beginning of a word that is looked up: one letter begins a tenth of all words. */
const PREFIX_LENGTH = 2

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

class Planner {
  private readonly filters = {
    published: [] as DayRange[],
    notPublished: [] as DayRange[],
    documents: null as number[] | null,
    notDocuments: [] as number[],
    languages: null as string[] | null,
    notLanguages: [] as string[],
    allVersions: false,
  }
  private readonly when: DayRange[] = []
  private readonly notWhen: DayRange[] = []
  private readonly marks: Mutable<Mark>[] = []
  private readonly outlets: OutletAsked[] = []

  whole(query: Query): Plan {
    const parts: Query[] = []
    for (const part of query.kind === 'all' ? query.of : [query]) {
      const [inner, no] = part.kind === 'not' ? [part.of, true] : [part, false]
      if (inner.kind === 'field' && inner.field.whole) this.filter(inner, no)
      else parts.push(part)
    }
    const expr = parts.length > 0 ? this.all(parts, true) : null
    const { filters, when, notWhen, marks, outlets } = this
    if (parts.length > 0 && !expr && !this.filtered())
      throw mistake('there is nothing to look for: it has no letters and digits', query.at)
    return { expr, filters, when, notWhen, marks, outlets }
  }

  private filtered(): boolean {
    const { published, notPublished, documents, languages } = this.filters
    return published.length + notPublished.length + this.when.length > 0 || documents !== null || languages !== null
  }

  /** Null where nothing of it can be looked up, such as a lone dash. */
  private expr(query: Query, positive: boolean): Expr | null {
    switch (query.kind) {
      case 'all':
        return this.all(query.of, positive)
      case 'any': {
        const of = query.of.map((q) => this.expr(q, positive)).filter((e) => e !== null)
        return of.length > 0 ? anyOf(of) : null
      }
      case 'not':
        return this.all([query], positive)
      case 'words':
        return this.words(query, positive)
      case 'near':
        return this.near(query, positive)
      case 'field':
        return this.field(query)
    }
  }

  private all(of: readonly Query[], positive: boolean): Expr | null {
    const wanted = of.filter((q) => q.kind !== 'not').map((q) => this.expr(q, positive))
    const unwanted = of.filter((q) => q.kind === 'not').map((q) => this.expr(q.of, false))
    const [yes, no] = [wanted.filter((e) => e !== null), unwanted.filter((e) => e !== null)]
    if (no.length === 0) return yes.length > 0 ? allOf(yes) : null
    return { kind: 'but', from: yes.length > 0 ? allOf(yes) : EVERYTHING, not: anyOf(no) }
  }

  private words(query: Words, positive: boolean): Expr | null {
    const { field, text, prefix, at } = query
    const terms = termsOf(text).map((t) => t.term)
    if (terms.length === 0) return null
    if (prefix && terms.at(-1)!.length < PREFIX_LENGTH)
      throw mistake(`“${text}*” would find too much; write ${PREFIX_LENGTH} letters or more before the *`, at)
    const also = prefix ? otherBeginnings(terms.at(-1)!) : []
    if (positive) this.mark(terms, prefix, text, field, also)
    const first = terms.slice(0, -1)
    return anyOf(
      [terms.at(-1)!, ...also].map((last) => ({
        kind: 'phrase',
        field: indexField(field),
        terms: [...first, last],
        prefix,
      })),
    )
  }

  private near(query: Near, positive: boolean): Expr | null {
    const parts = query.parts.map((p) => termsOf(p).map((t) => t.term)).filter((p) => p.length > 0)
    if (positive)
      for (const p of query.parts) {
        const terms = termsOf(p).map((t) => t.term)
        this.mark(terms, false, p, query.field)
      }
    const field = indexField(query.field)
    if (parts.length === 0) return null
    if (parts.length === 1) return { kind: 'phrase', field, terms: parts[0]!, prefix: false }
    return { kind: 'near', field, parts, gap: query.gap }
  }

  private mark(
    terms: readonly string[],
    prefix: boolean,
    text: string,
    field: QueryField | null,
    also: readonly string[] = [],
  ): void {
    if (terms.length === 0) return
    this.marks.push({
      terms: [...terms],
      prefix,
      also: [...also],
      written: text.toLowerCase().normalize('NFC'),
      name: field !== null,
    })
  }

  private field(query: Field): Expr | null {
    const { field, values, at } = query
    if (field.whole)
      throw mistake(`${field.name}: holds for the whole search; it cannot stand in brackets or beside OR`, at)
    if (field.name === 'outlet') {
      const asked = values.map((words): OutletAsked => ({ words, tags: [] }))
      this.outlets.push(...asked)
      return anyOf(asked.map(({ tags }): Expr => ({ kind: 'tags', tags })))
    }
    return { kind: 'tags', tags: [...new Set(values.flatMap((v) => tagsFor(field, allowed(field, v, at))))] }
  }

  private filter({ field, values, at }: Field, no: boolean): void {
    switch (field.name) {
      case 'in':
        this.inDocuments(values, at, no)
        return
      case 'versions':
        for (const v of values) this.filters.allVersions = (allowed(field, v, at) === 'all') !== no
        return
      case 'language':
        if (no) this.filters.notLanguages.push(...values)
        else this.filters.languages = [...(this.filters.languages ?? []), ...values]
        return
      case 'when':
        for (const v of values) (no ? this.notWhen : this.when).push(dayRange(v, at))
        return
      default:
        for (const v of values) this.published(field.name, v, at, no)
    }
  }

  private inDocuments(values: readonly string[], at: Span, no: boolean): void {
    for (const value of values) {
      const match = /^d?(\d{1,10})$/i.exec(value)
      if (!match) throw mistake(`“${value}” is no document of a case; write in:d12`, at)
      const id = Number(match[1])
      if (no) this.filters.notDocuments.push(id)
      else this.filters.documents = [...(this.filters.documents ?? []), id]
    }
  }

  private published(name: string, value: string, at: Span, no: boolean): void {
    const range = dayRange(value, at)
    if (name === 'on') {
      this.filters[no ? 'notPublished' : 'published'].push(range)
      return
    }
    if (!range.from || !range.to || /\/|\.\./.test(value))
      throw mistake(`${name}: takes one date; for a range write on:2023-05/2023-07`, at)
    const before = (name === 'before') !== no
    // Not before a month is: in the month or after it. Not after it: in it or before it.
    if (before) this.filters.published.push({ from: null, to: no ? range.to : dayBefore(range.from) })
    else this.filters.published.push({ from: no ? range.from : dayAfter(range.to), to: null })
  }
}

const DAY = 86_400_000
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
const dayBefore = (day: string): string => shifted(day, -1)
const dayAfter = (day: string): string => shifted(day, 1)

const indexField = (field: QueryField | null): SearchField => field?.index ?? 'text'

/** The value as the field knows it; `QueryError` with the allowed ones. */
function allowed(field: QueryField, value: string, at: Span): string {
  if (!field.values) return value
  const asked = value.toLowerCase().replace(/organiz/, 'organis')
  if (field.values.includes(asked)) return asked
  const near = nearest(asked, field.values)
  const hint = near ? `did you mean ${field.name}:${near}? ` : ''
  throw mistake(`${field.name}: has no value “${value}”; ${hint}It can be ${list(field.values)}`, at)
}

const list = (values: readonly string[]): string => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
