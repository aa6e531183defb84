/**
 * `evaluate -- geo`: names of places and where they lie, on GeoWebNews, GeoVirus, LGL and TR-News. What counts as a name
 * of a place differs between them: some mark adjectives (`Syrian`) and names within other names (`Bank of Japan`), some
 * do not. A file whose gold holds such names is scored with them, another without them.
 */
import { analyse, findToponyms, loadEngine, type PlacedToponym } from '@wherefrom/nlp'
import { type Document, NO_METADATA } from '@wherefrom/schema'
import { nationality } from '../../../packages/nlp/src/mentions/tables/countries.ts'
import type { Evaluation } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { CountryFinder } from './geo-country.ts'
import { type GeoDocument, geoFiles, readGeoFile } from './geo-files.ts'
import { type FoundPlace, GeoScore } from './geo-score.ts'

/** Share of gold names that are adjectives from which on a file counts them. */
const MARKS_ADJECTIVES = 0.02

const documentOf = (text: string): Document => ({
  text,
  blocks: paragraphs(text),
  metadata: NO_METADATA,
  problems: [],
})

/** Lines of the text, as a reader of plain text makes blocks of them. */
function paragraphs(text: string): Document['blocks'] {
  const out: Document['blocks'][number][] = []
  for (const m of text.matchAll(/[^\n]+/g))
    if (m[0].trim() !== '')
      out.push({ start: m.index, end: m.index + m[0].length, kind: 'paragraph', source: { type: 'element', path: '' } })
  return out
}

/** Which uses of names a file's annotators marked. */
function guidelines(docs: readonly GeoDocument[]): { adjectives: boolean } {
  const gold = docs.flatMap((d) => d.gold.map((g) => d.text.slice(g.start, g.end)))
  const adjectives = gold.filter((name) => nationality(name) !== null && !/^(?:US|U\.S\.)$/.test(name)).length
  return { adjectives: adjectives >= MARKS_ADJECTIVES * gold.length }
}

const found = ({ resolved }: PlacedToponym, start: number, end: number): FoundPlace => ({
  start,
  end,
  at: resolved ? { lat: resolved.place.lat, lon: resolved.place.lon } : null,
  country: resolved?.place.country ?? null,
})

export async function evaluate(path: string): Promise<Evaluation> {
  const engine = loadEngine(readModels())
  const countries = new CountryFinder(engine.gazetteers)
  const score = new GeoScore()
  let n = 0
  for (const file of geoFiles(path)) {
    const docs = readGeoFile(file)
    const { adjectives } = guidelines(docs)
    for (const doc of docs) {
      const layers = analyse(documentOf(doc.text), engine)
      const toponyms = findToponyms({ text: doc.text, ...layers }, engine.gazetteers)
      const counted = toponyms.filter(({ toponym: t }) => t.use !== 'people' && (adjectives || !isAdjective(t.name)))
      score.add(
        doc.text,
        doc.gold,
        counted.map((p) => found(p, layers.tokens.start[p.toponym.from]!, layers.tokens.end[p.toponym.to - 1]!)),
        (g) => countries.of(g),
      )
      n++
    }
  }
  return { n, metrics: score.metrics() }
}

const isAdjective = (name: string): boolean => nationality(name) !== null && !/^(?:US|U\.S\.)$/.test(name)
