import type { Basis } from '@wherefrom/schema'
import { ALL_CAPITALS, CAPITAL, type Columns, INNER_CAPITAL, LIST_COUNT } from './columns.ts'
import { findDefinitions } from './definitions.ts'
import { findEquipment } from './equipment.ts'
import { extendNames, findInstitutions, secondInstitution, secondPlace } from './extend.ts'
import { BEGIN, NER_TYPES, type NerType, open, positionOf, typeOf, UNIT } from './labels.ts'
import { COUNTRY_LIST, MEDIA_LIST, NATIONALITY, ORGANISATION_LIST, PLACE_LIST } from './lexicon.ts'
import { byRule, type Name, NameList } from './name.ts'
import { refine } from './retype.ts'
import { settle } from './settle.ts'
import { spreadNames } from './spread.ts'
import { COUNTRY_NAMES, nationality } from './tables/countries.ts'
import { LONE_ORGANISATIONS, MEDIA, ORG_HEADS, TITLES } from './tables/names.ts'
import { ROLES } from './tables/roles.ts'
import { findThings } from './things.ts'
import type { Words } from './words-at.ts'

const isListed = (columns: Columns, i: number, which: number): boolean => columns.listed[i * LIST_COUNT + which] === 1

const modelBasis = (score: number, start: number, end: number): Basis => ({
  type: 'model',
  component: 'nlp.mentions',
  score,
  spans: [{ start, end }],
})

/** Titles that are part of the name that everybody uses. */
const KEPT_TITLES = new Set(
  'king queen prince princess pope saint st. imam sheikh shaikh ayatollah mullah lord lady sir dame'.split(' '),
)

/** Start of a person's name once nationality, offices and ranks before it are taken off. */
function afterTitles(words: Words, from: number, to: number): number {
  let start = from
  for (let i = from; i < to - 1; i++) {
    const w = words.lower(i)
    const title = TITLES.has(w.endsWith('.') ? w.slice(0, -1) : w) || ROLES.has(w)
    if (KEPT_TITLES.has(w)) break
    const adjective = i === start && to - i > 2 && nationality(words.at(i)) !== null
    if (title || adjective || words.at(i) === ',') start = i + 1
  }
  return start
}

/** Words after a nationality that make it part of a place's name: `Russian Federation`, `Arabian Sea`. */
const PLACE_TAILS = new Set(
  (
    'federation republic sea gulf ocean peninsula columbia guiana territory territories territory alps strait straits channel islands island samoa virgin ' +
    'antilles polynesia desert steppe riviera taipei city empire union bank mountains coast bay plain plateau kurdistan region quarter hills sahara lakes guinea'
  ).split(' '),
)

/** Nationality words that are mostly part of names. */
const NOT_CUT = new Set([
  'western',
  'saudi',
  'latin',
  'mediterranean',
  'baltic',
  'balkan',
  'us',
  'u.s.',
  'dominican',
  'orthodox',
  'christian',
])

const GROUPS =
  /^(?:Members?|Ministers|Leaders|Representatives|Officials|Citizens|Soldiers|People) of (?:the )?(?=\p{Lu})/u

