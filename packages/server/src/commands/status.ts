import { caseStatus, currentProducers, currentSets } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { statusText } from '../terminal/case.ts'
import { styleFor } from '../terminal/style.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'

export function declareStatus(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('status')
    .description('count what is in a case, and say what is left to do')
    .option(...CASE_OPTION)
    .option('--json', 'print the counts as one JSON object')
    .action(async (options) => done(await statusCommand(options, shell)))
}

/** `wherefrom status`. */
export async function statusCommand(options: CaseOptions, shell: Shell): Promise<number> {
  const isCurrent = currentSets(await currentProducers())
  return await withCase(options, shell, { write: false }, async (c) => {
    const status = await caseStatus(c, isCurrent)
    // Findings are counted once there is something that finds them.
    const { documents, artifacts, claims, stale, failed, ...more } = status
    if (options.json)
      await shell.out.line(JSON.stringify({ documents, artifacts, claims, findings: 0, stale, failed, ...more }))
    else await shell.out.write(statusText(c, status, styleFor(shell.out.terminal, shell.env)))
    return EXIT.done
  })
}
