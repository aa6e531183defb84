import { existsSync } from 'node:fs'
import {
  type CustodyProblem,
  DOES_NOT_SHOW,
  findPlace,
  KeyError,
  loadKey,
  openCase,
  readPublicKey,
  SHOWS,
  TimestampError,
  timestampCase,
  type VerifyReport,
  verifyCase,
} from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { Progress } from '../terminal/progress.ts'
import { safeLine } from '../terminal/safe.ts'

const VERIFY_EXAMPLES = `
Examples:
  wherefrom verify                               the case of this folder, signed with your own key
  wherefrom verify --case copy --public-key k.pem  a copy of somebody's case, with the key that they gave you
  wherefrom verify --json | jq '.problems[].message'

Exit status: 0 verified, 1 changed or unverifiable, 2 wrong call, 3 the case cannot be opened.`

const TIMESTAMP_EXAMPLES = `
Example:
  wherefrom timestamp http://timestamp.example/tsr
  wherefrom verify --tsa-cert authority.pem

Only the hash of the log's last line is sent. Exit status: 0 done, 1 no timestamp was given, 2 wrong call, 3 the case cannot be opened.`

/** Adds `verify` and `timestamp` to the program. */
export function declareVerify(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('verify')
    .description('check every artifact, row and log entry of a case against its signed custody log')
    .option('--case <case>', 'folder or postgres:// address of the case')
    .option('--public-key <file>', 'PEM file of the key that the case must be signed with; your own when left out')
    .option('--tsa-cert <file>', 'PEM certificates of the authority whose timestamps are to be checked, with openssl')
    .option('--json', 'print what was found as one JSON object')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action(async (options) => done(await verifyCommand(options, shell)))
  program
    .command('timestamp')
    .description('let an outside authority stamp the end of the custody log (RFC 3161)')
    .argument('<url>', 'http address of the authority')
    .option('--case <case>', 'folder or postgres:// address of the case')
    .option('--json', 'print the timestamp as one JSON object')
    .addHelpText('after', TIMESTAMP_EXAMPLES)
    .action(async (url: string, options) => done(await timestampCommand(url, options, shell)))
}

export interface VerifyCommandOptions {
  readonly case?: string
  readonly publicKey?: string
  readonly tsaCert?: string
  readonly json?: boolean
}

/** `wherefrom verify`: prints what was found; done only when everything is as signed. */
export async function verifyCommand(options: VerifyCommandOptions, shell: Shell): Promise<number> {
  const place = findPlace(options.case, shell.env, process.cwd())
  const { publicKey, own } = keys(options.publicKey, shell)
  const certificates = options.tsaCert ?? null
  if (certificates !== null && !existsSync(certificates)) throw new UsageError(`${certificates}: no such file`)
  const progress = new Progress(null, process.stderr, { lines: true })
  let report: VerifyReport
  try {
    report = await verifyCase(
      { place },
      {
        publicKey,
        own,
        certificates,
        onPhase: (what) => progress.draw(what),
        onProgress: (_, of) => {
          progress.expect(of)
          progress.step(true)
        },
      },
    )
  } finally {
    progress.clear()
  }
  if (options.json) await shell.out.line(JSON.stringify({ ...report, shows: SHOWS, doesNotShow: DOES_NOT_SHOW }))
  else await shell.out.write(reportText(report))
  return report.state === 'verified' ? EXIT.done : EXIT.failures
}

type Key = ReturnType<typeof readPublicKey>

function keys(file: string | undefined, shell: Shell): { publicKey: Key | null; own: Key | null } {
  try {
    if (file !== undefined) return { publicKey: readPublicKey(file), own: null }
    return { publicKey: null, own: loadKey(shell.env)?.publicKey ?? null }
  } catch (error) {
    if (error instanceof KeyError) throw new UsageError(error.message)
    throw error
  }
}

/** The report for people: state, what is wrong, the head to be noted down, and what all this shows and does not. */
function reportText(report: VerifyReport): string {
  const { state, checked, entries, head, problems, omitted, notes, timestamps } = report
  const lines = [`${state}: ${checked} artifacts, ${entries} entries of the custody log`]
  for (const found of problems) lines.push(problemText(found))
  if (omitted > 0) lines.push(`  and ${omitted} more of these kinds`)
  for (const note of notes) lines.push(`  note: ${safeLine(note.message)}`)
  if (head) lines.push(`head: entry ${head.seq}, ${head.hash}, signed ${safeLine(head.at)} with key ${head.key}`)
  for (const { seq, at, state: held } of timestamps)
    lines.push(`timestamp: entries up to ${seq ?? '?'} at ${at ?? '?'}, ${STAMP[held]}`)
  if (state === 'verified')
    lines.push('', 'This shows:', ...bullets(SHOWS), 'It does not show:', ...bullets(DOES_NOT_SHOW))
  return `${lines.join('\n')}\n`
}

const STAMP = {
  verified: 'signed by the authority',
  unchecked: 'its signature was not checked (--tsa-cert)',
  changed: 'does not hold',
  unverifiable: 'could not be checked',
} as const

const bullets = (texts: readonly string[]): string[] => texts.map((text) => `  - ${text}`)

function problemText({ code, artifact, seq, message }: CustodyProblem): string {
  const about = [...(artifact ? [`artifact ${artifact}`] : []), ...(seq !== null ? [`entry ${seq}`] : [])]
  return `  ${safeLine(message)} [${[code, ...about].join(', ')}]`
}

/** `wherefrom timestamp URL`: one timestamp of the log as it is now. */
export async function timestampCommand(
  url: string,
  options: { readonly case?: string; readonly json?: boolean },
  shell: Shell,
): Promise<number> {
  const opened = await openCase(findPlace(options.case, shell.env, process.cwd()), { write: true, env: shell.env })
  try {
    const stamped = await timestampCase(opened, url)
    const text = `entries up to ${stamped.seq} were stamped at ${stamped.at}; the reply is artifact ${stamped.artifact}`
    await shell.out.line(options.json ? JSON.stringify(stamped) : text)
    return EXIT.done
  } catch (error) {
    if (!(error instanceof TimestampError)) throw error
    await shell.err.line(`wherefrom: ${safeLine(error.message)}`)
    return EXIT.failures
  } finally {
    await opened.close()
  }
}