/** Punctuation that no person's name holds: what comes after it is another thing (`Lee Orr - Associate`, `Lee" <orr@...`). */
function personEnd(words: Words, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const w = words.at(i)
    if (/^["“”<>()[\]|/:;@]$/.test(w) || (/^[-–—]$/.test(w) && !words.glued(i))) return i
  }
  return to
}

/** Offices that stand between a body's name and a person's where the tagger took all for one name. */
const HOLDERS =
  /^(?:president|premier|chancellor|minister|secretary|governor|spokes(?:man|woman|person)|chairman|chairwoman|director|senator|ambassador|commander|envoy|leader)$/

/** Start of the person in `Central Bank Governor Elvira Marsh`; -1 where the name holds no office with a person after it. */
function personAfterOffice(words: Words, columns: Columns, from: number, to: number): number {
  for (let k = from + 1; k < to - 1; k++) {
    if (!HOLDERS.test(words.lower(k)) || to - k > 4 || ORG_HEADS.has(words.lower(to - 1))) continue
    for (let i = k + 1; i < to; i++)
      if (!/^\p{Lu}[\p{L}'’.-]*$/u.test(words.at(i)) || columns.flags[i]! & ALL_CAPITALS) return -1
    return k + 1
  }
  return -1
}

/** End of an organisation that an office follows and the tagger took into a person's name: `Central Bank Governor ...`. */
function bodyAt(words: Words, from: number, to: number): number {
  for (let k = Math.min(to, from + 6) - 1; k >= from; k--)
    if (ORG_HEADS.has(words.lower(k)) && !TITLES.has(words.lower(k))) return k + 1
  return from
}

/** End of the body's name before an office of several words: `Russian Foreign Minister`, `Central Bank Deputy Governor`. */
function bodyBefore(words: Words, from: number, holder: number): number {
  let to = holder - 1
  while (
    to > from &&
    /^(?:Prime|Foreign|Defen[cs]e|Deputy|Vice|Acting|Interior|Finance|Press|Former|First)$/.test(words.at(to - 1))
  )
    to--
  return to
}

/** `for the Global Coalition Brett Marsh`, `of State Ann Lee`: an office that runs into the name; the last two words are it. */
function properName(words: Words, columns: Columns, from: number, to: number): { from: number; to: number } {
  for (let i = from; i < to - 1; i++) {
    if (!/^(?:of|for|to|the|on|at)$/.test(words.at(i))) continue
    let start = to
    while (start - 1 > i && to - start < 2 && columns.flags[start - 1]! & CAPITAL) start--
    return start < to ? { from: start, to } : { from, to }
  }
  return { from, to }
}

interface Range {
  readonly from: number
  readonly to: number
  readonly type: NerType
}

/** The tagger's range without punctuation and articles at its ends, and without what stands before the name proper. */
function trimmed(words: Words, columns: Columns, range: Range): Range {
  let { from, to, type } = range
  while (to > from && !/[\p{L}\p{N}]/u.test(words.at(from))) from++
  while (to - from > 1 && (!/[\p{L}\p{N}.]/u.test(words.at(to - 1)) || /^(?:['’]s?|\.)$/.test(words.at(to - 1)))) to--
  if (to <= from) return { from, to: from, type }
  if (type !== 'PER' && /^(?:Mr|Mrs|Ms|Miss|Dr)\.?$/.test(words.at(from)) && to - from > 1) type = 'PER'
  if (
    (type === 'LOC' || type === 'MISC') &&
    nationality(words.at(from)) !== null &&
    afterTitles(words, from, to) > from + 1
  )
    type = 'PER'
  if (type === 'PER')
    return { ...properName(words, columns, afterTitles(words, from, to), personEnd(words, from, to)), type }
  while (to - from > 1 && /^[Tt]he$/.test(words.at(from)) && type !== 'MISC') from++
  const group = type === 'ORG' ? GROUPS.exec(words.range(from, to)) : null
  if (group) {
    const start = words.tokens.start[from]! + group[0].length
    while (words.tokens.start[from]! < start) from++
  }
  const whole =
    columns.listed[from * LIST_COUNT + COUNTRY_LIST] === 2 || columns.listed[from * LIST_COUNT + PLACE_LIST] === 2
  const adjective = to - from === 2 && !whole && !NOT_CUT.has(words.lower(from)) && nationality(words.at(from)) !== null
  if (
    adjective &&
    (isListed(columns, from + 1, PLACE_LIST) || (type === 'LOC' && !PLACE_TAILS.has(words.lower(from + 1))))
  )
    return { from: from + 1, to, type: 'LOC' }
  return { from, to, type }
}

/** Points of the compass in small letters: where, not a name. */
const DIRECTION = /^(?:north|south|east|west)(?:ern)?$/

/** Offices and titles alone are no name: `Home Secretary`, `Gen.`. */
function onlyTitle(words: Words, to: number): boolean {
  const w = words.lower(to - 1)
  return TITLES.has(w.endsWith('.') ? w.slice(0, -1) : w) || ROLES.has(w)
}

/** Names that the tagger labelled, trimmed and with finer types. */
function fromLabels(words: Words, columns: Columns, labels: Uint8Array, margin: Int32Array, list: NameList): void {
  for (let i = 0; i < labels.length; i++) {
    const position = positionOf(labels[i]!)
    if (position !== BEGIN && position !== UNIT) continue
    let end = i + 1
    while (open(labels[end - 1]!) && end < labels.length) end++
    const { from, to, type } = trimmed(words, columns, { from: i, to: end, type: NER_TYPES[typeOf(labels[i]!)]! })
    if (to <= from) continue
    if (onlyTitle(words, to) && (type !== 'ORG' || nationality(words.at(from)) !== null)) {
      const body = bodyAt(words, from, to)
      const own = { start: words.tokens.start[from]!, end: words.tokens.end[body - 1]! }
      if (body - from > 1) list.add({ from, to: body, type: 'organisation', basis: byRule('name/before-office', own) })
      continue
    }
    const name = words.range(from, to)
    if (DIRECTION.test(name)) continue
    if (/^[Ee]d\.?$/.test(name) && /^[-–—]$/.test(words.at(from - 1))) continue
    const holder = type === 'PER' ? -1 : personAfterOffice(words, columns, from, to)
    if (holder > 0) {
      const person = { start: words.tokens.start[holder]!, end: words.tokens.end[to - 1]! }
      list.add({ from: holder, to, type: 'person', basis: byRule('name/office-before', person) })
      const body = bodyBefore(words, from, holder)
      const own = { start: words.tokens.start[from]!, end: words.tokens.end[body - 1]! }
      const [kind] = refine(words.range(from, body), type)
      if (body > from) list.add({ from, to: body, type: kind, basis: modelBasis(margin[i]!, own.start, own.end) })
      continue
    }
    const pair = type === 'ORG' ? secondInstitution(words, from, to) : -1
    if (pair > 0) {
      for (const [a, b] of [
        [from, pair - (/^[Tt]he$/.test(words.at(pair - 1)) ? 2 : 1)],
        [pair, to],
      ] as const) {
        const half = { start: words.tokens.start[a]!, end: words.tokens.end[b - 1]! }
        list.add({ from: a, to: b, type: 'organisation', basis: modelBasis(margin[i]!, half.start, half.end) })
      }
      continue
    }
    const cut = type === 'LOC' && !words.range(from, to).includes(',') ? secondPlace(words, from, to) : -1
    if (cut > 0 && columns.listed[from * LIST_COUNT + PLACE_LIST] !== 2) {
      for (const [a, b] of [
        [from, cut],
        [cut, to],
      ] as const) {
        const half = { start: words.tokens.start[a]!, end: words.tokens.end[b - 1]! }
        list.add({ from: a, to: b, type: 'place', basis: byRule('name/place-in-state', half) })
      }
      continue
    }
    const [fine, rule] = refine(name, type)
    const article = words.at(from - 1) === 'The' && from - 1 > words.from(words.tokens.sentence[from]!)
    const first = article && MEDIA.has(`the ${name.toLowerCase()}`) ? from - 1 : from
    const span = { start: words.tokens.start[first]!, end: words.tokens.end[to - 1]! }
    list.add({
      from: first,
      to,
      type: fine,
      basis: rule ? byRule(rule, span) : modelBasis(margin[i]!, span.start, span.end),
    })
    const body = type === 'PER' ? bodyAt(words, i, from) : i
    if (body > i) {
      let start = i
      const first = words.from(words.tokens.sentence[i]!)
      while (start - 1 > first && i - start < 3 && columns.flags[start - 1]! & CAPITAL && labels[start - 1] === 0)
        start--
      const own = { start: words.tokens.start[start]!, end: words.tokens.end[body - 1]! }
      if (body - start > 1)
        list.add({ from: start, to: body, type: 'organisation', basis: byRule('name/before-office', own) })
    }
  }
}

/** Listed names that the tagger passed over: countries, and organisations and media whose form is not an ordinary word's. */
function fromLists(words: Words, columns: Columns, list: NameList): void {
  const { listed, flags, caseless, known } = columns
  const put = (from: number, to: number, type: Name['type'], rule: string): void => {
    const span = { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }
    list.add({ from, to, type, basis: byRule(rule, span) })
  }
  for (let i = 0; i < columns.length; i++) {
    const shown = (flags[i]! & (CAPITAL | INNER_CAPITAL)) !== 0 || caseless[i] === 1
    if (!shown) continue
    const sure = (flags[i]! & (ALL_CAPITALS | INNER_CAPITAL)) !== 0
    for (const which of [COUNTRY_LIST, ORGANISATION_LIST, MEDIA_LIST]) {
      const code = listed[i * LIST_COUNT + which]!
      if (code !== 1 && code !== 2) continue
      let to = i + 1
      while (to < columns.length && code === 2 && listed[(to - 1) * LIST_COUNT + which] !== 4) to++
      const word = words.range(i, to)
      if (which === COUNTRY_LIST) {
        if (word !== 'us' && COUNTRY_NAMES.has(word.toLowerCase())) put(i, to, 'place', 'name/country')
      } else if (to - i > 1 || (sure && word.length >= 3 && !caseless[i])) put(i, to, 'organisation', 'name/listed')
    }
    if (!caseless[i]) {
      const to = words.at(i + 1) === '-' && words.glued(i + 1) && words.glued(i + 2) ? i + 3 : i + 1
      if (to <= columns.length && LONE_ORGANISATIONS.has(words.range(i, to).toLowerCase()))
        put(i, to, 'organisation', 'name/listed')
    }
    if (i + 1 < columns.length && nationality(`${words.at(i)} ${words.at(i + 1)}`) !== null)
      put(i, i + 2, 'nationality', 'name/nationality')
    if (
      known[i]! & NATIONALITY &&
      list.free(i, i + 1) &&
      nationality(words.at(i)) !== null &&
      !COUNTRY_NAMES.has(words.lower(i))
    )
      put(i, i + 1, 'nationality', 'name/nationality')
  }
}

/** All names of a document, sorted, not overlapping. Designations of equipment come first, then the tagger, then lists. */
export function findNames(
  words: Words,
  columns: Columns,
  labels: Uint8Array,
  margin: Int32Array,
  tagAt: (token: number) => string | null = () => null,
): Name[] {
  const list = new NameList(words.tokens.length)
  for (let s = 0; s < words.sentences.length; s++) findEquipment(words, s, (name) => list.add(name))
  findDefinitions(
    words,
    (i) => columns.caseless[i] === 1,
    (name) => list.add(name),
  )
  findInstitutions(
    words,
    columns,
    (i) => labels[i] !== 0,
    (name) => list.add(name),
  )
  findThings(words, columns, (name) => list.add(name))
  fromLabels(words, columns, labels, margin, list)
  fromLists(words, columns, list)
  const settled = settle(words, columns, extendNames(words, columns, list.sorted()), tagAt)
  return spreadNames(words, columns, settled)
}
