import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { headJson, parseHead } from '@wherefrom/evidence'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import type { Case } from './case.ts'
import { asCaseError, CaseError } from './error.ts'
import { captureKey } from './keys.ts'
import { HEAD_FILE, LOG_FILE } from './mirror.ts'
import { createCase, openCase } from './open.ts'
import { findPlace, parsePlace } from './place.ts'
import { showDocument } from './read/show.ts'
import { caseStatus } from './read/status.ts'
import { checkServer } from './server.ts'
import { DIALECTS, events, prepared, put, TestPlaces, troubles, upload } from './testing/cases.ts'
import { testServer } from './testing/postgres.ts'
import { transact } from './transact.ts'
import { putDocument } from './write/document.ts'
import { putReceipt } from './write/receipt.ts'

const places = new TestPlaces()
const { env } = places
afterAll(() => places.remove())

async function add(c: Case, text: string): Promise<void> {
  const ref = await put(c, text)
  await transact(c, async (t) => {
    const { capture } = await putReceipt(t, { ref, record: upload(`${text}.txt`) })
    await putDocument(t, { artifact: ref.sha256, capture, page: text, prepared: prepared(text) })
  })
}

/** A closed case of one document in a folder. */
async function smallCase(): Promise<string> {
  const c = await places.create('sqlite')
  await add(c, 'One.')
  await c.close()
  return (c.place as { folder: string }).folder
}

