/**
 * `npm run -s hostile -- [NAME...] [--patience N]`: hostile files in full size, each added to a case of its own by the command line as a
 * user would; then the case is verified. Prints a table: what came out, seconds, memory, verdict. Exit status 1 when one
 * hangs, takes more than 1 GB, ends in a bug, says nothing, or leaves a case that does not verify. Takes some minutes, and
 * room on the disk; it is no part of the tests, which hold small forms of the same files.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hostileFiles } from '../packages/evidence/src/suite/hostile.ts'
import { type CommandRun, runCommand } from './hostile/command.ts'
import { TRAPS, type Trap } from './hostile/places.ts'

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { patience: { type: 'string', default: '1' } },
})
/** On a machine that does other work as well, the limits of time are to be multiplied by this. */
const patience = Number(values.patience)
const files: Trap[] = hostileFiles(true).map(({ name, make }) => ({
  name,
  make: (root) => {
    writeFileSync(join(root, name), make())
    return [join(root, name)]
  },
  // archives of many members are many files
  ...(/many|nested|pages\.pdf/.test(name) ? { seconds: 300 } : {}),
}))
const chosen = [...files, ...TRAPS].filter((t) =>
  wanted.length === 0 ? !t.long : wanted.some((w) => t.name.includes(w)),
)

const MOST_BYTES = 2 ** 30
let bad = 0
print('| hostile file | what came out | s | CPU s | MB | |')
print('|---|---|---|---|---|---|')
for (const trap of chosen) {
  const { run, wrong } = await spring(trap)
  if (wrong !== '') bad++
  const cells = [
    trap.name,
    outcome(run),
    run.seconds.toFixed(1),
    run.cpuSeconds.toFixed(1),
    String(Math.round(run.peakBytes / 2 ** 20)),
    wrong || 'held',
  ]
  print(`| ${cells.map((c) => c.replaceAll('|', '/')).join(' | ')} |`)
}
print(`\n${chosen.length} tried, ${bad} not held`)
process.exitCode = bad > 0 ? 1 : 0

async function spring(trap: Trap): Promise<{ run: CommandRun; wrong: string }> {
  const home = mkdtempSync(join(tmpdir(), 'wherefrom-hostile-'))
  chmodSync(home, 0o755)
  const [root, place] = [join(home, 'files'), join(home, 'case')]
  mkdirSync(root)
  if (trap.user !== undefined) chownSync(home, trap.user, trap.user)
  const { user, meanwhile } = trap
  const options = {
    env: { WHEREFROM_KEY: join(home, 'key.pem'), WHEREFROM_CASE: place },
    ...(user === undefined ? {} : { user }),
  }
  try {
    const inputs = trap.make(root)
    const made = await runCommand(['init', place], { ...options, seconds: 60 * patience })
    if (made.status !== 0) return { run: made, wrong: `init: ${made.stderr.slice(0, 200)}` }
    const seconds = (trap.seconds ?? 60) * patience
    const run = await runCommand(['add', '--json', '--', ...inputs], {
      ...options,
      seconds,
      ...(meanwhile ? { meanwhile: () => meanwhile(root) } : {}),
    })
    const verified =
      run.status === null ? null : await runCommand(['verify', '--json'], { ...options, seconds: 300 * patience })
    return { run, wrong: judgement(trap, run, verified) }
  } finally {
    // by a program that can go deeper than a path may be long
    execFileSync('rm', ['-rf', home])
  }
}

function judgement(trap: Trap, run: CommandRun, verified: CommandRun | null): string {
  const wrong: string[] = []
  if (run.status === null && !run.late) wrong.push('KILLED by a signal')
  else if (run.status === null) wrong.push(`HANGS (${(trap.seconds ?? 60) * patience} s)`)
  else if (run.status > 1) wrong.push(`exit status ${run.status}: ${run.stderr.slice(-200).trim()}`)
  if (run.peakBytes > MOST_BYTES) wrong.push('MEMORY over 1 GB')
  if (/^\s+at .+:\d+:\d+/m.test(run.stderr)) wrong.push('prints a stack trace')
  if (/\u001b\[31m|[\u0000-\u0008\u000e-\u001a]/.test(run.stdout + run.stderr.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')))
    wrong.push('prints control characters')
  if (trap.expects && !trap.expects.test(run.stdout + run.stderr)) wrong.push(`does not say ${trap.expects.source}`)
  if (/root:x:0/.test(run.stdout + run.stderr)) wrong.push('LEAKS a file from outside')
  if (verified && verified.status !== 0) wrong.push(`the case does not verify: ${verified.stdout.slice(0, 200)}`)
  return wrong.join('; ')
}

/** Counts and codes, as `--json` tells them. */
function outcome(run: CommandRun): string {
  try {
    const told = JSON.parse(run.stdout) as {
      added: number
      unchanged: number
      images?: number
      failed: { code: string }[]
      warnings?: { code: string }[]
    }
    const codes = new Map<string, number>()
    for (const f of told.failed) codes.set(f.code, (codes.get(f.code) ?? 0) + 1)
    const failed = [...codes].map(([code, n]) => (n === 1 ? `\`${code}\`` : `\`${code}\` x ${n}`))
    const warned = new Set((told.warnings ?? []).map((w) => w.code))
    const counts = [
      told.added > 0 ? `${told.added} added` : '',
      told.unchanged > 0 ? `${told.unchanged} unchanged` : '',
      told.images ? `${told.images} images` : '',
    ]
    return (
      [...counts, ...failed, ...[...warned].map((c) => `\`${c}\` (warning)`)].filter((s) => s !== '').join(', ') ||
      'nothing'
    )
  } catch {
    return `exit status ${run.status}`
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
