import { MOST_RESULTS, planQuery, type SearchAnswer, searchCase } from '@wherefrom/casebook'
import { type Command, InvalidArgumentError } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { mistakeLines, searchText } from '../terminal/search.ts'
import { styleFor, widthOf } from '../terminal/style.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'

const EXAMPLES = `
Examples:
  wherefrom search Путин                                    Putin, in any spelling
  wherefrom search '"drone factory" about:Alabuga'          a phrase, and what it is about
  wherefrom search 'said-by:"John Kirby" before:2023-07'    who said it, and when it was published
  wherefrom search 'origin:unnamed certainty:possible' --facets
  wherefrom search 'has:denial type:transfer' --json | jq -r .text

Words must all be there; OR, -not, ( ), "phrases", beginnings*, and "near words"~5. Everything else: docs/search.md`

export function declareSearch(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('search')
    .description('find claims and sentences of a case by words, sources, dates and what is certain about them')
    .argument('<query...>', 'what to look for')
    .option(...CASE_OPTION)
    .option('--limit <n>', `how many results to print, at most ${MOST_RESULTS}`, limitOf, 20)
    .option('--facets', 'count results by source, origin, certainty, polarity, place, type, outlet and year')
    .option('--json', 'print one JSON object per result, one a line; counts, if asked for, on the last line')
    .addHelpText('after', EXAMPLES)
    .action(async (query: string[], options) => done(await searchCommand(query.join(' '), options, shell)))
}

export interface SearchCommandOptions extends CaseOptions {
  readonly limit: number
  readonly facets?: boolean
}

function limitOf(value: string): number {
  const limit = Number(value)
  if (!/^\d{1,9}$/.test(value) || limit < 1 || limit > MOST_RESULTS)
    throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_RESULTS}.`)
  return limit
}

/** `wherefrom search`. A mistake in the query is status 2, with its place; no results is status 0. */
export async function searchCommand(query: string, options: SearchCommandOptions, shell: Shell): Promise<number> {
  const planned = planQuery(query)
  if ('mistake' in planned) {
    const look = { style: styleFor(shell.err.terminal, shell.env), width: widthOf(shell.err.terminal) }
    for (const line of mistakeLines(query, planned.mistake, look)) await shell.err.line(line)
    return EXIT.usage
  }
  const { limit, facets = false } = options
  return await withCase(options, shell, { write: false }, async (c) => {
    const answer = await searchCase(c, planned.plan, { limit, facets })
    if (options.json) await printJson(answer, shell)
    else {
      const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
      await shell.out.write(searchText(answer, look))
    }
    return EXIT.done
  })
}

async function printJson({ results, total, facets, notes }: SearchAnswer, shell: Shell): Promise<void> {
  for (const result of results) await shell.out.line(JSON.stringify(result))
  if (facets) await shell.out.line(JSON.stringify({ total, facets }))
  for (const note of notes) await shell.err.line(`wherefrom: ${note}`)
}
