/** A worker thread of `add` and `analyze`: one conversation after the other with the thread that started it. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { type ArtifactSource, bytesSource, DirectoryStore, fileSource, rangeSource } from '@wherefrom/evidence'
import { problem } from '@wherefrom/schema'
import type { Engine } from '../read.ts'
import { expand, type Placed, type Verdict } from './expand.ts'
import type { AnalyseJob, FromWorker, OpenJob, Place, Talk, ToWorker, WorkerSetup } from './protocol.ts'

interface Analyst {
  readonly engine: Engine
  readonly analyseDocument: typeof import('../read.ts').analyseDocument
  readonly prepare: typeof import('./prepare.ts').prepare
}

const port = parentPort!
const setup = workerData as WorkerSetup
let answered: ((answer: unknown) => void) | null = null
/** What only a worker that analyses needs: loaded when it starts as one. */
let analyst: Analyst | undefined

port.on('message', (message: ToWorker) => {
  if (message.kind === 'answer') return answered?.(message.answer)
  const { job } = message
  const work = job.kind === 'open' ? open(job) : analyse(job)
  work.then((value) => tell({ kind: 'done', value }, transfers(value)), broken)
})

start().then(() => tell({ kind: 'ready' }), broken)

async function start(): Promise<void> {
  if (setup.cache !== null) enableCompileCache(setup.cache)
  if (setup.role !== 'analyse') return
  const [{ analyseDocument, openEngine }, { prepare }] = await Promise.all([
    import('../read.ts'),
    import('./prepare.ts'),
  ])
  analyst = { analyseDocument, prepare, engine: await openEngine(setup.models ?? undefined) }
}

function tell(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer)
}

function broken(error: unknown): void {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  tell({ kind: 'broken', name, message, stack })
}

async function open(job: OpenJob): Promise<null> {
  const steps = expand(await sourceOf(job.place, job.name), job.given, job.resume)
  let verdict: Verdict | undefined
  for (;;) {
    const next = await steps.next(verdict)
    if (next.done) return null
    verdict = await ask(next.value)
  }
}

function ask(placed: Placed): Promise<Verdict> {
  return new Promise((resolve) => {
    answered = resolve as (answer: unknown) => void
    tell({ kind: 'ask', ask: placed })
  })
}

async function sourceOf(place: Place, name: string): Promise<ArtifactSource> {
  if (place.kind === 'bytes') return bytesSource(name, place.bytes)
  if (place.kind === 'file') return await fileSource(place.path, name)
  const store = new DirectoryStore(place.dir)
  return rangeSource(name, place.size, (start, end) => store.get(place.sha256, start, end))
}

async function analyse(job: AnalyseJob): Promise<Talk['analyse']['gives']> {
  const { document, reader, part, file, sha256 } = job
  const fatal = document.problems.find((p) => p.severity === 'error')
  if (fatal) return { problem: fatal }
  if (!/[\p{L}\p{N}]/u.test(document.text)) return { problem: problem('reader/no-text') }
  const { analyseDocument, prepare, engine } = analyst!
  return await prepare(analyseDocument(document, reader, { file, sha256 }, engine), part, reader)
}

/** The compressed analysis goes over without a copy, where it has its buffer for itself. */
function transfers(value: unknown): ArrayBuffer[] {
  const bytes = (value as { analysis?: unknown } | null)?.analysis
  if (!(bytes instanceof Uint8Array) || !(bytes.buffer instanceof ArrayBuffer)) return []
  return bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : []
}
