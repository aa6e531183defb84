/**
 * `npm run -s evaluate -- TASK --data PATH [--json]`: scores the product on annotated data. It calls the same public
 * functions as the product, reads any folder in the named format, and never reads anything but PATH (and the product's
 * own models).
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Evaluation } from './evaluation.ts'

/** Task name -> module. A task exports `evaluate(path)`. */
const TASKS: Record<string, () => Promise<{ evaluate: (path: string) => Promise<Evaluation> }>> = {
  attribution: () => import('./tasks/attribution.ts'),
  chains: () => import('./tasks/chains.ts'),
  coref: () => import('./tasks/coref.ts'),
  ner: () => import('./tasks/ner.ts'),
  parse: () => import('./tasks/parse.ts'),
  geo: () => import('./tasks/geo.ts'),
  'dates-published': () => import('./tasks/dates-published.ts'),
  stance: () => import('./tasks/stance.ts'),
  time: () => import('./tasks/time.ts'),
  html: () => import('./tasks/html.ts'),
  events: () => import('./tasks/events.ts'),
}

function usage(message: string): never {
  process.stderr.write(`evaluate: ${message}\nusage: npm run -s evaluate -- TASK --data PATH [--json]\n`)
  process.stderr.write(`tasks: ${Object.keys(TASKS).join(', ')}\n`)
  process.exit(2)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const [task] = positionals
if (!task || positionals.length > 1) usage('name one task')
const load = TASKS[task]
if (!load) usage(`no task named ${task}`)
if (!values.data) usage('--data is missing')
const data = resolve(process.env['INIT_CWD'] ?? '.', values.data)
if (!existsSync(data)) usage(`no such file or folder: ${values.data}`)

const { n, metrics } = await (await load()).evaluate(data)
if (n === 0) {
  process.stderr.write(`evaluate: ${values.data} holds nothing that task ${task} can read\n`)
  process.exit(1)
}
const rounded = Object.fromEntries(Object.entries(metrics).map(([k, v]) => [k, Math.round(v * 10_000) / 10_000]))
const rows = Object.entries(rounded).map(([name, value]) => `  ${name.padEnd(28)} ${value.toFixed(4)}\n`)
process.stdout.on('error', () => process.exit(0))
process.stdout.write(
  values.json
    ? `${JSON.stringify({ task, data: values.data, n, metrics: rounded })}\n`
    : `${task} on ${values.data} (n = ${n})\n${rows.join('')}`,
)
