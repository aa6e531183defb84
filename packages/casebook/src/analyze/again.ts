import type { Given } from '@wherefrom/evidence'
import { type CaptureRecord, type Document, type Producer, problem } from '@wherefrom/schema'
import { unpackAnalysis } from '../case/analysis.ts'
import type { Case } from '../case/case.ts'
import { type AnalysisJson, componentMap } from '../contract.ts'
import { analyseWith, fatal, LARGE_ARTIFACT } from '../ingest/analysing.ts'
import type { Placed, Verdict } from '../ingest/expand.ts'
import type { Analysed } from '../ingest/items.ts'
import type { Places } from '../ingest/place.ts'
import type { Room } from '../ingest/room.ts'
import { memoryOf } from '../ingest/weight.ts'
import type { Workforce } from '../ingest/workforce.ts'

/** A document that is to be analysed again. */
export interface Stale {
  readonly id: number
  readonly artifact: string
  readonly part: string
  readonly reader: string
  /** The component versions that made it, JSON. */
  readonly versions: string
  /** Of the artifact. */
  readonly bytes: number
  /** Collection record of its receipt, JSON. */
  readonly record: string
  readonly name: string
}

interface Means {
  readonly case: Case
  readonly workforce: Workforce
  readonly places: Places
  readonly room: Room
  readonly producers: readonly Producer[]
}

/** Analyses documents again: from the text that the case keeps where the reader is the same, else from the bytes. */
export class Again {
  readonly #means: Means
  readonly #readers: ReadonlyMap<string, string>

  constructor(means: Means) {
    this.#means = means
    this.#readers = new Map(Object.entries(componentMap(means.producers)))
  }

  /** Documents of one artifact, each with its new analysis to come. */
  *group(rows: readonly Stale[]): Generator<[Stale, Promise<Analysed>]> {
    const old = rows.filter((row) => !this.#sameReader(row))
    const read = old.length > 0 ? this.#read(old) : null
    for (const row of rows) yield [row, this.#sameReader(row) ? this.#kept(row) : read!.then((found) => found(row))]
  }

  #sameReader({ reader, versions }: Stale): boolean {
    const component = `evidence.${reader}`
    return (JSON.parse(versions) as Record<string, string>)[component] === this.#readers.get(component)
  }

  async #kept(row: Stale): Promise<Analysed> {
    const json = await this.#analysis(row)
    const { text, blocks, metadata } = json.document
    // What the analysis itself had to say is said again by the new one.
    const problems = json.problems.filter((p) => !p.code.startsWith('analysis/'))
    return await this.#analyse(row, json.file, row.reader, { text, blocks, metadata, problems })
  }

  async #analysis(row: Stale): Promise<AnalysisJson> {
    const { db } = this.#means.case
    const found = await db.selectFrom('documents').select('analysis').where('id', '=', row.id).executeTakeFirst()
    return await unpackAnalysis(found!.analysis)
  }

  /** Room is given back as soon as the analysis is made, not when it is committed: nobody waits for a later document. */
  async #analyse(row: Stale, file: string, reader: string, document: Document): Promise<Analysed> {
    const { room, workforce } = this.#means
    const size = memoryOf(document)
    await room.take(size, () => false)
    const job = { document, reader, part: row.part, file, sha256: row.artifact }
    return await analyseWith(workforce, job).finally(() => room.give(size))
  }

  /** Reads an artifact again; members are artifacts of their own and passed over. Each part found is analysed at once. */
  async #read(rows: readonly Stale[]): Promise<(row: Stale) => Promise<Analysed>> {
    const { workforce, places } = this.#means
    const [first] = rows as [Stale]
    const record = JSON.parse(first.record) as CaptureRecord
    const json = await this.#analysis(first)
    const given = { ...givenOf(json), name: record.name, ...urlOf(record) }
    const wanted = new Map(rows.map((row) => [row.part, row]))
    const found = new Map<string, Promise<Analysed>>()
    const whole = json.file.endsWith(`#${first.part}`) ? json.file.slice(0, -first.part.length - 1) : json.file
    const take = async ({ step }: Placed): Promise<Verdict> => {
      const row = step.kind === 'document' ? wanted.get(step.part) : undefined
      if (row && step.kind === 'document') {
        const file = row.part === '' ? whole : `${whole}#${row.part}`
        const result = this.#analyse(row, file, step.reader, step.document)
        result.catch(() => {})
        found.set(row.part, result)
      }
      return 'skip'
    }
    const death = await workforce.openers.lend(async (thread) => {
      const { place, done } = await places.of({ sha256: first.artifact, bytes: Number(first.bytes) })
      const job = { kind: 'open', place, name: record.name, given, resume: [] } as const
      const outcome = await thread.converse(job, take).finally(done)
      return 'death' in outcome ? fatal(outcome.death, workforce.limits) : null
    }, Number(first.bytes) > LARGE_ARTIFACT)
    const missing = death ?? problem('ingest/not-found-again')
    return async (row) => (await found.get(row.part)) ?? { kind: 'problem', problem: missing }
  }
}

/** What the user said when the file was added stands among the candidates of its metadata. */
function givenOf({ document }: AnalysisJson): Given {
  const said = (field: string) =>
    document.metadata.candidates.find((c) => c.field === field && c.from === 'user')?.value
  const [published, outlet] = [said('published'), said('outlet')]
  return { ...(published ? { published } : {}), ...(outlet ? { outlet } : {}) }
}

function urlOf(record: CaptureRecord): Given {
  const url = record.finalUrl ?? record.url
  return url ? { url } : {}
}
