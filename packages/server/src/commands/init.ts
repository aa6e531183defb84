import { createCase } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { madeCase } from '../terminal/case.ts'
import { styleFor } from '../terminal/style.ts'
import { someName } from '../values.ts'

const EXAMPLES = `
Examples:
  wherefrom init sund-engines --title "Sund engines"
  wherefrom init postgres://user@server/sund

Exit status: 0 done, 2 wrong call, 3 there can be no case at this place (said in one line).`

export function declareInit(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('init')
    .description('make a case: a folder, or a PostgreSQL database of its own')
    .argument('<place>', 'folder, which may be there already, or postgres:// address of an empty database')
    .option('--title <title>', 'what the case is called', someName)
    .option('--json', 'print what was made as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (place: string, options) => done(await initCommand(place, options, shell)))
}

export interface InitOptions {
  readonly title?: string
  readonly json?: boolean
}

/** `wherefrom init PLACE`: makes a case and tells its key. */
export async function initCommand(given: string, options: InitOptions, shell: Shell): Promise<number> {
  const { title, json } = options
  const made = await createCase(given, { env: shell.env, ...(title ? { title } : {}) })
  await made.close()
  const { path, id, created, publicPem } = made.writer!.signer.key
  if (json) {
    const key = { file: path, created, id, public: publicPem }
    await shell.out.line(JSON.stringify({ case: made.id, title: made.title, place: made.place.label, key }))
  } else await shell.out.write(madeCase(made, styleFor(shell.out.terminal, shell.env)))
  return EXIT.done
}
