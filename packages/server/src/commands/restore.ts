import { KeyError, parsePlace, readPublicKey, restoreBackup } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { restoredText } from '../terminal/case.ts'
import { Progress } from '../terminal/progress.ts'
import { styleFor } from '../terminal/style.ts'

const EXAMPLES = `
Everything is checked on the way: the log's chain and signature, every row against the log, the hash of every artifact.
Nothing is kept of a backup that is damaged. Reading and checking need no key; adding to the restored case needs the
signing key that the case was made with.

Examples:
  wherefrom restore sund-2024-05-03.tar sund
  wherefrom restore sund-2024-05-03.tar postgres://user@server/sund --public-key custody.pub.pem`

export function declareRestore(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('restore')
    .description('make a case out of a backup: in a folder or a PostgreSQL database, whichever it came from')
    .argument('<file>', 'backup')
    .argument('<place>', 'folder that is empty or not there, or postgres:// address of an empty database')
    .option('--public-key <file>', 'restore only what is signed with this key')
    .option('--json', 'print what was restored as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, place: string, options) => done(await restoreCommand(file, place, options, shell)))
}

export interface RestoreOptions {
  readonly publicKey?: string
  readonly json?: boolean
}

/** `wherefrom restore FILE PLACE`. */
export async function restoreCommand(
  file: string,
  given: string,
  options: RestoreOptions,
  shell: Shell,
): Promise<number> {
  const place = parsePlace(given)
  const signedBy = options.publicKey === undefined ? null : keyOf(options.publicKey)
  const progress = new Progress(null, process.stderr, { lines: true })
  const { manifest, key } = await restoreBackup(file, place, {
    signedBy,
    onArtifact: (_, of) => {
      progress.expect(of)
      progress.step(true)
    },
  }).finally(() => progress.clear())
  const { rows, artifacts, seq, title, at } = manifest
  const facts = { place: place.label, title, at, documents: rows.documents, artifacts, entries: seq, key }
  if (options.json) await shell.out.line(JSON.stringify(facts))
  else await shell.out.write(restoredText(facts, signedBy !== null, styleFor(shell.out.terminal, shell.env)))
  return EXIT.done
}

function keyOf(file: string): ReturnType<typeof readPublicKey> {
  try {
    return readPublicKey(file)
  } catch (error) {
    throw error instanceof KeyError ? new UsageError(error.message) : error
  }
}
