/**
 * `evaluate -- ner`: names against gold, strict: same characters and same coarse type. Reads token columns (UNER's
 * .iob2, CoNLL, WNUT) and re3d's JSON lines (a folder with `documents.json` and `entities.json`, or folders of such).
 * Both sides are mapped to the coarse types that the data has; facilities count as places. `F P R` are micro averages
 * over names, `byType` the same for each type. re3d also marks pronouns, descriptions ("the enemy", "Iraqi security
 * forces"), offices and coordinates, keeps articles and titles, and marks peoples as organisations: gold is cut down to
 * names of persons, organisations and places first (see `readRe3d`). It marks the longest phrase only: of a name inside a
 * description ("ISIL" in "an ISIL tactical unit") it says nothing. `F` counts such names as false, `phrasesAside.F` leaves
 * them aside, and `everyRow.F` says how it stands against all rows as they are. Names that re3d marks once and passes over
 * later count as false in all three.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { analyse, loadEngine } from '@wherefrom/nlp'
import { type Document, type MentionType, NO_METADATA } from '@wherefrom/schema'
import { guessLayout, readColumns } from '../../train/ner-columns.ts'
import type { NerDoc } from '../../train/ner-doc.ts'
import { lines, type Re3dEntity, readRe3d } from '../../train/ner-re3d.ts'
import { type Evaluation, f1, ratio } from '../evaluation.ts'
import { readModels } from '../models.ts'

type Coarse = 'person' | 'organisation' | 'place' | 'other'

interface Marked {
  readonly start: number
  readonly end: number
  readonly type: Coarse
}

const OF_NER: Readonly<Record<string, Coarse>> = { PER: 'person', ORG: 'organisation', LOC: 'place', MISC: 'other' }

const OF_MENTION: Readonly<Record<MentionType, Coarse>> = {
  person: 'person',
  organisation: 'organisation',
  place: 'place',
  facility: 'place',
  equipment: 'other',
  nationality: 'other',
  document: 'other',
  event: 'other',
  other: 'other',
}

function documentOf(doc: NerDoc): Document {
  return {
    text: doc.text,
    blocks: doc.sentences.map((s) => ({
      ...s,
      kind: 'paragraph' as const,
      source: { type: 'element' as const, path: '' },
    })),
    metadata: NO_METADATA,
    problems: [],
  }
}

class Counts {
  private readonly rows = new Map<Coarse, { hit: number; found: number; gold: number }>()

  add(gold: readonly Marked[], found: readonly Marked[]): void {
    const key = (m: Marked): string => `${m.start}:${m.end}:${m.type}`
    const wanted = new Set(gold.map(key))
    const row = (t: Coarse): { hit: number; found: number; gold: number } => {
      const r = this.rows.get(t) ?? { hit: 0, found: 0, gold: 0 }
      this.rows.set(t, r)
      return r
    }
    for (const m of gold) row(m.type).gold++
    for (const m of found) {
      row(m.type).found++
      if (wanted.has(key(m))) row(m.type).hit++
    }
  }

  metrics(): Record<string, number> {
    const all = [...this.rows.values()].reduce(
      (a, b) => ({ hit: a.hit + b.hit, found: a.found + b.found, gold: a.gold + b.gold }),
      { hit: 0, found: 0, gold: 0 },
    )
    const out: Record<string, number> = {
      F: f1(all.hit, all.found, all.gold),
      P: ratio(all.hit, all.found),
      R: ratio(all.hit, all.gold),
    }
    for (const [type, r] of [...this.rows].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      out[`byType.${type}.F`] = f1(r.hit, r.found, r.gold)
    return out
  }
}

const RE3D_FOLDER = (path: string): boolean =>
  existsSync(join(path, 'documents.json')) && existsSync(join(path, 'entities.json'))

/** Folders with re3d's files at `path` or right below it; the folder of the file where `path` is one of them. */
function re3dFolders(path: string): string[] {
  if (!statSync(path).isDirectory()) return /^(?:documents|entities)\.json$/.test(basename(path)) ? [dirname(path)] : []
  if (RE3D_FOLDER(path)) return [path]
  return readdirSync(path)
    .toSorted()
    .map((name) => join(path, name))
    .filter((p) => statSync(p).isDirectory() && RE3D_FOLDER(p))
}

/** Token files at `path`: a file, or a folder's files (and those of folders in it). */
function columnFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .toSorted()
    .map((name) => join(path, name))
    .flatMap((p) => (statSync(p).isDirectory() ? columnFiles(p) : [p]))
    .filter((p) => /\.(?:iob2?|conll|bio|txt|tsv)$/i.test(p) && !/licen[cs]e|readme/i.test(basename(p)))
}

/** re3d's own rows of the three types, nothing left out. */
function everyRow(folder: string): Map<string, Marked[]> {
  const types: Readonly<Record<string, Coarse>> = { Person: 'person', Organisation: 'organisation', Location: 'place' }
  const out = new Map<string, Marked[]>()
  for (const e of lines<Re3dEntity>(join(folder, 'entities.json'))) {
    const type = types[e.type]
    if (type === undefined || e.confidence < 0.5) continue
    out.set(e.documentId, [...(out.get(e.documentId) ?? []), { start: e.begin, end: e.end, type }])
  }
  return out
}

const overlap = (a: Marked, b: Marked): boolean => a.start < b.end && b.start < a.end

/** Is `m` a part of the phrase, not the whole of it? */
const insideOf = (p: { start: number; end: number }, m: Marked): boolean =>
  p.start <= m.start && m.end <= p.end && m.end - m.start < p.end - p.start

export async function evaluate(path: string): Promise<Evaluation> {
  const engine = loadEngine(readModels())
  const folders = re3dFolders(path)
  const counts = new Counts()
  const aside = new Counts()
  const every = new Counts()
  let n = 0
  const run = (doc: NerDoc, rows: readonly Marked[] | null): void => {
    const wanted = new Set(doc.annotated.map((t) => OF_NER[t]!))
    const keep = (m: Marked): boolean => wanted.has(m.type)
    const { mentions } = analyse(documentOf(doc), engine)
    const found = mentions.map((m) => ({ start: m.start, end: m.end, type: OF_MENTION[m.type] })).filter(keep)
    const gold = doc.spans
      .filter((s) => !s.open)
      .map((s) => ({ start: s.start, end: s.end, type: OF_NER[s.type]! }))
      .filter(keep)
    const phrases = doc.phrases ?? []
    aside.add(
      gold,
      found.filter((m) => gold.some((g) => overlap(g, m)) || !phrases.some((p) => insideOf(p, m))),
    )
    counts.add(gold, found)
    if (rows) every.add(rows, found)
    n++
  }
  for (const folder of folders) {
    const rows = everyRow(folder)
    for (const doc of readRe3d(folder)) run(doc, rows.get(doc.id) ?? [])
  }
  if (folders.length === 0)
    for (const file of columnFiles(path)) {
      const layout = guessLayout(file)
      if (layout) for (const doc of readColumns(file, layout)) run(doc, null)
    }
  const metrics = counts.metrics()
  if (folders.length === 0) return { n, metrics }
  return { n, metrics: { ...metrics, 'phrasesAside.F': aside.metrics()['F']!, 'everyRow.F': every.metrics()['F']! } }
}
