import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CustodyHead } from '@wherefrom/schema'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { canonicalRow, rowDigest, sha256 } from './canonical.ts'
import { verifyChain } from './chain.ts'
import { headJson, headSignatureFits, parseHead, signHead } from './head.ts'
import { KeyError, keyPath, loadKey, loadOrCreateKey, publicKeyFrom, readPublicKey } from './keys.ts'
import { type ChainEnd, type EntryFields, nextLine, parseLine } from './line.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-custody-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const key = loadOrCreateKey({ WHEREFROM_KEY: join(dir, 'key.pem') })
const other = loadOrCreateKey({ WHEREFROM_KEY: join(dir, 'other.pem') })
const AT = '2026-03-01T10:00:00.000Z'

const fields = (reason: string, event: EntryFields['event'] = 'collected'): EntryFields => ({
  event,
  artifact: sha256(reason),
  sha256: sha256(reason),
  actor: 'Ana',
  at: AT,
  reason,
  rows: [['artifacts', sha256(reason), sha256(`row of ${reason}`)]],
})

/** A log of `count` entries, and its signed head. */
function log(count: number): { lines: string[]; head: CustodyHead } {
  const lines: string[] = []
  let end: ChainEnd | null = null
  for (let i = 1; i <= count; i++) {
    const next = nextLine(end, fields(`entry ${i}`, i === 1 ? 'created' : 'collected'))
    lines.push(next.line)
    end = next.end
  }
  return { lines, head: signHead(end!, 'case-1', AT, key) }
}

async function told(lines: readonly string[], head: CustodyHead | null, publicKey = key.publicKey): Promise<string[]> {
  const { findings } = await verifyChain(lines, head, publicKey)
  return findings.problems.map((p) => `${p.code}${p.seq === null ? '' : ` ${p.seq}`}`)
}

/** The chain made whole again from an entry on, as somebody without the key could. */
function rechained(lines: readonly string[], from: number, change: (line: string) => string): string[] {
  const out = lines.slice(0, from)
  let hash = from === 0 ? '0'.repeat(64) : sha256(out.at(-1)!)
  for (const [i, line] of lines.slice(from).entries()) {
    const changed = i === 0 ? change(line) : line
    out.push(changed.replace(/"prev_hash":"[0-9a-f]{64}"/, `"prev_hash":"${hash}"`))
    hash = sha256(out.at(-1)!)
  }
  return out
}

const { lines: LINES, head: HEAD } = log(9)
const edit = (line: string): string => line.replace('Ana', 'Eve')
const without = (i: number): string[] => LINES.filter((_, at) => at !== i)

describe('a custody log', () => {
  it('verifies when nothing was touched, and its lines are plain JSON', async () => {
    expect(await told(LINES, HEAD)).toEqual([])
    expect(JSON.parse(LINES[3]!)).toMatchObject({
      seq: 4,
      event: 'collected',
      actor: 'Ana',
      prev_hash: sha256(LINES[2]!),
    })
    expect(JSON.parse(LINES[0]!).prev_hash).toBe('0'.repeat(64))
  })

  it('can be continued from its signed head alone', async () => {
    const next = nextLine(HEAD, fields('later'))
    expect(await told([...LINES, next.line], signHead(next.end, 'case-1', AT, key))).toEqual([])
  })

  it('hands every entry on, with the hash of its line', async () => {
    const seen: string[] = []
    await verifyChain(LINES, HEAD, key.publicKey, { onEntry: (entry, hash) => seen.push(`${entry.seq} ${hash}`) })
    expect(seen).toEqual(LINES.map((line, i) => `${i + 1} ${sha256(line)}`))
  })

  it.each([
    ['an edited entry', LINES.with(4, edit(LINES[4]!)), ['custody/chain 5']],
    ['an edited first entry', LINES.with(0, edit(LINES[0]!)), ['custody/chain 1']],
    ['an edited last entry', LINES.with(8, edit(LINES[8]!)), ['custody/rewritten 9']],
    ['a removed entry', without(4), ['custody/removed 5']],
    ['a removed first entry', without(0), ['custody/removed 1']],
    ['a doubled entry', LINES.toSpliced(5, 0, LINES[4]!), ['custody/order 5']],
    [
      'two swapped entries',
      LINES.with(4, LINES[5]!).with(5, LINES[4]!),
      ['custody/removed 5', 'custody/order 5', 'custody/removed 6'],
    ],
    ['a cut tail', LINES.slice(0, 7), ['custody/cut 8', 'custody/cut 9']],
    ['an appended entry', [...LINES, nextLine(HEAD, fields('more')).line], ['custody/appended 10']],
    ['a rewritten chain', rechained(LINES, 4, edit), ['custody/rewritten 9']],
    ['a line that is no JSON', LINES.with(4, '{'), ['custody/line 5', 'custody/chain 5']],
    ['an empty line', LINES.with(4, ''), ['custody/line 5', 'custody/chain 5']],
    ['a space in a line', LINES.with(4, LINES[4]!.replace(':', ': ')), ['custody/line 5', 'custody/chain 5']],
    ['no lines', [], LINES.map((_, i) => `custody/cut ${i + 1}`)],
  ])('tells %s by its number', async (_, lines, expected) => {
    expect(await told(lines, HEAD)).toEqual(expected)
  })

  it('tells an entry between two others that were closed up again', async () => {
    const forged = nextLine({ seq: 4, hash: sha256(LINES[3]!) }, fields('forged')).line
    expect(await told([...LINES.slice(0, 4), forged, ...LINES.slice(4)], HEAD)).toEqual(['custody/order 5'])
  })
})

