/**
 * `npm run -s tamper -- [--edits N] [--seed S] [--database sqlite|postgres|both] [--only KIND] [--json]`: makes a real case,
 * edits copies of it past the program in every way there is, and asks `verify` about each. Prints how many edits of each
 * kind were found and named. Exit status 1 when one was missed or verification crashed.
 */
import { parseArgs } from 'node:util'
import { type Tampered, tamper } from './tamper/run.ts'
import { postgresStage, sqliteStage } from './tamper/stage.ts'

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'both' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const [edits, seed] = [Number(values.edits), Number(values.seed)]
const stages = { sqlite: [sqliteStage], postgres: [postgresStage], both: [sqliteStage, postgresStage] }[values.database]
if (!Number.isInteger(edits) || edits < 1 || !Number.isInteger(seed) || !stages) {
  process.stderr.write(
    'usage: npm run -s tamper -- [--edits N] [--seed S] [--database sqlite|postgres|both] [--only KIND] [--json]\n',
  )
  process.exit(2)
}

const results: Tampered[] = []
for (const make of stages) {
  const stage = await make()
  try {
    for await (const result of tamper(stage, { edits: Math.ceil(edits / stages.length), seed, only: values.only })) {
      results.push(result)
      if (result.outcome === 'missed' || result.outcome === 'crashed' || result.outcome === 'found')
        process.stderr.write(
          `${stage.dialect} ${result.outcome}: ${result.kind}: ${result.what} (${result.told.slice(0, 300)})\n`,
        )
    }
  } finally {
    await stage.close()
  }
}

/** Kinds of one table or column are counted together. */
const familyOf = (kind: string): string => kind.replace(/^(column|row deleted|row inserted|rows swapped) .*/, '$1')
const families = Map.groupBy(results, (r) => familyOf(r.kind))
const count = (list: readonly Tampered[], outcome: Tampered['outcome']): number =>
  list.filter((r) => r.outcome === outcome).length
const summary = [...families].map(([kind, list]) => ({
  kind,
  edits: list.length,
  named: count(list, 'named'),
  found: count(list, 'found'),
  same: count(list, 'same'),
  missed: count(list, 'missed'),
  crashed: count(list, 'crashed'),
}))
if (values.json) process.stdout.write(`${JSON.stringify({ edits: results.length, seed, summary })}\n`)
else {
  const ms = results.map((r) => r.ms).sort((a, b) => a - b)
  console.table(summary.sort((a, b) => (a.kind < b.kind ? -1 : 1)))
  process.stdout.write(`${results.length} edits, median verification ${Math.round(ms[ms.length >> 1] ?? 0)} ms\n`)
}
process.exitCode = results.some((r) => r.outcome === 'missed' || r.outcome === 'crashed') ? 1 : 0
