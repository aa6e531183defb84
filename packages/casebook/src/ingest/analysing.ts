import { type Problem, problem } from '@wherefrom/schema'
import type { Analysed } from './items.ts'
import type { AnalyseJob } from './protocol.ts'
import type { Death, Thread } from './thread.ts'
import type { Workforce, WorkLimits } from './workforce.ts'

/** Artifacts and texts of more than this are worked on one at a time: bytes, and UTF-16 code units. */
export const LARGE_ARTIFACT = 16 * 1024 * 1024
const LARGE_TEXT = 300_000
/** Has a worker analyse a document; a worker that dies of it gives a problem. */
export async function analyseWith(workforce: Workforce, job: Omit<AnalyseJob, 'kind'>): Promise<Analysed> {
  const { text } = job.document
  const analyse = (thread: Thread) => thread.converse({ kind: 'analyse', ...job }, async () => undefined as never)
  const lent = await workforce.analysers.lend(analyse, text.length > LARGE_TEXT)
  // A thread that is not lent: `alone` waits for all that are.
  const outgrown = 'death' in lent && lent.death.reason === 'outgrown'
  const outcome = outgrown ? await workforce.alone(() => workforce.analysers.spare(analyse)) : lent
  if ('death' in outcome) return { kind: 'problem', problem: fatal(outcome.death, workforce.limits) }
  const { value } = outcome
  return 'problem' in value ? { kind: 'problem', problem: value.problem } : { kind: 'prepared', prepared: value, text }
}

/** The death of a worker as a problem of the file that it was working on. */
export function fatal({ reason, detail }: Death, limits: WorkLimits): Problem {
  if (reason === 'time') return problem('ingest/time', { limit: limits.seconds })
  if (reason === 'memory' || reason === 'outgrown') return problem('ingest/memory', { limit: limits.megabytes })
  return problem('ingest/crashed', { reason: detail.slice(0, 200) })
}
