import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { DirectoryStore } from './directory.ts'
import { StoreError } from './error.ts'

const base = mkdtempSync(join(tmpdir(), 'wherefrom-store-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let made = 0
function emptyStore(): DirectoryStore {
  const dir = join(base, `s${made++}`)
  mkdirSync(dir)
  return new DirectoryStore(dir)
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text)
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}
const read = async (store: DirectoryStore, sha256: string, start?: number, end?: number): Promise<string> =>
  Buffer.concat(await all(store.get(sha256, start, end))).toString()

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error)
  }
}

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

describe('what is put into the store', () => {
  it('comes back byte for byte, under its SHA-256, with its SHA-1', async () => {
    const store = emptyStore()
    const ref = await store.put(bytes('abc'))
    expect(ref).toEqual({ sha256: ABC, sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d', bytes: 3 })
    expect(await read(store, ABC)).toBe('abc')
    expect(await store.head(ABC)).toEqual({ bytes: 3 })
    expect(readdirSync(store.dir)).toEqual(['ba'])
    expect(readdirSync(join(store.dir, 'ba'))).toEqual([ABC])
    expect(statSync(join(store.dir, 'ba', ABC)).mode & 0o222).toBe(0)
  })

  it('is the same artifact in one piece, in many, and the second time', async () => {
    const store = emptyStore()
    const refs = [await store.put(pieces('a', '', 'bc')), await store.put(bytes('abc')), await store.put(pieces('abc'))]
    expect(new Set(refs.map((r) => r.sha256))).toEqual(new Set([ABC]))
    expect(await all(store.list())).toEqual([ABC])
    expect(await all(store.strays())).toEqual([])
  })

  it('may be empty, and is listed in the order of its hashes', async () => {
    const store = emptyStore()
    for (const text of ['', 'x', 'y', 'z', 'abc']) await store.put(bytes(text))
    const listed = await all(store.list())
    expect(listed).toHaveLength(5)
    expect(listed).toEqual([...listed].sort())
  })

  it('can be read in part', async () => {
    const store = emptyStore()
    const { sha256 } = await store.put(bytes('0123456789'))
    expect(await read(store, sha256, 3, 6)).toBe('345')
    expect(await read(store, sha256, 8)).toBe('89')
    expect(await read(store, sha256, 10, 20)).toBe('')
  })

  it('holds for any bytes, however they come in pieces', async () => {
    const store = emptyStore()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), async (parts) => {
        async function* stream() {
          yield* parts
        }
        const whole = Buffer.concat(parts)
        const ref = await store.put(stream())
        expect(ref.sha256).toBe(createHash('sha256').update(whole).digest('hex'))
        expect(Buffer.concat(await all(store.get(ref.sha256))).equals(whole)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('survives ten writers of the same bytes at once', async () => {
    const store = emptyStore()
    await Promise.all(Array.from({ length: 10 }, () => store.put(pieces('a', 'bc'))))
    expect(await all(store.list())).toEqual([ABC])
    expect(await all(store.strays())).toEqual([])
    expect(await read(store, ABC)).toBe('abc')
  })
})

describe('what the store refuses', () => {
  it('an artifact that it does not have, and names that are none', async () => {
    const store = emptyStore()
    for (const name of ['0'.repeat(64), 'ba/../../../etc/passwd', ABC.toUpperCase(), '']) {
      expect(await codeOf(read(store, name))).toBe('store/missing')
      expect(await store.head(name)).toBeNull()
    }
  })

  it('to take up bytes whose source fails: nothing of them stays', async () => {
    const store = emptyStore()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes('half')
      throw new Error('the line was cut')
    }
    expect(await codeOf(store.put(broken()))).toBe('Error: the line was cut')
    expect(readdirSync(store.dir)).toEqual([])
  })

  it('to mend an artifact that was damaged: that is evidence, too', async () => {
    const store = emptyStore()
    await store.put(bytes('abc'))
    const path = join(store.dir, 'ba', ABC)
    chmodSync(path, 0o644)
    writeFileSync(path, 'ab')
    expect(await codeOf(store.put(bytes('abc')))).toBe('store/damaged')
    expect(await codeOf(store.put(pieces('abc')))).toBe('store/damaged')
    expect(await read(store, ABC)).toBe('ab')
  })

  it('to follow a link that lies in an artifact’s place', async () => {
    const store = emptyStore()
    writeFileSync(join(base, 'abc.txt'), 'abc')
    mkdirSync(join(store.dir, 'ba'))
    symlinkSync(join(base, 'abc.txt'), join(store.dir, 'ba', ABC))
    expect(await codeOf(read(store, ABC))).toBe('store/failed')
    expect(await store.head(ABC)).toBeNull()
    expect(await codeOf(store.put(bytes('abc')))).toBe('store/damaged')
    expect(await all(store.strays())).toEqual([{ path: `ba/${ABC}`, temporary: false }])
  })

  it('to work in a folder that vanished', async () => {
    const store = emptyStore()
    rmSync(store.dir, { recursive: true })
    expect(await codeOf(store.put(bytes('abc')))).toBe('store/gone')
    expect(await codeOf(all(store.list()))).toBe('store/gone')
  })
})

/** Runs a module of its own that has the store of `dir` in `store`; what it prints, or null where it cannot be run so. */
function elsewhere(dir: string, body: string, options: { as?: number; mount?: string } = {}): string | null {
  const module = pathToFileURL(join(import.meta.dirname, 'directory.ts')).href
  const program = `import { DirectoryStore } from ${JSON.stringify(module)}
    const store = new DirectoryStore(${JSON.stringify(dir)}); const say = (t) => process.stdout.write(String(t))
    ${body}`
  const node = [process.execPath, '--input-type=module', '-e', program]
  const args = options.mount
    ? ['unshare', '-rm', 'sh', '-c', `${options.mount} && exec "$@"`, 'sh', ...node]
    : ['env', ...node]
  const ids = options.as === undefined ? {} : { uid: options.as, gid: options.as }
  const run = spawnSync(args[0]!, args.slice(1), { encoding: 'utf8', ...ids })
  return run.status === 0 ? run.stdout : null
}

const PUT = `await store.put(new Uint8Array(1 << 20)).then(() => say('done'), (e) => say(e.code))`

describe('disks that do not play along', () => {
  it('a full one gives store/full and keeps nothing of the artifact', (test) => {
    const { dir } = emptyStore()
    const mount = `mount -t tmpfs -o size=128k none ${dir}`
    const body = `${PUT}; const { readdirSync } = await import('node:fs'); say(readdirSync(store.dir).length)`
    const said = elsewhere(dir, body, { mount })
    if (said === null) return test.skip('no small file system can be mounted here')
    expect(said).toBe('store/full0')
  })

  it('a read-only one gives store/refused', (test) => {
    const { dir } = emptyStore()
    const said = elsewhere(dir, PUT, { mount: `mount -t tmpfs -o ro none ${dir}` })
    if (said === null) return test.skip('no read-only file system can be mounted here')
    expect(said).toBe('store/refused')
  })

  it('so does a folder of somebody else', (test) => {
    const { dir } = emptyStore()
    chmodSync(base, 0o755)
    chmodSync(dir, 0o500)
    const root = process.getuid?.() === 0
    const said = elsewhere(dir, PUT, root ? { as: 65534 } : {})
    if (said === null) return test.skip('no other user can be used here')
    expect(said).toBe('store/refused')
  })
})

describe('a put that was killed', () => {
  it('leaves no artifact, and a later process takes its rest away but no other file', async () => {
    const store = emptyStore()
    const body = `async function* slow() { yield new Uint8Array(99); say('half'); await new Promise(() => setInterval(() => {}, 1e6)) }
      await store.put(slow())`
    const module = pathToFileURL(join(import.meta.dirname, 'directory.ts')).href
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { DirectoryStore } from ${JSON.stringify(module)}
       const store = new DirectoryStore(${JSON.stringify(store.dir)}); const say = (t) => process.stdout.write(t); ${body}`,
    ])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    writeFileSync(join(store.dir, 'readme.txt'), 'mine')
    expect(await all(store.list())).toEqual([])
    expect((await all(store.strays())).map((s) => s.temporary)).toEqual([true, false])
    // This process is older than the rest, which could be that of a put of its own.
    expect(await store.sweep()).toBe(0)
    expect(elsewhere(store.dir, 'say(await store.sweep())')).toBe('1')
    expect(readdirSync(store.dir)).toEqual(['readme.txt'])
  })
})

it('large artifacts go through in pieces', async () => {
  const store = emptyStore()
  const piece = randomBytes(1 << 20)
  async function* large() {
    for (let i = 0; i < 40; i++) yield piece
  }
  const ref = await store.put(large())
  expect(ref.bytes).toBe(40 << 20)
  let total = 0
  for await (const part of store.get(ref.sha256)) {
    expect(part.length).toBeLessThanOrEqual(1 << 18)
    total += part.length
  }
  expect(total).toBe(40 << 20)
})
