import type { Entity, MentionType, Office } from '@wherefrom/schema'
import type { Name } from './name.ts'
import { COUNTRY_NAMES } from './tables/countries.ts'
import { TITLES } from './tables/names.ts'
import { foldName, sameGiven } from './variants.ts'
import type { Words } from './words-at.ts'

/** Small words that an acronym may leave out. */
const SMALL = new Set(['of', 'the', 'and', 'for', 'in', 'on', 'to', 'at', 'de', 'la', 'du', '&'])

/** One name form of the document: what is grouped. */
interface Form {
  readonly name: string
  readonly words: readonly string[]
  readonly key: string
}

/** An entity while it grows. */
interface Group {
  name: string
  type: MentionType
  readonly counts: Map<MentionType, number>
  readonly forms: Map<string, number>
  /** Index of the mention that was grouped here last. */
  latest: number
}

const POSSESSIVE = /['’]s?$/

function formOf(text: string): Form {
  const name = text
    .replace(/\s+/g, ' ')
    .replace(/^[Tt]he /, (m) => (/^[A-Z]/.test(m) ? m : ''))
    .replace(POSSESSIVE, '')
  const bare = name.replace(/^The /, '')
  const words = bare.split(/[\s]+/).filter((w) => w !== '')
  return { name, words, key: bare.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') }
}

/** Initials of a name, small words left out; '' for one word. */
export function initials(words: readonly string[]): string {
  if (words.length < 2) return ''
  return words
    .filter((w) => !SMALL.has(w.toLowerCase()))
    .flatMap((w) => w.split('-'))
    .map((w) => w.charAt(0).toLowerCase())
    .join('')
}

const isAcronym = (form: Form): boolean => /^[A-Z][A-Za-z]?[A-Z.]{0,6}[A-Z]\.?$/.test(form.name)

/** Types whose names are one thing by one name, whatever the tagger made of a single mention. */
const kindOf = (type: MentionType): string =>
  type === 'person' || type === 'nationality' || type === 'equipment' ? type : 'named'

/**
 * Groups the names of a document: same words; a person's surname or given name alone; an acronym and the name that it
 * abbreviates; a country's other names. A shared surname goes to the person mentioned last.
 */
export class EntityGrouper {
  readonly groups: Group[] = []
  private readonly byKey = new Map<string, number>()
  private readonly byPart = new Map<string, number[]>()
  private readonly byInitials = new Map<string, number>()
  private readonly byAcronym = new Map<string, number>()

  /** Finds or makes the entity of one mention. */
  place(text: string, type: MentionType, mention: number): number {
    const form = formOf(text)
    const at = this.find(form, type) ?? this.make(form, type)
    const group = this.groups[at]!
    group.latest = mention
    group.counts.set(type, (group.counts.get(type) ?? 0) + 1)
    group.forms.set(form.name, (group.forms.get(form.name) ?? 0) + 1)
    if (fuller(form.name, group.name, group.type)) group.name = form.name
    this.index(form, type, at)
    return at
  }

  /**
   * Makes entities one that the text equates (`known as`); `entity` is renumbered. The first of a pair gives the name.
   * Pairs of different kinds, or of which one is no entity, are left alone.
   */
  equate(pairs: readonly { readonly a: string; readonly b: string }[], entity: Int32Array): void {
    if (pairs.length === 0) return
    const byForm = new Map<string, number>()
    for (const [at, g] of this.groups.entries()) for (const f of g.forms.keys()) if (!byForm.has(f)) byForm.set(f, at)
    const into = this.groups.map((_, at) => at)
    const root = (at: number): number => {
      let r = at
      while (into[r] !== r) r = into[r]!
      return r
    }
    for (const { a, b } of pairs) {
      const [x, y] = [byForm.get(formOf(a).name), byForm.get(formOf(b).name)]
      if (x === undefined || y === undefined || root(x) === root(y)) continue
      if (kindOf(this.groups[x]!.type) !== kindOf(this.groups[y]!.type)) continue
      this.absorb(root(x), root(y))
      into[root(y)] = root(x)
    }
    const number = new Int32Array(this.groups.length).fill(-1)
    const kept: Group[] = []
    for (const [at, g] of this.groups.entries()) if (into[at] === at) number[at] = kept.push(g) - 1
    for (let m = 0; m < entity.length; m++) entity[m] = number[root(entity[m]!)]!
    this.groups.splice(0, this.groups.length, ...kept)
  }

  private absorb(into: number, from: number): void {
    const a = this.groups[into]!
    const b = this.groups[from]!
    for (const [type, n] of b.counts) a.counts.set(type, (a.counts.get(type) ?? 0) + n)
    for (const [form, n] of b.forms) a.forms.set(form, (a.forms.get(form) ?? 0) + n)
  }

  private find(form: Form, type: MentionType): number | undefined {
    const kind = kindOf(type)
    const same = this.byKey.get(`${kind}:${canonical(form, kind)}`)
    if (same !== undefined) return same
    if (type === 'person') return this.findPerson(form)
    if (kind !== 'named') return undefined
    if (isAcronym(form)) {
      const letters = form.key
      return this.byInitials.get(letters)
    }
    return this.byAcronym.get(initials(form.words))
  }

  private findPerson(form: Form): number | undefined {
    const candidates = this.byPart.get(foldName(form.words.at(-1)!))
    if (!candidates) return undefined
    const fits = candidates.filter((g) => samePerson(formOf(this.groups[g]!.name).words, form.words))
    if (fits.length === 0) return undefined
    return fits.reduce((a, b) => (this.groups[b]!.latest > this.groups[a]!.latest ? b : a))
  }

  private make(form: Form, type: MentionType): number {
    this.groups.push({ name: form.name, type, counts: new Map(), forms: new Map(), latest: -1 })
    return this.groups.length - 1
  }

  private index(form: Form, type: MentionType, at: number): void {
    const kind = kindOf(type)
    const key = `${kind}:${canonical(form, kind)}`
    if (this.byKey.has(key)) return
    this.byKey.set(key, at)
    if (type === 'person')
      for (const w of new Set([foldName(form.words[0]!), foldName(form.words.at(-1)!)])) {
        const list = this.byPart.get(w)
        if (!list) this.byPart.set(w, [at])
        else if (!list.includes(at) && list.length < 16) list.push(at)
      }
    else if (kind === 'named') {
      const letters = initials(form.words)
      if (letters.length > 1 && !this.byInitials.has(letters)) this.byInitials.set(letters, at)
      if (isAcronym(form) && !this.byAcronym.has(form.key)) this.byAcronym.set(form.key, at)
    }
  }

  /** The entities, with the type that most of their mentions have. */
  entities(offices: ReadonlyMap<number, readonly Office[]>): Entity[] {
    return this.groups.map((g, at) => ({
      name: g.name.replace(/^The (?=\p{Lu})/u, (m) => ((g.forms.get(g.name) ?? 0) > 0 ? m : m)),
      type: [...g.counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0],
      aliases: [...g.forms.keys()].filter((f) => f !== g.name),
      roles: [...new Set((offices.get(at) ?? []).map((o) => o.role))],
      offices: offices.get(at) ?? [],
    }))
  }
}

function canonical(form: Form, kind: string): string {
  const country = kind === 'named' ? COUNTRY_NAMES.get(form.words.join(' ').toLowerCase()) : undefined
  return country ? `=${country}` : form.key
}

/** Is `a` the fuller form of a name than `b`? Words count, then length; an acronym is never fuller. */
function fuller(a: string, b: string, type: MentionType): boolean {
  const wa = a.replace(/^The /, '').split(' ').length
  const wb = b.replace(/^The /, '').split(' ').length
  if (wa !== wb) return wa > wb
  return type !== 'person' && a.length > b.length && !/^The /.test(a)
}

/** Do two person names fit: same surname and, where both have one, the same given name or its initial? Spelling aside. */
function samePerson(full: readonly string[], other: readonly string[]): boolean {
  const bare = (name: readonly string[]): string[] =>
    name.filter((w) => !TITLES.has(w.toLowerCase().replace('.', ''))).map((w) => w.replace(/\.$/, ''))
  const a = bare(full)
  const b = bare(other)
  if (a.length === 0 || b.length === 0) return false
  const same = (x: string | undefined, y: string | undefined): boolean =>
    x !== undefined && y !== undefined && foldName(x) === foldName(y)
  if (b.length === 1) return same(a.at(-1), b[0]) || (a.length > 1 && a[0]!.toLowerCase() === b[0]!.toLowerCase())
  if (a.length === 1) return same(b.at(-1), a[0]) || b[0]!.toLowerCase() === a[0]!.toLowerCase()
  if (!same(a.at(-1), b.at(-1))) return false
  if (!sameMiddle(a.slice(1, -1), b.slice(1, -1))) return false
  const [x, y] = [a[0]!.toLowerCase(), b[0]!.toLowerCase()]
  return initial(x, y) || initial(y, x) || sameGiven(x, y)
}

/** `George H. W. Bush` and `George W. Bush` are two; a name without middle names fits either. */
function sameMiddle(a: readonly string[], b: readonly string[]): boolean {
  const letters = (words: readonly string[]): string => words.map((w) => w.charAt(0).toLowerCase()).join('')
  return a.length === 0 || b.length === 0 || letters(a) === letters(b)
}

/** Is `x` an initial of `y`: `J` or `J.R` of `James`? */
const initial = (x: string, y: string): boolean => /^\p{L}(?:\.\p{L})*$/u.test(x) && y.startsWith(x[0]!)

/** Groups all names; returns the grouper and the entity of each name. */
export function groupNames(words: Words, names: readonly Name[]): { grouper: EntityGrouper; entity: Int32Array } {
  const grouper = new EntityGrouper()
  const entity = new Int32Array(names.length)
  for (const [m, n] of names.entries()) {
    entity[m] = grouper.place(words.range(n.from, n.to), n.type, m)
  }
  return { grouper, entity }
}
