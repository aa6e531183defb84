/**
 * `npm run -s kill -- [--kills N] [--database sqlite|postgres|both] [--files N] [--seed N] [--json]`: kills `wherefrom add`
 * at random moments with a signal that cannot be caught, and holds the case against one that was filled in peace.
 * Nothing may be lost, nothing may be there twice, and the custody log must verify after every kill.
 */
import { parseArgs } from 'node:util'
import { killSession } from './kill/session.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    database: { type: 'string', default: 'both' },
    files: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})
const databases = values.database === 'both' ? (['sqlite', 'postgres'] as const) : [values.database]
let failed = false
for (const database of databases) {
  if (database !== 'sqlite' && database !== 'postgres') throw new Error('--database: sqlite, postgres or both')
  const report = await killSession({
    database,
    kills: Number(values.kills),
    files: Number(values.files),
    seed: Number(values.seed),
    workers: Number(values.workers),
    tell: (line) => process.stderr.write(`${line}\n`),
  })
  failed ||= report.wrong.length > 0
  const { kills, cases, amid, wrong } = report
  const text = `${database}: ${kills} kills over ${cases} cases, ${amid} of them amid documents; ${wrong.length} wrong`
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${[text, ...wrong].join('\n  ')}\n`)
}
process.exitCode = failed ? 1 : 0
