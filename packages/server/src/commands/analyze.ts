import { type Case, reanalyse, Workforce } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { Progress } from '../terminal/progress.ts'
import { wholeNumber } from '../values.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'
import { untilInterrupted } from './interrupt.ts'
import { problemLine } from './read.ts'

export interface AnalyzeOptions extends CaseOptions {
  readonly workers?: number
}

/** Adds the command to the program. */
export function declareAnalyze(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('analyze')
    .description('analyse again what an older version of this program analysed, and nothing else')
    .option(...CASE_OPTION)
    .option('--workers <n>', 'threads that analyse; the number of cores when left out', wholeNumber(1, 64))
    .option('--json', 'print what was done as one JSON object')
    .action(async (options) => done(await analyzeCommand(options, shell)))
}

/** `wherefrom analyze`. */
export async function analyzeCommand(options: AnalyzeOptions, shell: Shell): Promise<number> {
  return await withCase(options, shell, { write: true }, (c) => analyze(c, options, shell))
}

async function analyze(c: Case, options: AnalyzeOptions, shell: Shell): Promise<number> {
  const failed: { document: string; file: string; code: string; message: string }[] = []
  let analysed = 0
  const progress = new Progress(null, process.stderr, { lines: true })
  const workforce = new Workforce({
    alone: true,
    ...(options.workers === undefined ? {} : { workers: options.workers }),
  })
  const { events, interrupted } = untilInterrupted(reanalyse(c, { workforce }))
  try {
    for await (const event of events) {
      if (event.kind === 'stale') progress.expect(event.documents)
      else if (event.kind === 'failure') {
        const { code, message } = event.problem
        failed.push({ document: `d${event.document}`, file: event.name, code, message })
        progress.clear()
        await shell.err.line(problemLine(`d${event.document} (${event.name})`, event.problem))
      } else analysed++
      if (event.kind !== 'stale') progress.step(event.kind === 'document', event.name)
    }
  } finally {
    progress.clear()
    await workforce.stop()
  }
  if (interrupted()) return EXIT.interrupted
  if (options.json) await shell.out.line(JSON.stringify({ analyzed: analysed, failed }))
  else await shell.out.line(analysed + failed.length === 0 ? 'everything is up to date' : said(analysed, failed.length))
  return failed.length > 0 ? EXIT.failures : EXIT.done
}

const said = (analysed: number, failed: number): string =>
  `${analysed} ${analysed === 1 ? 'document' : 'documents'} analysed again${failed > 0 ? `, ${failed} failed` : ''}`