describe('the signed head', () => {
  it('must be there, whole, and of the key that is given', async () => {
    expect(await told(LINES, null)).toEqual(['custody/head-missing'])
    expect(await told(LINES, HEAD, other.publicKey)).toEqual(['custody/key 9'])
    expect(await told(LINES, { ...HEAD, at: '2026-03-01T10:00:00.001Z' })).toEqual(['custody/signature 9'])
    expect(await told(LINES, { ...HEAD, signature: '' })).toEqual(['custody/signature 9'])
    expect(await told(LINES, { ...HEAD, signature: `${HEAD.signature} ` })).toEqual(['custody/signature 9'])
    expect(await told(LINES, { ...HEAD, key: other.id }, other.publicKey)).toEqual(['custody/signature 9'])
  })

  it('an older one of the same case shows that entries came after it', async () => {
    expect(await told(LINES, log(7).head)).toEqual(['custody/appended 8', 'custody/appended 9'])
  })

  it('without a key nothing is called verified', async () => {
    const { findings } = await verifyChain(LINES, HEAD, null)
    expect(findings.state).toBe('unverifiable')
    expect((await verifyChain(LINES, HEAD, key.publicKey)).findings.state).toBe('verified')
    expect((await verifyChain(LINES.slice(1), HEAD, null)).findings.state).toBe('changed')
  })

  it('is one line of JSON, read back as strictly as it is written', () => {
    expect(parseHead(headJson(HEAD))).toEqual(HEAD)
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...HEAD, more: 1 }),
      JSON.stringify({ ...HEAD, seq: 0 }),
      ` ${headJson(HEAD)}`,
    ])
      expect(parseHead(text)).toBeNull()
  })

  it('holds for no other head', () => {
    fc.assert(
      fc.property(fc.constantFrom('caseId', 'seq', 'hash', 'at'), fc.string({ minLength: 1 }), (field, value) => {
        const changed = { ...HEAD, [field]: field === 'seq' ? HEAD.seq + value.length : `${value}x` }
        expect(headSignatureFits(changed, key.publicKey)).toBe(false)
      }),
    )
  })
})

describe('whatever lines a log is made of', () => {
  it('checking it never throws, and never passes anything but the log itself', async () => {
    const line = fc.oneof(fc.constantFrom(...LINES), fc.string(), fc.json(), fc.constantFrom(...LINES).map(edit))
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const same = lines.length === LINES.length && lines.every((l, i) => l === LINES[i])
        expect((await told(lines, HEAD)).length > 0).toBe(!same)
      }),
    )
  })

  it('any single edit to any line is found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(8), fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), async (i, at, put) => {
        const old = LINES[i]!
        const cut = at % old.length
        const changed = old.slice(0, cut) + put + old.slice(cut + 1)
        fc.pre(changed !== old)
        const found = await told(LINES.with(i, changed), HEAD)
        expect(found.some((f) => [i, i + 1].some((seq) => f.endsWith(` ${seq}`)))).toBe(true)
      }),
    )
  })

  it('text of any kind survives in an entry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        const { line } = nextLine(null, fields(reason))
        expect(line).not.toContain('\n')
        expect(parseLine(line)?.reason).toBe(reason)
      }),
    )
  })
})

