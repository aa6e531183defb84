/** re3d (defence and security news): names out of its annotation of names, descriptions and pronouns. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COUNTRY_NAMES, nationality } from '../../packages/nlp/src/mentions/tables/countries.ts'
import type { Mapping, NerDoc, NerSpan } from './ner-doc.ts'

const RE3D: Mapping = {
  Person: 'PER',
  Organisation: 'ORG',
  Location: 'LOC',
  Weapon: 'MISC',
  MilitaryPlatform: 'MISC',
  Vehicle: 'MISC',
  Nationality: 'MISC',
  DocumentReference: 'MISC',
}

export interface Re3dEntity {
  readonly documentId: string
  readonly begin: number
  readonly end: number
  readonly type: string
  readonly value: string
  readonly confidence: number
}

/** Rows of a JSON-lines file. */
export const lines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((l) => l.trim() !== '')
    .map((l) => JSON.parse(l) as T)

const ARTICLE = /^(?:the|a|an|our|their|its|his|her|this|that|these|those|my|your|more than|some|all|any) /i

const COORDINATES = /^[\d.;°′″'"\sNSEW,/-]+$/

/**
 * The name that an annotated re3d phrase is, or null: the corpus also marks pronouns and descriptions ("the enemy",
 * "Iraqi security forces"). A name starts and ends with a capital or a figure once its article is taken off.
 */
export function nameIn(value: string): { from: number; to: number } | null {
  const from = ARTICLE.exec(value)?.[0].length ?? 0
  const name = value.slice(from)
  if (
    !/^[\p{Lu}\d]|^al-\p{Lu}/u.test(name) ||
    COORDINATES.test(name) ||
    /^(?:I|We|They|He|She|It|You|My|Our|Their|His|Her)$/.test(name)
  )
    return null
  const words = name.split(/[\s-]+/)
  const last = words.at(-1)!
  if (!/[\p{Lu}\d]/u.test(last)) return null
  const small = words.filter(
    (w) => /^\p{Ll}/u.test(w) && !/^(?:of|the|and|for|in|on|at|to|de|al|bin|la|von|du|by|with)$/.test(w),
  )
  if (small.length > 0 && !(small.length === 1 && words.length > 4)) return null
  if (
    from === 0 &&
    words.length === 1 &&
    /^[A-Z][a-z]+(?:s|men|ers)$/.test(name) &&
    /^(?:Soldiers|Officials|Forces|Troops|Members|Leaders|Fighters|Militants|Citizens|Civilians|Airstrikes|Strikes)$/.test(
      name,
    )
  )
    return null
  return { from, to: value.length }
}

const TITLE =
  /^(?:(?:\p{L}+ )?(?:Prime|Foreign|Defen[cs]e|Deputy|Vice|Acting|Assistant|Special|High|Lt|Maj|Brig|Staff|Master|Chief|Navy|Army|Marine|Air Force|Assistant)\.?\s)?(?:President|Mr|Mrs|Ms|Dr|Prof|Professor|Senator|Sen|General|Gen|King|Queen|Prince|Minister|Secretary|Chancellor|Judge|Governor|Mayor|Sir|Lord|Captain|Capt|Col|Colonel|Maj|Major|Sgt|Spc|Cpl|Lt|Cmdr|Commander|Adm|Admiral|Commodore|Pope|Sheikh|Ambassador|Envoy|Representative|Spokesperson|Spokesman|Spokeswoman|Sergeant|Specialist|Commander|Director|Chairman|Emir)\.?\s+/u

/** Start of a person's name once titles and ranks before it are taken off. */
export function afterTitles(text: string, start: number, end: number): number {
  for (let at = start; ; ) {
    const title = TITLE.exec(text.slice(at, end))
    if (!title || at + title[0].length >= end) return at
    at += title[0].length
  }
}

/**
 * Start of the name in an annotated person, or null: `Secretary of State Tony Blinken` holds one, `Chief of Staff` and
 * `Senior Advisor for MEK Resettlement` are offices without a name.
 */
export function personName(text: string, start: number, end: number): number | null {
  const from = afterTitles(text, start, end)
  const phrase = text.slice(from, end)
  const office = OFFICE_OF.exec(phrase)
  if (office) return from + office[0].length
  return /\b(?:of|for)\b/.test(phrase) || ONLY_OFFICE.test(phrase) ? null : from
}

/** `Secretary of State `, `of State ` where a title has been taken off: what stands before the name. */
const OFFICE_OF =
  /^(?:(?:\p{Lu}[\p{L}.]* ){0,6})?(?:of|for) (?:the )?(?:State|Defen[cs]e|Foreign Affairs|the Interior|Treasury|[^.]*ISIL) (?=\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.-]+){0,2}$)/u
const ONLY_OFFICE =
  /^(?:Deputy |Chief |Petty |Special |Senior )?(?:Secretary|President|Minister|Commander|Captain|Officer|Staff|Advisor)$/

/** Peoples (`the Syrians`) are marked as organisations; with us they are nationalities. */
const isPeople = (name: string): boolean => nationality(name) !== null

const isCountry = (name: string): boolean => COUNTRY_NAMES.has(name.toLowerCase())

/** re3d: documents of one source folder; only rows with a confidence of at least 0.5; names only, the longest one. */
export function readRe3d(folder: string): NerDoc[] {
  const byDoc = Map.groupBy(
    lines<Re3dEntity>(join(folder, 'entities.json')).filter((e) => e.confidence >= 0.5),
    (e) => e.documentId,
  )
  return lines<{ _id: string; text: string }>(join(folder, 'documents.json')).map(({ _id, text }) => {
    const spans: NerSpan[] = []
    const phrases: { start: number; end: number }[] = []
    const rows = (byDoc.get(_id) ?? []).toSorted((a, b) => a.begin - b.begin || b.end - a.end)
    for (const e of rows) {
      const type = RE3D[e.type]
      const inner = nameIn(text.slice(e.begin, e.end))
      if (!type || !inner) {
        phrases.push({ start: e.begin, end: e.end })
        continue
      }
      const start = e.begin + inner.from
      const end = e.begin + inner.to
      if (spans.some((s) => s.start < end && start < s.end)) continue
      const comma = type === 'LOC' ? text.slice(start, end).indexOf(', ') : -1
      if (comma > 0 && /^, \p{Lu}/u.test(text.slice(start + comma))) {
        spans.push({ start, end: start + comma, type }, { start: start + comma + 2, end, type })
        continue
      }
      const from = type === 'PER' ? personName(text, start, end) : start
      if (from === null) {
        phrases.push({ start: e.begin, end: e.end })
        continue
      }
      const name = text.slice(from, end)
      spans.push({ start: from, end, type: isCountry(name) ? 'LOC' : isPeople(name) ? 'MISC' : type })
    }
    const sentences = [...text.matchAll(/[^\n]+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }))
    return { id: _id, corpus: 're3d', text, sentences, spans, annotated: ['PER', 'ORG', 'LOC'], phrases }
  })
}
