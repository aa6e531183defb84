import { attribute, CLAIM_PRODUCERS, type ClaimModels, loadClaims } from '@wherefrom/claims'
import { READERS, readArtifact } from '@wherefrom/evidence'

import { analyse, loadEngine, NLP_PRODUCERS, type Engine as TextEngine } from '@wherefrom/nlp'
import { type Analysis, type Document, type Problem, type Producer, problem } from '@wherefrom/schema'
import { userTableProducers, userTables } from './gazetteer/tables.ts'
import { loadModels, MODELS, type ModelRow, readManifest } from './models.ts'
import { PASSAGES } from './search/passages.ts'

/** Everything loaded that reading needs; made once, used for any number of documents. */
export interface Engine {
  readonly nlp: TextEngine
  readonly claims: ClaimModels
  readonly producers: readonly Producer[]
}

/** Loads the models of a folder, those of the program when left out. ModelError when they are not whole. */
export async function openEngine(dir: string = MODELS): Promise<Engine> {
  const [{ rows, files }, own] = await Promise.all([loadModels(dir), userTables()])
  const nlp = loadEngine(new Map([...files, ...own.files]))
  return { nlp, claims: loadClaims(files), producers: [...producersWith(rows), ...own.producers] }
}

/** What analyses of this program are made by, told without loading a model. */
export async function currentProducers(): Promise<Producer[]> {
  const [rows, own] = await Promise.all([readManifest(), userTableProducers()])
  return [...producersWith(rows), ...own]
}

const producersWith = (rows: readonly ModelRow[]): Producer[] =>
  [...READERS, ...NLP_PRODUCERS, ...CLAIM_PRODUCERS, PASSAGES].map((p) => withModel(p, rows))

function withModel(producer: Producer, rows: readonly ModelRow[]): Producer {
  const row = rows.find((r) => r.component === producer.component)
  return row ? { ...producer, model: row.sha256 } : producer
}

/** What is known about the bytes from outside. */
export interface ReadOptions {
  /** Name as the user gave it; shown, never opened. */
  readonly file: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string
  /** `YYYY-MM-DD`, when the user knows it; outranks what the file says. */
  readonly published?: string
  readonly outlet?: string
}

/** An analysis, or why the bytes give none. */
export type DocumentRead = { readonly analysis: Analysis } | { readonly problem: Problem }

/** Receives what each stage made, in order; for `explain`. Recording changes nothing in the result. */
export type Recorder = (stage: string, value: unknown) => void

/**
 * The main operation: bytes of one artifact -> document, layers, claims. Pure: the same bytes, options and engine give
 * the same analysis. Bad data gives a problem; only bugs throw.
 */
export function readDocument(bytes: Uint8Array, options: ReadOptions, engine: Engine, record?: Recorder): DocumentRead {
  const { file, sha256, published, outlet } = options
  const reading = readArtifact(bytes, {
    name: file,
    ...(published ? { published } : {}),
    ...(outlet ? { outlet } : {}),
  })
  if (!reading.ok) return { problem: reading.problem }
  const fatal = reading.document.problems.find((p) => p.severity === 'error')
  if (fatal) return { problem: fatal }
  return { analysis: analyseDocument(reading.document, reading.type, { file, sha256 }, engine, record) }
}

/**
 * A document that a reader made -> layers, claims. `reader` is the reader's name, as in its producer `evidence.NAME`.
 * Pure, as `readDocument`.
 */
export function analyseDocument(
  whole: Document,
  reader: string,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  engine: Engine,
  record?: Recorder,
): Analysis {
  const document = withLimit(whole)
  record?.('document', document)
  const view = analysedPart(document)
  const layers = analyse(view, engine.nlp, record)
  record?.('layers', layers)
  const claims = attribute(view, layers, engine.claims, record)
  record?.('claims', claims)
  const producers = producersFor(reader, engine.producers)
  return { file, sha256, producers, document, layers, claims }
}

/** Of all producers, those that a document of this reader goes through. */
export function producersFor(reader: string, all: readonly Producer[]): Producer[] {
  return all.filter((p) => !isReader(p) || p.component === `evidence.${reader}`)
}

const isReader = (p: Producer): boolean => READERS.some((r) => r.component === p.component)

/** The most characters of one document that are analysed: a long book has about a million. The text itself stays whole. */
export const DEPTH_LIMIT = 1_000_000

function withLimit(doc: Document): Document {
  if (doc.text.length <= DEPTH_LIMIT) return doc
  return { ...doc, problems: [...doc.problems, problem('analysis/truncated', { limit: DEPTH_LIMIT })] }
}

/** What the engine sees: the document, or its first part cut at a space where there is one. Positions are the same. */
function analysedPart(doc: Document): Document {
  if (doc.text.length <= DEPTH_LIMIT) return doc
  const space = doc.text.lastIndexOf(' ', DEPTH_LIMIT)
  const end = space > DEPTH_LIMIT - 1000 ? space : DEPTH_LIMIT - (isLowSurrogate(doc.text, DEPTH_LIMIT) ? 1 : 0)
  const blocks = doc.blocks.filter((b) => b.start < end).map((b) => (b.end <= end ? b : { ...b, end }))
  return { ...doc, text: doc.text.slice(0, end), blocks }
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00
