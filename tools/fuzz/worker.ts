/**
 * Child of `npm run fuzz`: reads inputs one after the other and writes down what fails. Its parent watches time and
 * memory. With `--one FILE NAME` it judges a single file: exit status 0 = all holds, 1 = not (the reason on stdout).
 */
import { appendFileSync, openSync, readFileSync, writeSync } from 'node:fs'
import { inputAt, startsFor } from './inputs.ts'
import { judge, optionsAt } from './judge.ts'
import { packState, type State } from './state.ts'

process.on('unhandledRejection', (error) => fatal('unhandled rejection', error))
process.on('uncaughtException', (error) => fatal('uncaught exception', error))

function fatal(what: string, error: unknown): never {
  const { message = String(error), stack = '' } = error as Partial<Error>
  process.stderr.write(`${what}: ${message}\n${stack}\n`)
  process.exit(70)
}

if (process.argv[2] === '--one') {
  const why = await judge(process.argv[4]!, new Uint8Array(readFileSync(process.argv[3]!)), {
    twice: true,
    ocrPages: 12,
  })
  if (why) process.stdout.write(why)
  process.exit(why ? 1 : 0)
}

const [reader, seed, first, seconds, folder, stateFile, failureFile] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]
const starts = await startsFor(reader, folder === '' ? null : folder)
const state = openSync(stateFile, 'w')
const until = performance.now() + Number(seconds) * 1000
let told: State = { current: Number(first), executions: 0, slowest: 0, slowestInput: -1 }
for (let i = Number(first); performance.now() < until; i++) {
  told = { ...told, current: i }
  writeSync(state, packState(told), 0, undefined, 0)
  const { name, bytes } = inputAt(starts, reader, Number(seed), i)
  const since = process.cpuUsage()
  const why = await judge(name, bytes, optionsAt(i))
  const { user, system } = process.cpuUsage(since)
  const took = (user + system) / 1000
  told = { ...told, executions: told.executions + 1 }
  if (took > told.slowest) told = { ...told, slowest: took, slowestInput: i }
  if (why) appendFileSync(failureFile, `${JSON.stringify({ input: i, name, why })}\n`)
}
writeSync(state, packState(told), 0, undefined, 0)
process.exit(0)
