import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Case,
  createCase,
  loadKey,
  openCase,
  TimestampError,
  timestampCase,
  verifyCase,
} from '@wherefrom/casebook'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeAuthority, type TestAuthority } from '../packages/evidence/src/custody/timestamp/testing.ts'

const present = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

it.skipIf(present)('openssl is missing: timestamps of a case were not tested', (test) => test.skip('install openssl'))

describe.skipIf(!present)('a case whose log an outside authority stamps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-stamp-'))
  const env = { ...process.env, WHEREFROM_KEY: join(folder, 'key.pem') }
  let authority: TestAuthority
  let server: Server
  let answer: (request: Buffer) => Uint8Array
  let address = ''
  beforeAll(async () => {
    authority = makeAuthority(mkdtempSync(join(folder, 'tsa-')))
    server = createServer(async (request, response) => {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece as Buffer)
      response.setHeader('content-type', 'application/timestamp-reply')
      response.end(answer(Buffer.concat(pieces)))
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`
  })
  afterAll(() => {
    server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  let c: Case
  let made = 0
  beforeEach(async () => {
    answer = (request) => authority.answer(request)
    c = await createCase(join(folder, `case${made++}`), { env })
    return () => c.close()
  })
  const verify = (certificates: string | null) => verifyCase(c, { publicKey: loadKey(env)!.publicKey, certificates })

  it('keeps the reply, and shows by when its entries were there', async () => {
    const stamped = await timestampCase(c, address)
    expect(stamped.seq).toBe(1)
    await c.close()
    const report = await verify(authority.certificate)
    expect(report).toMatchObject({ state: 'verified', checked: 1 })
    expect(report.timestamps).toEqual([{ seq: 1, at: stamped.at, artifact: stamped.artifact, state: 'verified' }])
    expect((await verify(null)).timestamps).toMatchObject([{ state: 'unchecked' }])
  })

  it('can be stamped again and again; each stamp holds for the entries up to it', async () => {
    await timestampCase(c, address)
    expect((await timestampCase(c, address)).seq).toBe(2)
    await c.close()
    c = await openCase(c.place, { write: true, env })
    expect((await timestampCase(c, address)).seq).toBe(3)
    const { state, timestamps } = await verify(authority.certificate)
    expect([state, timestamps.map((t) => [t.seq, t.state])]).toEqual([
      'verified',
      [
        [1, 'verified'],
        [2, 'verified'],
        [3, 'verified'],
      ],
    ])
  })

  it('tells a reply of another authority, and one that was spoilt', async () => {
    const { artifact } = await timestampCase(c, address)
    await c.close()
    const stranger = makeAuthority(mkdtempSync(join(folder, 'tsa-')))
    const report = await verify(stranger.certificate)
    expect([report.state, report.problems.map((p) => p.code)]).toEqual(['changed', ['custody/timestamp']])
    const place = c.place.kind === 'sqlite' ? c.place.folder : ''
    const file = join(place, 'artifacts', artifact.slice(0, 2), artifact)
    chmodSync(file, 0o644)
    writeFileSync(file, 'no reply')
    expect((await verify(null)).problems.map((p) => p.code)).toEqual(['custody/artifact-changed', 'custody/timestamp'])
  })

  it.each([
    ['is not there', () => 'http://127.0.0.1:9/tsr', /no reply from .* \(/],
    ['is no address', () => 'somewhere', /must be an address/],
  ])('keeps nothing when the authority %s', async (_, url, message) => {
    await expect(timestampCase(c, url())).rejects.toThrow(message)
    await expect(timestampCase(c, url())).rejects.toThrow(TimestampError)
    expect(await verify(null)).toMatchObject({ state: 'verified', checked: 0, entries: 1 })
  })

  it('keeps nothing when the reply is none, too large, or for somebody else', async () => {
    const another = await createCase(join(folder, `another${made}`), { env })
    let kept: Uint8Array = new Uint8Array()
    answer = (request) => {
      kept = authority.answer(request)
      return kept
    }
    await timestampCase(another, address)
    await another.close()
    const replies: (() => Uint8Array)[] = [() => kept, () => Buffer.from('<html>'), () => Buffer.alloc(2 << 20)]
    for (const reply of replies) {
      answer = reply
      await expect(timestampCase(c, address)).rejects.toThrow(TimestampError)
    }
    expect((await verify(null)).entries).toBe(1)
  })
})
