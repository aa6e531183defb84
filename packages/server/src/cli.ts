import { CaseError, ModelError, StoreError, VERSION } from '@wherefrom/casebook'
import { Command, CommanderError } from 'commander'
import { declareAdd } from './commands/add.ts'
import { declareAnalyze } from './commands/analyze.ts'
import { declareBackup } from './commands/backup.ts'
import { explainCommand } from './commands/explain.ts'
import { declareGazetteer } from './commands/gazetteer.ts'
import { declareInit } from './commands/init.ts'
import { declareList } from './commands/list.ts'
import { readCommand } from './commands/read.ts'
import { declareRestore } from './commands/restore.ts'
import { declareSearch } from './commands/search.ts'
import { declareShow } from './commands/show.ts'
import { declareStatus } from './commands/status.ts'
import { declareVerify } from './commands/verify.ts'
import { EXIT, type Shell, UsageError } from './shell.ts'
import { Output, OutputClosed } from './terminal/output.ts'
import { safeName } from './terminal/safe.ts'
import { calendarDate, someName } from './values.ts'

/** Runs one command line and returns its exit status. Never throws and never prints a stack trace. */
export async function run(args: readonly string[]): Promise<number> {
  const shell: Shell = { out: new Output(process.stdout), err: new Output(process.stderr), env: process.env }
  let status = 0
  const program = makeProgram(shell, (code) => {
    status = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    status = await report(error, shell)
  }
  await shell.out.flushed()
  return status
}

const READ_EXAMPLES = `
Examples:
  wherefrom read article.html                     the dossier in this terminal
  wherefrom read saved/*.html --html dossier.html one page for all of them
  wherefrom read a.txt --published 2023-06-10 --json | jq '.claims[].text'

Exit status: 0 done, 1 some files could not be read (named on standard error), 2 wrong call.`

const EXPLAIN_EXAMPLES = `
Examples:
  wherefrom explain article.txt     every block
  wherefrom explain article.txt:12  what stands on line 12`

function makeProgram(shell: Shell, done: (status: number) => void): Command {
  const program = new Command('wherefrom')
    .description(
      'Reads news reports and says, for every statement, who said it, on whose authority, when and how sure.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`wherefrom: ${text.replace(/^error: /, '')}`) })
  program
    .command('read')
    .description('read files and print a dossier: every claim, who makes it, on whose authority, when, how sure')
    .argument(
      '<file...>',
      'files of any kind that can be read; archives, mailboxes and feeds give all documents in them',
    )
    .option('--published <date>', 'publication date, YYYY-MM-DD, when the files do not tell', calendarDate)
    .option('--outlet <name>', 'who published the files, when they do not tell', someName)
    .option('--json', 'print one JSON object per file, one a line')
    .option('--html <file>', 'write one self-contained HTML dossier of all files')
    .addHelpText('after', READ_EXAMPLES)
    .action(async (files: string[], options) => done(await readCommand(files, options, shell)))
  program
    .command('explain')
    .description('print what each stage saw in a file, and why each claim was made')
    .argument('<file[:line]>', 'the file, and a line of it to look at')
    .option('--published <date>', 'publication date, YYYY-MM-DD, when the file does not tell', calendarDate)
    .option('--outlet <name>', 'who published the file, when it does not tell', someName)
    .addHelpText('after', EXPLAIN_EXAMPLES)
    .action(async (place: string, options) => done(await explainCommand(place, options, shell)))
  declareInit(program, shell, done)
  declareAdd(program, shell, done)
  declareAnalyze(program, shell, done)
  declareStatus(program, shell, done)
  declareList(program, shell, done)
  declareShow(program, shell, done)
  declareSearch(program, shell, done)
  declareVerify(program, shell, done)
  declareBackup(program, shell, done)
  declareRestore(program, shell, done)
  declareGazetteer(program, shell, done)
  return program
}

async function report(error: unknown, shell: Shell): Promise<number> {
  if (error instanceof OutputClosed) return EXIT.done
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (error instanceof UsageError) return say(shell, error.message, EXIT.usage)
  if (error instanceof CaseError || error instanceof StoreError) return say(shell, error.message, EXIT.case)
  if (error instanceof ModelError) return say(shell, `the installation is not whole: ${error.message}`, EXIT.failures)
  if (shell.env.WHEREFROM_DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return say(
    shell,
    `this is a bug in wherefrom (${what.split('\n')[0]}); please report it with the file and the output of WHEREFROM_DEBUG=1`,
    EXIT.bug,
  )
}

async function say(shell: Shell, message: string, status: number): Promise<number> {
  await shell.err.line(`wherefrom: ${safeName(message)}`).catch(() => {})
  return status
}
