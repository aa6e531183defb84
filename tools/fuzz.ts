/**
 * `npm run -s fuzz -- READER [--seconds N] [--seed S] [--from DIR] [--json]`: reads files that a reader never meant to
 * meet, made from specimens (and the files of DIR) by seeded mutation, in a child process that is watched: 60 s of
 * processor time an input, 1 GB of memory. Inputs that fail are made smaller and kept in a temporary folder. Exit status 1 when there are any.
 */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { READERS } from '@wherefrom/evidence'
import { inputAt, type Start, startsFor } from './fuzz/inputs.ts'
import { judge, optionsAt } from './fuzz/judge.ts'
import { minimise } from './fuzz/minimise.ts'
import { type Failure, session } from './fuzz/session.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const names = READERS.map((r) => r.component.replace('evidence.', ''))
const reader = positionals[0] ?? ''
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
if (positionals.length !== 1 || !names.includes(reader) || !(seconds > 0) || !Number.isInteger(seed)) {
  process.stderr.write(
    `usage: npm run -s fuzz -- READER [--seconds N] [--seed S] [--from DIR] [--json]\nreaders: ${names.join(' ')}\n`,
  )
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), `wherefrom-fuzz-${reader}-`))
const starts = await startsFor(reader, values.from === '' ? null : values.from)
const report = await session({ reader, seconds, seed, from: values.from, folder })

/** One file for each way to fail, not for each input: hundreds of them often have one cause. */
const distinct = new Map<string, Failure>()
for (const f of report.failures) {
  const key = f.why.replace(/[\d"]+/g, '#').slice(0, 120)
  if (!distinct.has(key)) distinct.set(key, f)
}
const kept: { readonly file: string; readonly bytes: number; readonly why: string; readonly input: number }[] = []
for (const f of distinct.values()) {
  const input = inputAt(starts, reader, seed, f.input)
  const small = f.kind === 'wrong' ? await smaller(input, f) : input.bytes
  const file = join(folder, `${f.input}-${input.name}`)
  writeFileSync(file, small)
  kept.push({ file, bytes: small.length, why: f.why, input: f.input })
}

/** Within 20 s, in this process: failures that hang or kill are kept as they are. */
function smaller({ name, bytes }: Start, { input, why }: Failure): Promise<Uint8Array> {
  const kind = (text: string | null): string => (text ?? '').replace(/[\d"]+/g, '#').slice(0, 40)
  const options = { ...optionsAt(input), twice: why.startsWith('the same bytes') || why.startsWith('the input') }
  return minimise(bytes, async (b) => kind(await judge(name, b, options)) === kind(why), 20_000)
}

const { failures, ...figures } = report
const out = { reader, seed, starts: starts.length, seconds, ...figures, failures: failures.length, distinct: kept }
if (values.json) process.stdout.write(`${JSON.stringify(out)}\n`)
else {
  process.stdout.write(
    `${reader}: ${report.executions} inputs from ${starts.length} files in ${seconds} s, ${failures.length} failures of ${kept.length} kinds, ` +
      `slowest ${(report.slowestMs / 1000).toFixed(2)} s (input ${report.slowestInput}), peak memory ${Math.round(report.peakBytes / 2 ** 20)} MB\n`,
  )
  for (const k of kept) process.stdout.write(`  ${k.why}\n    ${k.file} (${k.bytes} bytes)\n`)
}
process.exitCode = failures.length > 0 ? 1 : 0
