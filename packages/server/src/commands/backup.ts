import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { noteBackup, writeBackup } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { backupText } from '../terminal/case.ts'
import { Progress } from '../terminal/progress.ts'
import { safeName } from '../terminal/safe.ts'
import { styleFor } from '../terminal/style.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'

const EXAMPLES = `
The file is a plain tar: a manifest, the custody log with its signed head and public key, every row as JSON, every artifact
as it was received. It holds the case as it is at one moment, whatever is being added meanwhile.

Example:
  wherefrom backup ../sund-2024-05-03.tar`

export function declareBackup(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('backup')
    .description('write everything of a case into one file, from which it can be restored anywhere')
    .argument('<file>', 'tar file to be made')
    .option(...CASE_OPTION)
    .option('--json', 'print what was written as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options) => done(await backupCommand(file, options, shell)))
}

/** `wherefrom backup FILE`. The custody log notes it where the case can be written. */
export async function backupCommand(file: string, options: CaseOptions, shell: Shell): Promise<number> {
  if (existsSync(file)) throw new UsageError(`${file} is there already; a backup never replaces a file`)
  const folder = dirname(resolve(file))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${folder}`)
  return await withCase(options, shell, { write: false }, async (c) => {
    const progress = new Progress(null, process.stderr, { lines: true })
    const written = await writeBackup(c, file, (_, of) => {
      progress.expect(of)
      progress.step(true)
    }).finally(() => progress.clear())
    const { manifest, bytes, sha256 } = written
    const unnoted = await noteBackup(c, file, sha256, { env: shell.env })
    if (unnoted)
      await shell.err.line(`wherefrom: the custody log could not note this backup: ${safeName(unnoted.message)}`)
    const { rows, artifacts, seq } = manifest
    const facts = { file, bytes, sha256, documents: rows.documents, artifacts, entries: seq, noted: unnoted === null }
    if (options.json) await shell.out.line(JSON.stringify(facts))
    else await shell.out.write(backupText(facts, styleFor(shell.out.terminal, shell.env)))
    return EXIT.done
  })
}