/** The error of a place that cannot be opened: of this kind, one line, without a password. */
async function refused(work: Promise<unknown>, code: CaseError['code']): Promise<string> {
  const error = await work.then(
    async (opened) => {
      await (opened as Case).close()
      return null
    },
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(CaseError)
  const { code: found, message } = error as CaseError
  expect([found, message]).toEqual([code, message])
  expect(message).not.toMatch(/[\n\r]|secret/)
  return message
}

describe('a place that is no case', () => {
  it('is named, with what to do about it', async () => {
    const nothing = join(places.folder, 'nothing')
    expect(await refused(openCase(nothing), 'missing')).toContain('wherefrom init')
    const file = join(places.folder, 'file.txt')
    writeFileSync(file, 'text')
    await refused(openCase(file), 'not-case')
    await refused(createCase(file, { env }), 'not-case')
    mkdirSync(join(places.folder, 'empty'))
    await refused(openCase(join(places.folder, 'empty')), 'missing')
  })

  it('holds a file that is no database, of another program, or damaged', async () => {
    const folder = join(places.folder, 'strange')
    mkdirSync(folder)
    const path = join(folder, 'case.db')
    writeFileSync(path, 'This is no database. '.repeat(500))
    await refused(openCase(folder), 'not-case')
    await refused(openCase(folder, { write: true, env }), 'not-case')
    rmSync(path)
    const other = new DatabaseSync(path)
    other.exec('create table meta (key text, value text)')
    other.close()
    await refused(openCase(folder), 'not-case')
    const damaged = await smallCase()
    const bytes = readFileSync(join(damaged, 'case.db'))
    bytes.fill(0xa5, 4096, 40_000)
    writeFileSync(join(damaged, 'case.db'), bytes)
    await refused(openCase(damaged), 'corrupt')
    writeFileSync(join(damaged, 'case.db'), bytes.subarray(0, 5000))
    await refused(openCase(damaged), 'corrupt')
  })

  it('was made by a newer wherefrom, or has no signed head that can be read', async () => {
    const folder = await smallCase()
    const edit = (sql: string): void => {
      const database = new DatabaseSync(join(folder, 'case.db'))
      database.exec(sql)
      database.close()
    }
    edit("update meta set value = '99' where key = 'schema'")
    expect(await refused(openCase(folder), 'newer')).toContain('newer wherefrom (schema 99)')
    await refused(openCase(folder, { write: true, env }), 'newer')
    edit("update meta set value = '2' where key = 'schema'; update meta set value = 'x' where key = 'head'")
    await refused(openCase(folder, { write: true, env }), 'corrupt')
  })

  it('is found from a folder inside it, by name, or by the environment', async () => {
    const folder = await smallCase()
    mkdirSync(join(folder, 'notes/2024'), { recursive: true })
    expect(findPlace(undefined, {}, join(folder, 'notes/2024'))).toMatchObject({ folder })
    expect(findPlace(undefined, { WHEREFROM_CASE: 'elsewhere' }, folder)).toMatchObject({ label: 'elsewhere' })
    expect(findPlace('here', { WHEREFROM_CASE: 'elsewhere' }, folder)).toMatchObject({ label: 'here' })
    expect(() => findPlace(undefined, {}, places.folder)).toThrow(/no folder above this one is a case/)
    for (const bad of ['', 'mysql://a/b', 'postgres://host', 'postgres://[', 'http://x.example/case'])
      expect(() => parsePlace(bad), bad).toThrow(CaseError)
    expect(parsePlace('postgres://u:secret@h/d?password=secret').label).toBe('postgres://u@h/d')
    expect(() => parsePlace('mysql://u:secret@h/d')).toThrow(/^(?!.*secret)/)
  })
})

describe('making a case', () => {
  it('goes on where it was cut short, and takes no folder that holds something of the kind', async () => {
    const folder = join(places.folder, 'cut-short')
    mkdirSync(join(folder, 'artifacts'), { recursive: true })
    const half = new DatabaseSync(join(folder, 'case.db'))
    half.exec('pragma application_id = 1; pragma journal_mode = wal')
    half.close()
    writeFileSync(join(folder, LOG_FILE), '')
    await refused(openCase(folder), 'not-case')
    const c = await createCase(folder, { env })
    await add(c, 'One.')
    expect(await troubles(c)).toEqual([])
    await c.close()
    const other = join(places.folder, 'with-artifacts')
    mkdirSync(join(other, 'artifacts', 'ab'), { recursive: true })
    await refused(createCase(other, { env }), 'occupied')
    const text = join(places.folder, 'with-text')
    mkdirSync(text)
    writeFileSync(join(text, 'case.db'), 'no database '.repeat(100))
    await refused(createCase(text, { env }), 'not-case')
    expect(readFileSync(join(text, 'case.db'), 'utf8')).toContain('no database')
  })
})

describe('a key', () => {
  it('of another machine does not write, and reading needs none', async () => {
    const folder = await smallCase()
    const other = { ...env, WHEREFROM_KEY: join(places.folder, 'other.pem') }
    expect(await refused(openCase(folder, { write: true, env: other }), 'key')).toContain('there is none')
    await (await createCase(join(places.folder, 'others'), { env: other })).close()
    expect(await refused(openCase(folder, { write: true, env: other }), 'key')).toContain('other.pem')
    writeFileSync(other.WHEREFROM_KEY, 'no key')
    await refused(openCase(folder, { write: true, env: other }), 'key')
    const reader = await openCase(folder, { env: other })
    expect(await troubles(reader)).toEqual([])
    await reader.close()
  })
})

describe('two programs', () => {
  /** Another process that opens the folder for writing and says so. */
  async function writerProcess(folder: string): Promise<ChildProcess> {
    const open = fileURLToPath(new URL('./open.ts', import.meta.url))
    const code = `const { openCase } = await import(${JSON.stringify(open)}); globalThis.c = await openCase(${JSON.stringify(folder)}, { write: true }); console.log('open'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((ready, failed) => {
      child.stdout!.once('data', () => ready())
      child.once('exit', () => failed(new Error('the other process ended')))
    })
    return child
  }

  it('cannot write one folder at a time; a reader never waits; a killed writer leaves no lock', async () => {
    const folder = await smallCase()
    const child = await writerProcess(folder)
    await refused(openCase(folder, { write: true, env }), 'locked')
    const began = performance.now()
    const reader = await openCase(folder)
    expect(await caseStatus(reader, () => true)).toMatchObject({ documents: 1 })
    expect(performance.now() - began).toBeLessThan(4000)
    await reader.close()
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await ended
    const writer = await openCase(folder, { write: true, env })
    await add(writer, 'Two.')
    expect(await troubles(writer)).toEqual([])
    await writer.close()
  })

  it('in one process are kept apart as well', async () => {
    const folder = await smallCase()
    const first = await openCase(folder, { write: true, env })
    await refused(openCase(folder, { write: true, env }), 'locked')
    await refused(createCase(folder, { env }), 'locked')
    await first.close()
    await refused(createCase(folder, { env }), 'exists')
  })

  it('write a PostgreSQL case together, and the log has no gap', async () => {
    const a = await places.create('postgres')
    const b = await places.open(a, { write: true })
    await Promise.all(
      [a, b].map(async (c, w) => {
        for (let i = 0; i < 15; i++) await add(c, `writer ${w} text ${i}`)
      }),
    )
    await add(b, 'writer 0 text 3')
    expect(await caseStatus(a, () => true)).toMatchObject({ documents: 30, entries: 61 })
    expect(await troubles(b)).toEqual([])
    await Promise.all([a.close(), b.close()])
  })
})

describe('the log as a file', () => {
  it('is brought up to date after a kill, wherever it was cut', async () => {
    const folder = await smallCase()
    const path = join(folder, LOG_FILE)
    const whole = readFileSync(path)
    const head = readFileSync(join(folder, HEAD_FILE), 'utf8')
    expect(JSON.parse(head).seq).toBe(3)
    // An older head, as a program that is killed leaves it.
    const first = await openCase(folder)
    const older = parseHead(head.trimEnd())!
    writeFileSync(join(folder, HEAD_FILE), `${headJson({ ...older, seq: 1 })}\n`)
    await first.close()
    for (const size of [whole.length, whole.length - 1, whole.length - 30, whole.indexOf('\n') + 1, 20, 0]) {
      writeFileSync(path, whole.subarray(0, size))
      const c = await openCase(folder, { write: true, env })
      await c.close()
      expect(readFileSync(path).equals(whole), `cut to ${size}`).toBe(true)
      expect(readFileSync(join(folder, HEAD_FILE), 'utf8')).toBe(head)
    }
    rmSync(path)
    rmSync(join(folder, 'custody.head.json'))
    const c = await openCase(folder, { write: true, env })
    await add(c, 'Two.')
    await c.close()
    expect(readFileSync(path, 'utf8').startsWith(whole.toString())).toBe(true)
    expect(existsSync(join(folder, 'custody.head.json'))).toBe(true)
  })
})

/** A folder on a medium that cannot be written, even by root, with what `fill` puts into it; null where none can be had. */
async function readOnly(name: string, fill: (folder: string) => Promise<void>): Promise<string | null> {
  const folder = join(places.folder, name)
  mkdirSync(folder)
  const root = process.getuid?.() === 0
  const mount = (...args: string[]): boolean => spawnSync('mount', [...args, folder]).status === 0
  if (root && !mount('-t', 'tmpfs', 'tmpfs')) return null
  if (root) mounts.push(folder)
  await fill(folder)
  if (root) mount('-o', 'remount,ro')
  else spawnSync('chmod', ['-R', 'a-w', folder])
  return folder
}

/** Without root, the medium is a folder without the right to write. */
const READ_ONLY = process.getuid?.() === 0 ? 'read-only' : 'permission'

const mounts: string[] = []
afterAll(() => {
  for (const folder of mounts) spawnSync('umount', ['-l', folder])
  spawnSync('chmod', ['-R', 'u+w', places.folder])
})

describe('a read-only medium', () => {
  it('lets a closed case be read, and says in one line that it cannot be written', async (context) => {
    const source = await smallCase()
    const copy = await readOnly('closed', async (folder) => cpSync(source, folder, { recursive: true }))
    if (copy === null) return context.skip('root can have no read-only medium without mount')
    const c = await openCase(copy)
    expect(await caseStatus(c, () => true)).toMatchObject({ documents: 1, artifacts: 1 })
    expect((await showDocument(c, 1))?.row.title).toBe('One.')
    expect(await troubles(c)).toEqual([])
    await c.close()
    await refused(openCase(copy, { write: true, env }), READ_ONLY)
  })

  it('lets a case be read that was copied while it was written, with its last transactions', async (context) => {
    const source = await smallCase()
    const writer = await openCase(source, { write: true, env })
    await add(writer, 'Two.')
    const copy = await readOnly('open', async (folder) => {
      cpSync(source, folder, { recursive: true })
      rmSync(join(folder, 'case.db-shm'), { force: true })
    })
    await writer.close()
    if (copy === null) return context.skip('root can have no read-only medium without mount')
    const c = await openCase(copy)
    expect(await caseStatus(c, () => true)).toMatchObject({ documents: 2 })
    expect(await troubles(c)).toEqual([])
    await c.close()
  })

  it('makes no case, and says so', async (context) => {
    const folder = await readOnly('empty-medium', async () => {})
    if (folder === null) return context.skip('root can have no read-only medium without mount')
    await refused(createCase(join(folder, 'case'), { env }), READ_ONLY)
  })
})

describe('a case that was moved', () => {
  it('is the same at its new path', async () => {
    const folder = await smallCase()
    const moved = join(places.folder, 'moved here')
    renameSync(folder, moved)
    const c = await openCase(moved, { write: true, env })
    await add(c, 'Two.')
    expect(await troubles(c)).toEqual([])
    expect((await showDocument(c, 99)) === null).toBe(true)
    await c.close()
  })
})

describe('a full disk', () => {
  const mount = join(places.folder, 'small')
  const mounted = (): boolean => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]).status === 0

  it('is told in one line, and what was finished before is whole', async () => {
    mkdirSync(mount)
    if (process.getuid?.() !== 0 || !mounted()) {
      // Without the right to mount a small disk, the errors that the system and SQLite give stand in for it.
      for (const error of [
        Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }),
        Object.assign(new Error('full'), { errcode: 13 }),
      ])
        expect(asCaseError(error, 'x')?.code).toBe('full')
      return
    }
    try {
      const c = await createCase(join(mount, 'case'), { env })
      let n = 0
      const fill = async (): Promise<never> => {
        for (;;) await add(c, `${n++} ${captureKey(upload(String(n)), '').repeat(300)}`)
      }
      const error = await fill().catch((e: unknown) => e)
      expect(asCaseError(error, 'x')?.code).toBe('full')
      await c.close()
      const reader = await openCase(join(mount, 'case'))
      expect((await caseStatus(reader, () => true)).versions).toBeGreaterThanOrEqual(1)
      expect(await troubles(reader)).toEqual([])
      await reader.close()
    } finally {
      spawnSync('umount', ['-l', mount])
    }
  })
})

describe('a PostgreSQL server', () => {
  it('that cannot be used is named with the reason', async () => {
    const server = await testServer()
    const { host, port, user } = server
    await refused(openCase(`postgres://${user}:secret@${host}:${port}/postgres`), 'password')
    await refused(openCase(`postgres://nobody:secret@${host}:${port}/postgres`), 'password')
    await refused(openCase(server.url('no_such_database')), 'no-database')
    await refused(openCase('postgres://u:secret@127.0.0.1:1/case'), 'unreachable')
    await refused(openCase('postgres://u:secret@no-such-host.invalid/case'), 'unreachable')
    const empty = await server.createDatabase()
    await refused(openCase(empty), 'not-case')
    const client = new pg.Client({ connectionString: empty })
    await client.connect()
    await client.query('create table mine (a int)')
    await client.end()
    await refused(createCase(empty, { env }), 'occupied')
    await refused(openCase(empty), 'not-case')
  })

  it('that holds a case already, or a newer one, is refused', async () => {
    const c = await places.create('postgres')
    await refused(createCase(c.place, { env }), 'exists')
    await c.db.updateTable('meta').set({ value: '99' }).where('key', '=', 'schema').execute()
    await refused(openCase(c.place), 'newer')
    await c.close()
  })

  it('where the user may not write gives one line', async () => {
    const server = await testServer()
    const c = await places.create('postgres')
    await c.close()
    const url = (c.place as { url: string }).url
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(
      "create role reader login password 'secret'; grant select on all tables in schema public to reader",
    )
    await client.end()
    const reader = url.replace(/\/\/[^@]*@/, '//reader:secret@')
    const opened = await openCase(reader)
    expect(await caseStatus(opened, () => true)).toMatchObject({ documents: 0 })
    await opened.close()
    await refused(openCase(reader, { write: true, env }), 'permission')
    const fresh = await server.createDatabase()
    await refused(createCase(fresh.replace(/\/\/[^@]*@/, '//reader:secret@'), { env }), 'permission')
  })

  it('that is too old or of another encoding is refused', () => {
    const facts = { version: 150_004, encoding: 'UTF8', schema: 'public' }
    expect(() => checkServer(facts, 'x')).not.toThrow()
    expect(() => checkServer({ ...facts, version: 140_012 }, 'x')).toThrow(
      'the server is PostgreSQL 14; 15 or newer is needed',
    )
    expect(() => checkServer({ ...facts, encoding: 'SQL_ASCII' }, 'x')).toThrow('it must be UTF8')
    expect(() => checkServer({ ...facts, schema: null }, 'x')).toThrow(CaseError)
  })

  it('that goes away in the middle is told, and nothing half done stays', async () => {
    const c = await places.create('postgres')
    await add(c, 'One.')
    const client = new pg.Client({ connectionString: (c.place as { url: string }).url })
    await client.connect()
    const broken = transact(c, async (t) => {
      t.record({ event: 'noted' })
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      )
      t.wrote('meta', { key: 'x', value: 'y' })
    })
    await refused(broken, 'unreachable')
    await add(c, 'Two.')
    expect(await events(c)).toHaveLength(5)
    expect(await troubles(c)).toEqual([])
    await client.end()
    await c.close()
  })
})

it('both databases are named in the suite', () => {
  expect(DIALECTS).toEqual(['sqlite', 'postgres'])
})
