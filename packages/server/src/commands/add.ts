import {
  type AddEvent,
  type AddOptions,
  addInputs,
  type Case,
  countInputs,
  findPlace,
  openCase,
  versionChanges,
  Workforce,
} from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { Progress } from '../terminal/progress.ts'
import { calendarDate, someName, someText, wholeNumber } from '../values.ts'
import { untilInterrupted } from './interrupt.ts'
import { problemLine } from './read.ts'

const EXAMPLES = `
Examples:
  wherefrom add saved/                  everything in a folder
  wherefrom add report.pdf mail.mbox    files of any kind that can be read
  wherefrom add saved/ --json           {"added": 3, "unchanged": 1, "versions": 1, "failed": [...]}

Broken off at any moment, run it again: nothing is lost and nothing is there twice.
Exit status: 0 done, 1 some files could not be read (listed), 2 wrong call, 3 the case cannot be opened.`

/** Adds the command to the program. */
export function declareAdd(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('add')
    .description('add files, folders and pages to a case: kept as they are, read, analysed, searchable')
    .argument('<input...>', 'files, folders, addresses of public pages (http://, https://)')
    .option('--case <case>', 'folder or postgres:// address of the case')
    .option('--workers <n>', 'threads that analyse; the number of cores when left out', wholeNumber(1, 64))
    .option('--published <date>', 'publication date, YYYY-MM-DD, when the files do not tell', calendarDate)
    .option('--outlet <name>', 'who published the files, when they do not tell', someName)
    .option('--ocr-pages <n>', 'scanned pages of one file that are read by OCR at most', wholeNumber(0, 10_000))
    .option('--fetch-links', 'also fetch the addresses that the added tables (CSV, TSV, XLSX, ODS) list')
    .option('--no-images', 'of addresses, fetch the page only and not the images that it shows')
    .option('--note <text>', 'note for the collection record', someText)
    .option('--reason <text>', 'why the files are collected, for the collection record', someText)
    .option('--json', 'print what was done as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], options) => done(await addCommand(inputs, options, shell)))
}

export interface AddCommandOptions extends Omit<AddOptions, 'workforce'> {
  readonly workers?: number
  readonly fetchLinks?: boolean
  readonly images?: boolean
  readonly case?: string
  readonly json?: boolean
}

/** What `--json` prints; the first four are the contract's. */
export interface AddSummary {
  /** Documents of pages that are new in the case. */
  added: number
  /** Documents that the case has already. */
  unchanged: number
  /** New versions of pages that the case has. */
  versions: number
  failed: { readonly file: string; readonly code: string; readonly message: string }[]
  /** Pictures whose facts were taken. */
  images: number
  /** Addresses that tables list, with the table's note: the first 10,000. */
  links: { readonly file: string; readonly url: string; readonly note: string | null }[]
  warnings: { readonly file: string; readonly code: string; readonly message: string }[]
  /** What became of the claims of each new version of a page, against the version before. */
  changes: VersionSummary[]
}

export interface VersionSummary {
  /** The new version, and the one before. */
  readonly document: string
  readonly since: string
  readonly kept: number
  readonly moved: number
  readonly changed: number
  readonly gone: number
  readonly new: number
}

/** `wherefrom add`: inputs one after the other into the case; bad ones are listed, the others go on. */
export async function addCommand(inputs: readonly string[], options: AddCommandOptions, shell: Shell): Promise<number> {
  const opened = await openCase(findPlace(options.case, shell.env, process.cwd()), { write: true, env: shell.env })
  try {
    return await add(opened, inputs, options, shell)
  } finally {
    await opened.close()
  }
}

async function add(c: Case, inputs: readonly string[], options: AddCommandOptions, shell: Shell): Promise<number> {
  const summary: AddSummary = {
    added: 0,
    unchanged: 0,
    versions: 0,
    failed: [],
    images: 0,
    links: [],
    warnings: [],
    changes: [],
  }
  const progress = new Progress(null, process.stderr, { lines: true })
  const counting = new AbortController()
  countInputs(inputs, counting.signal).then((n) => progress.expect(n))
  const workforce = new Workforce({
    alone: true,
    ...(options.workers === undefined ? {} : { workers: options.workers }),
  })
  const { images, ...more } = options
  const how = { ...more, workforce, fetch: { images: images ?? true } }
  const { events, interrupted } = untilInterrupted(addAll(c, inputs, how, summary))
  try {
    for await (const event of events) {
      count(summary, event)
      if (event.kind === 'document' && event.state === 'version') await compare(c, event.document, summary)
      if (event.kind === 'failure' || event.kind === 'warning') {
        progress.clear()
        await shell.err.line(problemLine(event.name, event.problem))
      } else if (event.kind === 'input') progress.step(event.ok, event.name)
      else progress.draw(event.name)
    }
  } finally {
    counting.abort()
    await workforce.stop()
    progress.clear()
  }
  if (interrupted()) return EXIT.interrupted
  await shell.out.line(options.json ? JSON.stringify(summary) : summaryText(summary))
  return summary.failed.length > 0 ? EXIT.failures : EXIT.done
}

/** The inputs, then, where that is wanted, the addresses that they list. */
async function* addAll(
  c: Case,
  inputs: readonly string[],
  options: AddOptions & { readonly fetchLinks?: boolean },
  { links }: AddSummary,
): AsyncGenerator<AddEvent> {
  yield* addInputs(c, inputs, options)
  const wanted = options.fetchLinks ? [...new Set(links.map((l) => l.url))] : []
  if (wanted.length > 0) yield* addInputs(c, wanted, options)
}

/** New versions whose claims are compared; the others are counted only. */
const COMPARED = 1000

async function compare(c: Case, document: number, { changes }: AddSummary): Promise<void> {
  const found = changes.length < COMPARED ? await versionChanges(c, document) : null
  if (found) changes.push({ document: `d${document}`, since: `d${found.since}`, ...found.counts })
}

/** Names of tables, and addresses of tables that are kept in mind. */
const TABLE = /\.(?:csv|tsv|txt|xlsx|ods)$/i
const MOST_LINKS = 10_000

function count(summary: AddSummary, event: AddEvent): void {
  if (event.kind === 'document')
    summary[event.state === 'version' ? 'versions' : event.state === 'added' ? 'added' : 'unchanged']++
  else if (event.kind === 'known') summary.unchanged += event.documents
  else if (event.kind === 'image') summary.images++
  else if (event.kind === 'link') {
    const { name: file, url, note } = event
    // A report's links are part of its text; a table's are what somebody collected.
    if (TABLE.test(file) && summary.links.length < MOST_LINKS) summary.links.push({ file, url, note })
  } else if (event.kind === 'failure' || event.kind === 'warning') {
    const { code, message } = event.problem
    summary[event.kind === 'failure' ? 'failed' : 'warnings'].push({ file: event.name, code, message })
  }
}

function summaryText({ added, versions, unchanged, failed, images, links }: AddSummary): string {
  const some = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])
  return [
    `${added} added`,
    ...some(versions, 'new version of a known page', 'new versions of known pages'),
    ...some(unchanged, 'known already', 'known already'),
    ...some(images, 'image', 'images'),
    ...some(links.length, 'address listed', 'addresses listed'),
    ...some(failed.length, 'failed', 'failed'),
  ].join(', ')
}
