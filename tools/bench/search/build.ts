import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Case } from '@wherefrom/casebook'
import { createCase, openCase } from '@wherefrom/casebook'
import type { CaptureRecord } from '@wherefrom/schema'
import { transact } from '../../../packages/casebook/src/case/transact.ts'
import { putDocument } from '../../../packages/casebook/src/case/write/document.ts'
import { finishReceipt, putReceipt } from '../../../packages/casebook/src/case/write/receipt.ts'
import { uploadRecord } from '../../../packages/casebook/src/ingest/record.ts'
import { type Corpus, type MadeDocument, prepare } from './corpus.ts'

/** Documents of one transaction: `add` takes one each, which is what `bench -- ingest` measures. */
const BATCH = 100

/** A case that is being filled: its place, and the milliseconds spent in its writes so far. */
export interface Filling {
  readonly c: Case
  spent: number
}

/** Makes a case at a place that has none. `folder` keeps the key that its log is signed with. */
export async function startCase(place: string, folder: string): Promise<Filling> {
  return { c: await createCase(place, { actor: 'bench', title: 'bench', env: keyIn(folder) }), spent: 0 }
}

/** Opens a case of a run before, for reading. */
export const reopen = (place: string, folder: string): Promise<Case> => openCase(place, { env: keyIn(folder) })

const keyIn = (folder: string): NodeJS.ProcessEnv => ({ ...process.env, WHEREFROM_KEY: join(folder, 'key.pem') })

/**
 * Writes documents `from` to `to` through the cases' own writes, receipts and custody log included; only the artifacts'
 * bytes are left out, which no search looks at. Each document is made once for all cases.
 */
export async function fill(
  cases: readonly Filling[],
  corpus: Corpus,
  from: number,
  to: number,
  progress: (done: number) => void,
): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, to - start) }, (_, i) => {
      return prepareDocument(corpus.document(start + i))
    })
    await Promise.all(
      cases.map(async (filling) => {
        const began = performance.now()
        await transact(filling.c, async (t) => {
          for (const one of batch) await putPrepared(t, one)
        })
        filling.spent += performance.now() - began
      }),
    )
    progress(start + batch.length)
  }
}

/** A document with everything that writing it needs. */
export interface PreparedDocument {
  readonly made: MadeDocument
  readonly prepared: ReturnType<typeof prepare>
  /** The artifact: the text. */
  readonly bytes: Uint8Array
}

export function prepareDocument(made: MadeDocument): PreparedDocument {
  return { made, prepared: prepare(made), bytes: Buffer.from(made.analysis.document.text) }
}

/** Writes a document with its receipt, as `add` does. */
export async function putPrepared(t: Parameters<typeof putReceipt>[0], { made, prepared, bytes }: PreparedDocument) {
  const digest = createHash('sha256').update(bytes).digest('hex')
  const ref = { sha256: digest, sha1: createHash('sha1').update(bytes).digest('hex'), bytes: bytes.length }
  const { capture } = await putReceipt(t, { ref, record: recordOf(made.url) })
  await putDocument(t, {
    artifact: digest,
    capture,
    page: made.url,
    prepared: {
      part: '',
      reader: 'bench',
      title: made.title,
      outlet: made.outlet,
      published: made.published,
      language: 'en',
      url: made.url,
      words: Math.round(made.analysis.document.text.length / 6),
      components: '{"bench.search":"1"}',
      ...prepared,
    },
  })
  await finishReceipt(t, capture, 1)
}

const recordOf = (name: string): CaptureRecord =>
  uploadRecord({ actor: 'bench', note: null, reason: null }, name, '2026-01-01T00:00:00.000Z')
