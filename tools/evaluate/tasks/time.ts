import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, findTimes, loadEngine } from '@wherefrom/nlp'
import { type Document, NO_METADATA, type TimeMention } from '@wherefrom/schema'
import { type Evaluation, f1, ratio } from '../evaluation.ts'
import { type GoldTime, readTimeFile, type TimeFile, timeFiles } from './time-files.ts'

/** A gold and a found expression that belong together. */
export interface Match {
  readonly gold: GoldTime
  readonly found: TimeMention
}

/**
 * Pairs gold and found expressions one to one: equal spans first, then overlapping ones in text order
 * (UzZaman et al., SemEval-2013 task 1: strict and relaxed match).
 */
export function matchTimes(gold: readonly GoldTime[], found: readonly TimeMention[]): Match[] {
  const matches: Match[] = []
  const freeGold = new Set(gold)
  const freeFound = new Set(found)
  const bySpan = new Map(found.map((f) => [`${f.start}-${f.end}`, f]))
  for (const g of gold) {
    const f = bySpan.get(`${g.start}-${g.end}`)
    if (!f || !freeFound.has(f)) continue
    matches.push({ gold: g, found: f })
    freeGold.delete(g)
    freeFound.delete(f)
  }
  for (const g of freeGold) {
    for (const f of freeFound) {
      if (f.start >= g.end || g.start >= f.end) continue
      matches.push({ gold: g, found: f })
      freeFound.delete(f)
      break
    }
  }
  return matches
}

/** The file's text as the document that a reader would make of it. */
function documentOf({ text, reference }: TimeFile): Document {
  return {
    text,
    blocks: [{ start: 0, end: text.length, kind: 'paragraph', source: { type: 'bytes', start: 0, end: text.length } }],
    metadata: { ...NO_METADATA, published: reference },
    problems: [],
  }
}

/** Finds the times of an annotated file as the product does; histories are read as such. */
export function timesOf(file: TimeFile, engine: Engine): readonly TimeMention[] {
  const doc = documentOf(file)
  const layers = analyse(doc, engine)
  return file.narrative ? findTimes({ ...layers, doc, narrative: true }) : layers.times
}

export const timeEngine = async (): Promise<Engine> => loadEngine((await loadModels()).files)

/** Strict, relaxed and value F1 over TimeML or TIMEX2 files. Value F1: relaxed matches whose value is right. */
export async function evaluate(path: string): Promise<Evaluation> {
  const engine = await timeEngine()
  let n = 0
  let gold = 0
  let found = 0
  let strict = 0
  let relaxed = 0
  let value = 0
  for (const name of timeFiles(path)) {
    const file = readTimeFile(name)
    if (!file) continue
    const times = timesOf(file, engine)
    const matches = matchTimes(file.gold, times)
    n++
    gold += file.gold.length
    found += times.length
    relaxed += matches.length
    strict += matches.filter((m) => m.gold.start === m.found.start && m.gold.end === m.found.end).length
    value += matches.filter((m) => m.gold.value === m.found.timex.value).length
  }
  const metrics = {
    strictF: f1(strict, found, gold),
    relaxedF: f1(relaxed, found, gold),
    valueF: f1(value, found, gold),
    relaxedP: ratio(relaxed, found),
    relaxedR: ratio(relaxed, gold),
    valueAccuracy: ratio(value, relaxed),
  }
  return { n, metrics }
}
