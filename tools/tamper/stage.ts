import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addInputs, type Case, createCase, loadKey, type Place, parsePlace } from '@wherefrom/casebook'
import pg from 'pg'
import { startServer, type TestServer } from '../../packages/casebook/src/case/testing/postgres.ts'
import { transact } from '../../packages/casebook/src/case/transact.ts'
import { addDecision } from '../../packages/casebook/src/case/write/decision.ts'
import { Workforce } from '../../packages/casebook/src/ingest/workforce.ts'
import { buildPng } from '../../packages/evidence/src/suite/build/image.ts'
import { buildZip } from '../../packages/evidence/src/suite/build/zip.ts'
import { openPostgres, openSqlite, type Sql } from './sql.ts'

/** A copy of the case that may be spoilt. */
export interface Target {
  readonly place: Place
  /** The case folder; null on a server. */
  readonly folder: string | null
  readonly sql: Sql
  /** Closes what is open for editing; the copy stays. */
  done(): Promise<void>
  remove(): Promise<void>
}

/** A real case, its key, and an earlier signed head of it. */
export interface Stage {
  readonly dialect: Sql['dialect']
  readonly publicKey: NonNullable<ReturnType<typeof loadKey>>['publicKey']
  readonly earlierHead: string
  copy(): Promise<Target>
  close(): Promise<void>
}

const page = (title: string, extra: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="canonical" href="https://paper.example/${title.length}"></head>
<body><article><h1>${title}</h1><p>The harbour authority said on Monday that two ships had left Port Alder without papers. "We
have asked the owners for an answer," said Maria Lind, a spokeswoman for the authority.</p><p>According to the ministry,
the ships carried grain. A union official denied this and spoke of machine parts. ${extra}</p></article></body></html>`

const letter = (n: number): string =>
  `Notes of day ${n}\n\nThe mayor told reporters that the bridge would open in May. Engineers said the work might last until June.\n`

/** Makes a small case of every kind of row: pages, versions, an archive, a picture, a failure, a decision. */
async function fill(place: Place | string, env: NodeJS.ProcessEnv, files: string): Promise<string> {
  const c = await createCase(place, { title: 'Ships', actor: 'Ana', env })
  const workforce = new Workforce({ workers: 1 })
  try {
    writeFileSync(join(files, 'page.html'), page('Ships left without papers', 'Nobody was hurt.'))
    writeFileSync(join(files, 'day.txt'), letter(1))
    writeFileSync(join(files, 'parcel.zip'), buildZip([{ name: 'in/a.txt', bytes: letter(2) }]))
    writeFileSync(join(files, 'photo.png'), buildPng(64, 48))
    writeFileSync(join(files, 'empty.txt'), '')
    await add(c, files, workforce)
    const [head] = (await c.db.selectFrom('meta').select('value').where('key', '=', 'head').execute()).map(
      (r) => r.value,
    )
    writeFileSync(join(files, 'page.html'), page('Ships left without papers', 'Two more ships followed on Tuesday.'))
    await add(c, files, workforce)
    // Other bytes with the same content: seen again, no document of its own.
    writeFileSync(
      join(files, 'page.html'),
      `${page('Ships left without papers', 'Two more ships followed on Tuesday.')}\n`,
    )
    await add(c, files, workforce)
    await decide(c)
    return head!
  } finally {
    await workforce.stop()
    await c.close()
  }
}

async function add(c: Case, files: string, workforce: Workforce): Promise<void> {
  for await (const event of addInputs(c, [files], { workforce })) void event
}

async function decide(c: Case): Promise<void> {
  const { artifact, part } = await c.db.selectFrom('documents').select(['artifact', 'part']).executeTakeFirstOrThrow()
  const selector = JSON.stringify({ exact: 'two ships', prefix: '', suffix: '', start: 40, end: 49 })
  for (const value of ['yes', 'no'])
    await transact(c, async (t) => {
      await addDecision(t, { artifact, part, selector, verdict: 'claim', value, reason: 'read again', undoes: null })
    })
}

const keyEnv = (folder: string): NodeJS.ProcessEnv => ({ ...process.env, WHEREFROM_KEY: join(folder, 'key.pem') })

async function prepare(make: (folder: string, env: NodeJS.ProcessEnv, files: string) => Promise<string>) {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-tamper-'))
  const files = join(folder, 'files')
  mkdirSync(files)
  const env = keyEnv(folder)
  const earlierHead = await make(folder, env, files)
  return { folder, earlierHead, publicKey: loadKey(env)!.publicKey }
}

export async function sqliteStage(): Promise<Stage> {
  const { folder, ...made } = await prepare((dir, env, files) => fill(join(dir, 'case'), env, files))
  let copies = 0
  return {
    dialect: 'sqlite',
    ...made,
    copy: async () => {
      const to = join(folder, `copy${copies++}`)
      cpSync(join(folder, 'case'), to, { recursive: true })
      const sql = openSqlite(join(to, 'case.db'))
      return {
        place: parsePlace(to),
        folder: to,
        sql,
        done: async () => await sql.close(),
        remove: async () => rmSync(to, { recursive: true, force: true }),
      }
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function postgresStage(): Promise<Stage> {
  const server = await startServer()
  const { folder, ...made } = await prepare(async (_, env, files) => {
    return await fill(await server.createDatabase('original'), env, files)
  })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  let copies = 0
  return {
    dialect: 'postgres',
    ...made,
    copy: async () => await copyDatabase(server, admin, `copy${copies++}`),
    close: async () => {
      await admin.end()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function copyDatabase(server: TestServer, admin: pg.Client, name: string): Promise<Target> {
  await admin.query(`create database "${name}" template original strategy file_copy`)
  const sql = await openPostgres(server.url(name))
  return {
    place: parsePlace(server.url(name)),
    folder: null,
    sql,
    done: async () => await sql.close(),
    remove: async () => void (await admin.query(`drop database "${name}" with (force)`)),
  }
}
