import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../canonical.ts'
import { derInside, derValues, TAG } from './der.ts'
import { opensslVerify } from './openssl.ts'
import { makeAuthority, type TestAuthority } from './testing.ts'
import { timestampRequest, timestampToken } from './token.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-ts-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const HASH = sha256('the last line of a log')
const present = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!present)('timestamps of an authority (needs the program openssl)', () => {
  let authority: TestAuthority
  let reply: Uint8Array
  const nonce = Buffer.from('00c1a2b3c4d5e6f7', 'hex')
  beforeAll(() => {
    authority = makeAuthority(dir)
    reply = authority.answer(timestampRequest(HASH, nonce))
  })

  it('a request says what openssl reads in it', () => {
    const file = join(dir, 'request.tsq')
    writeFileSync(file, timestampRequest(HASH, nonce))
    const text = execFileSync('openssl', ['ts', '-query', '-in', file, '-text'], { encoding: 'utf8', stdio: 'pipe' })
    expect(text).toContain('Hash Algorithm: sha256')
    expect(text).toContain('Nonce: 0xC1A2B3C4D5E6F7')
    expect(text).toContain('Certificate required: yes')
    expect(text).toContain(
      Buffer.from(HASH, 'hex')
        .subarray(0, 4)
        .toString('hex')
        .replace(/..(?=.)/g, '$& '),
    )
  })

  it('a reply gives time, hash and nonce', () => {
    const token = timestampToken(reply)!
    expect(token.imprint).toBe(HASH)
    expect(token.nonce).toBe('00c1a2b3c4d5e6f7')
    expect(Math.abs(Date.parse(token.at) - Date.now())).toBeLessThan(60_000)
  })

  it('a reply is good for its hash and its authority, and for no other', async () => {
    expect(await opensslVerify(reply, HASH, authority.certificate)).toEqual({ state: 'good' })
    const stranger = makeAuthority(mkdtempSync(join(dir, 'other-')))
    expect(await opensslVerify(reply, HASH, stranger.certificate)).toMatchObject({ state: 'bad' })
    const wrong = await opensslVerify(reply, sha256('another line'), authority.certificate)
    expect(wrong).toMatchObject({ state: 'bad', reason: expect.stringMatching(/imprint/) })
  })

  it('a reply that was tampered with never counts for the hash', async () => {
    const at = Buffer.from(reply).indexOf(Buffer.from(HASH, 'hex'))
    const forged = Buffer.from(reply)
    Buffer.from(sha256('forged'), 'hex').copy(forged, at)
    expect(timestampToken(forged)?.imprint).toBe(sha256('forged'))
    expect(await opensslVerify(forged, sha256('forged'), authority.certificate)).toMatchObject({ state: 'bad' })
  })

  it('a refusal is no timestamp', () => {
    const file = join(dir, 'bad.tsq')
    writeFileSync(file, 'not a request')
    expect(timestampToken(authority.answer(readFileSync(file)))).toBeNull()
  })

  it('any damage to a reply gives null or some token, and never an exception', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean(), (where, byte, cut) => {
        const damaged = Buffer.from(reply)
        const at = where % damaged.length
        damaged[at] = byte
        timestampToken(cut ? damaged.subarray(0, at) : damaged)
      }),
      { numRuns: 2000 },
    )
  })
})

it.skipIf(present)('openssl is missing: timestamps were not tested', (test) => test.skip('install openssl'))

describe('DER', () => {
  it('is written as X.690 says, whatever the sizes', () => {
    const algorithm = '300d06096086480165030402010500'
    expect(Buffer.from(timestampRequest('00'.repeat(32), Buffer.of(0x80))).toString('hex')).toBe(
      `303d0201013031${algorithm}0420${'00'.repeat(32)}020200800101ff`,
    )
  })

  it('reads no more than is there', () => {
    for (const hex of ['30', '3001', '3080', '308500', '1f00', '30820100', '3002ffff02'])
      expect(derInside(Buffer.from(hex, 'hex'), TAG.sequence)).toBeNull()
    expect(derValues(Buffer.from('0500'.repeat(65), 'hex'))).toBeNull()
    expect(derValues(Buffer.alloc(0))).toEqual([])
  })

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void timestampToken(bytes)))
    for (let i = 0; i < 200; i++) expect(timestampToken(randomBytes(i))).toBeNull()
  })
})
