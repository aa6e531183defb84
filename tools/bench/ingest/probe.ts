/** Run by `bench ingest` in a fresh process: adds the files of a folder to a new case and tells what that took. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { addInputs, createCase } from '@wherefrom/casebook'

const [place, folder] = process.argv.slice(2) as [string, string]
// Links inside a folder are not followed, links that are named are.
const inputs = readdirSync(folder)
  .sort()
  .map((name) => join(folder, name))
const start = performance.now()
const c = await createCase(place, { actor: 'bench' })
for await (const event of addInputs(c, inputs))
  if (event.kind === 'failure') process.stderr.write(`${event.name}: ${event.problem.message}\n`)
const seconds = (performance.now() - start) / 1000
const count = await c.db
  .selectFrom('documents')
  .select((e) => [e.fn.countAll().as('documents'), e.fn.sum('words').as('words')])
  .executeTakeFirstOrThrow()
await c.close()
const { user, system } = process.cpuUsage()
process.stdout.write(
  JSON.stringify({
    documents: Number(count.documents),
    words: Number(count.words),
    seconds,
    processorSeconds: (user + system) / 1e6,
    // maxRSS is in kilobytes on every system that Node runs on.
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  }),
)
