/** `npm run train -- encoder-pack`: puts what `encoder_dump.py` wrote into `models/encoder.bin.gz`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { saveModel } from '../manifest.ts'
import { NEWS_ROWS } from '../news-words.ts'
import { TREEBANKS } from '../treebanks.ts'
import { workFolder } from './work.ts'

const ENCODER_FILE = 'encoder.bin.gz'
const ENCODER_COMPONENT = 'nlp.encoder'
const ENCODER_VERSION = 1

interface Dump {
  readonly settings: Record<string, unknown>
  readonly sections: readonly string[]
  readonly scores: Record<string, Record<string, number>>
}

const NAMES = [
  { corpus: 'UNER English-EWT', licence: 'CC BY-SA 4.0', part: 'train' },
  { corpus: 'WikiGold', licence: 'CC BY 4.0', part: 'nine tenths' },
  { corpus: 'CrossNER politics', licence: 'MIT', part: 'nine tenths of train and dev' },
  { corpus: 'WNUT 2017', licence: 'CC BY 4.0', part: 'nine tenths of train' },
  { corpus: 'Broad Twitter Corpus', licence: 'CC BY 4.0', part: 'nine tenths' },
  { corpus: 're3d', licence: 'public domain, OGL, CC BY, CC BY-SA', part: 'nine tenths' },
  { corpus: 'Natural Earth (place names)', licence: 'public domain', part: 'populated places, provinces' },
]

/** Scores on gold words, as `CORPUS SCORE`. */
function flat(scores: Dump['scores']): Record<string, number> {
  const out: Record<string, number> = {}
  for (const [corpus, row] of Object.entries(scores))
    for (const [name, value] of Object.entries(row)) out[`${corpus} ${name}, gold words`] = value
  return out
}

export async function train(corpora: string): Promise<void> {
  const folder = workFolder(corpora)
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))
  const dump = JSON.parse(readFileSync(join(folder, 'dump.json'), 'utf8')) as Dump
  const { sections: tables } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as { sections: string[] }
  const sections = new Map<string, Uint8Array>()
  for (const name of tables) sections.set(name, read(name))
  for (const name of dump.sections) sections.set(name, read(`dump-${name}`))
  const header = { component: ENCODER_COMPONENT, version: ENCODER_VERSION, settings: dump.settings }
  const about = {
    licence: 'CC BY-SA 4.0',
    trainedOn: [...TREEBANKS, ...NAMES, ...NEWS_ROWS],
    scores: flat(dump.scores),
  }
  saveModel(ENCODER_FILE, { header, sections }, about)
}
