import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCase } from '@wherefrom/casebook'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { put, upload } from '../packages/casebook/src/case/testing/cases.ts'
import { transact } from '../packages/casebook/src/case/transact.ts'
import { putReceipt } from '../packages/casebook/src/case/write/receipt.ts'

/** The commands of docs/custody.md, as they stand there. */
const text = readFileSync(join(import.meta.dirname, '../docs/custody.md'), 'utf8')
const blocks = text
  .split('```sh\n')
  .slice(1)
  .map((part) => part.split('\n```')[0]!)

const folder = mkdtempSync(join(tmpdir(), 'wherefrom-by-hand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const place = join(folder, 'case')

beforeAll(async () => {
  const c = await createCase(place, { env: { ...process.env, WHEREFROM_KEY: join(folder, 'key.pem') } })
  for (const name of ['a "quoted" name.txt', 'b.txt']) {
    const ref = await put(c, `what ${name} says`)
    await transact(c, async (t) => await putReceipt(t, { ref, record: upload(name) }))
  }
  await c.close()
})

const TOOLS = ['bash', 'sha256sum', 'jq', 'openssl', 'sqlite3']
const missing = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)

it('says how to check a case in five steps', () => expect(blocks).toHaveLength(5))

it.each(['bytes', 'artifacts', 'chain', 'signature', 'row'].map((what, i) => [what, i] as const))(
  'the commands for %s work as they are written',
  (what, i) => {
    if (missing.some((tool) => blocks[i]!.includes(tool))) return
    const said = execFileSync('bash', ['-c', blocks[i]!], { cwd: place, encoding: 'utf8' })
    expect(said.trim().split('\n').at(-1)).toBe(`${what}: ok`)
  },
)
