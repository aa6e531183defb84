/**
 * `npm run check [-- NAME...]`: everything about the code that a program can judge, one line a check. Exit status 1 when
 * something is wrong. Each check has a planted violation in the tests beside it, which it must catch.
 */
import { docs, links, readme } from './docs.ts'
import { hygiene, size } from './hygiene.ts'
import { dependencies, determinism, layers } from './layers.ts'
import { models } from './models.ts'
import { notices } from './notices.ts'
import { problems } from './problems.ts'
import { PROGRAMS, runProgram } from './programs.ts'
import { regexes } from './regexes.ts'
import { type Check, repoOnDisk } from './repo.ts'

const CHECKS: readonly Check[] = [
  layers,
  dependencies,
  determinism,
  regexes,
  problems,
  docs,
  readme,
  links,
  models,
  notices,
  hygiene,
  size,
]

const only = process.argv.slice(2)
const wanted = (name: string): boolean => only.length === 0 || only.some((o) => name.includes(o))
const started = performance.now()
let failed = 0

function line(name: string, since: number, trouble: readonly string[]): void {
  const took = `${((performance.now() - since) / 1000).toFixed(1)} s`
  process.stdout.write(`${trouble.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(40)} ${took.padStart(7)}\n`)
  for (const t of trouble) process.stdout.write(`     ${t}\n`)
  if (trouble.length > 0) failed++
}

for (const check of PROGRAMS.filter((c) => wanted(c.name))) {
  const since = performance.now()
  line(check.name, since, runProgram(check)?.split('\n') ?? [])
}
const repo = repoOnDisk()
for (const check of CHECKS.filter((c) => wanted(c.name))) {
  const since = performance.now()
  line(check.name, since, check.run(repo))
}
const total = ((performance.now() - started) / 1000).toFixed(1)
process.stdout.write(`${failed === 0 ? 'all checks passed' : `${failed} checks failed`} in ${total} s\n`)
process.exitCode = failed === 0 ? 0 : 1