describe('the digest of a row', () => {
  it('is the SHA-256 of JSON that anyone can write', () => {
    expect(canonicalRow('artifacts', { sha256: 'ab', bytes: 12, media_type: null, sha1: 'é"' })).toBe(
      '{"bytes":12,"sha1":"é\\"","sha256":"ab"}',
    )
    expect(rowDigest('artifacts', { bytes: 12 })).toBe(sha256('{"bytes":12}'))
  })

  it('does not depend on the order of columns, on empty new ones, or on derived ones', () => {
    const row = { id: 1, page: 'x', latest: 1 }
    expect(rowDigest('documents', { page: 'x', latest: 0, id: 1, added: null })).toBe(rowDigest('documents', row))
    expect(rowDigest('captures', row)).not.toBe(rowDigest('captures', { ...row, latest: 0 }))
  })

  it.each([
    ['a number and its text', 1, '1'],
    ['a text and its bytes', 'ab', Buffer.from('ab')],
    ['bytes and their hash', Buffer.from('ab'), sha256('ab')],
    ['bytes and the JSON of them', Buffer.from('ab'), `{"sha256":"${sha256('ab')}"}`],
    ['an infinite number and none', Number.POSITIVE_INFINITY, null],
    ['infinite numbers', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ['an empty text and none', '', null],
  ])('tells apart %s', (_, a, b) => {
    expect(rowDigest('t', { a })).not.toBe(rowDigest('t', { a: b }))
  })

  it('takes numbers as databases give them', () => {
    expect(rowDigest('t', { a: 12n })).toBe(rowDigest('t', { a: 12 }))
    expect(rowDigest('t', { a: -0 })).toBe(rowDigest('t', { a: 0 }))
    expect(() => rowDigest('t', { a: undefined })).toThrow(TypeError)
  })
})

describe('keys', () => {
  it('are made once, for their owner alone, and found again', () => {
    expect([key.created, loadKey({ WHEREFROM_KEY: key.path })?.created]).toEqual([true, false])
    expect(loadOrCreateKey({ WHEREFROM_KEY: key.path }).id).toBe(key.id)
    expect(statSync(key.path).mode & 0o777).toBe(0o600)
    expect(readFileSync(key.path, 'utf8')).toContain('BEGIN PRIVATE KEY')
    expect(loadKey({ WHEREFROM_KEY: join(dir, 'none.pem') })).toBeNull()
  })

  it('lie where the user says, or in the configuration folder', () => {
    expect(keyPath({ WHEREFROM_KEY: '/k.pem', HOME: '/h' })).toBe('/k.pem')
    expect(keyPath({ XDG_CONFIG_HOME: '/c', HOME: '/h' })).toBe('/c/wherefrom/signing-key.pem')
    expect(keyPath({ XDG_CONFIG_HOME: 'relative', HOME: '/h' })).toBe('/h/.config/wherefrom/signing-key.pem')
  })

  it('that are none are refused in one line', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const file = join(dir, 'bad.pem')
    const priv = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    for (const text of ['', 'nonsense', key.publicPem, priv, 'x'.repeat(100_000)]) {
      writeFileSync(file, text)
      expect(() => loadKey({ WHEREFROM_KEY: file })).toThrow(KeyError)
      expect(() => loadOrCreateKey({ WHEREFROM_KEY: file })).toThrow(/bad\.pem holds no Ed25519 private key/)
    }
    expect(() => loadOrCreateKey({ WHEREFROM_KEY: join(file, 'deeper.pem') })).toThrow(KeyError)
    const pub = rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string
    for (const text of ['', readFileSync(key.path, 'utf8'), pub])
      expect(() => publicKeyFrom(text, 'f')).toThrow(KeyError)
    expect(() => readPublicKey(join(dir, 'none.pem'))).toThrow(/no such file/)
  })

  it('in a folder that cannot be written are refused in one line', (test) => {
    if (process.getuid?.() === 0) return test.skip('root may write everywhere')
    const shut = mkdtempSync(join(dir, 'shut-'))
    chmodSync(shut, 0o500)
    expect(() => loadOrCreateKey({ WHEREFROM_KEY: join(shut, 'k.pem') })).toThrow(/cannot be written/)
  })
})
