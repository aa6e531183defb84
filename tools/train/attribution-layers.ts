import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import type { Layers } from '@wherefrom/schema'
import { readModels } from '../evaluate/models.ts'
import { type PolnearDocument, plainDocument } from '../evaluate/tasks/attribution-polnear.ts'
import type { TrainingDocument } from './attribution-data.ts'

/** Parsed layers are kept outside the repository, in a folder named after the engine's weights. */
const CACHE = join(process.env['WHEREFROM_TRAIN_CACHE'] ?? join(homedir(), '.cache', 'wherefrom-train'))
/** Weights that the layers read by attribution depend on. */
const ENGINE_FILES = ['clusters', 'encoder', 'lemmas', 'sentences'].map((name) => `${name}.bin.gz`)

function cacheFolder(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256')
  for (const name of ENGINE_FILES) hash.update(files.get(name) ?? new Uint8Array(0))
  const folder = join(CACHE, `layers-${hash.digest('hex').slice(0, 16)}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** The product's own layers of annotated documents: training sees what the product will see, parser errors included. */
export function withLayers(documents: readonly PolnearDocument[]): TrainingDocument[] {
  const files = readModels()
  const folder = cacheFolder(files)
  let engine: Engine | null = null
  return documents.map((d) => {
    const doc = plainDocument(d.text)
    const path = join(folder, createHash('sha256').update(d.text).digest('hex').slice(0, 24))
    if (existsSync(path))
      return { name: d.name, doc, layers: deserialize(readFileSync(path)) as Layers, gold: d.attributions }
    engine ??= loadEngine(files)
    const { tokens, sentences, tags, parse, quotes, insertions } = analyse(doc, engine)
    const { start, end, sentence, length } = tokens
    const layers: Layers = {
      tokens: { start, end, sentence, length },
      sentences,
      tags,
      parse,
      quotes,
      insertions,
      mentions: [],
      entities: [],
      aliases: [],
      routes: [],
      times: [],
      references: [],
      places: [],
    }
    writeFileSync(path, serialize(layers))
    return { name: d.name, doc, layers, gold: d.attributions }
  })
}
