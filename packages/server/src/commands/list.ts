import { listDocuments, listFailures } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { documentLine, failureLines } from '../terminal/case.ts'
import { styleFor, widthOf } from '../terminal/style.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'

const EXAMPLES = `
Examples:
  wherefrom list                      the newest version of every document
  wherefrom list --failed             files that could not be read, and why
  wherefrom list --json | jq -r 'select(.published < "2023-07") | .id'`

export function declareList(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('list')
    .description('list the documents of a case, or the files that could not be read')
    .option(...CASE_OPTION)
    .option('--versions', 'older versions too')
    .option('--failed', 'the files that could not be read instead')
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action(async (options) => done(await listCommand(options, shell)))
}

export interface ListCommandOptions extends CaseOptions {
  readonly versions?: boolean
  readonly failed?: boolean
}

/** `wherefrom list`: a line a document or failure, printed as they are read, however many there are. */
export async function listCommand(options: ListCommandOptions, shell: Shell): Promise<number> {
  return await withCase(options, shell, { write: false }, async (c) => {
    const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
    if (options.failed) {
      for await (const { name, code, message, artifact, at } of listFailures(c))
        await shell.out.line(
          options.json
            ? JSON.stringify({ file: name, code, message, artifact, at })
            : failureLines({ name, code, message }, look).join('\n'),
        )
      return EXIT.done
    }
    for await (const row of listDocuments(c, { allVersions: options.versions ?? false }))
      await shell.out.line(options.json ? JSON.stringify(listed(row)) : documentLine(row, look))
    return EXIT.done
  })
}

type Row = Parameters<typeof documentLine>[0]

/** A document as lists print it in JSON. */
function listed(row: Row) {
  const { id, title, outlet, published, language, url, words, claims, version, page, artifact, part, reader } = row
  const [file, received] = [row.name, row.received_at]
  return {
    id: `d${id}`,
    title,
    outlet,
    published,
    language,
    url,
    words,
    claims,
    version,
    latest: row.latest === 1,
    file,
    page,
    artifact,
    part,
    reader,
    received,
  }
}
