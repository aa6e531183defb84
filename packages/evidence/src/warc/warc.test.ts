import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { join, utf8 } from '../suite/build/bytes.ts'
import { buildPng } from '../suite/build/image.ts'
import { buildWarc, httpResponse, type WarcRecord } from '../suite/build/warc.ts'
import { base32, checkDigest } from './digest.ts'

async function read(bytes: Uint8Array): Promise<Found[]> {
  const found: Found[] = []
  for await (const each of openArtifact(bytesSource('a.warc', bytes))) found.push(each)
  return found
}

const outline = async (bytes: Uint8Array): Promise<string[]> =>
  (await read(bytes)).map((f) => {
    if (f.kind === 'member') return `${f.name}: ${Buffer.from(f.bytes).toString('utf8').slice(0, 60)}`
    return f.kind === 'problem' ? `${f.name ?? 'archive'} ! ${f.problem.code}` : f.kind
  })

const members = async (bytes: Uint8Array) => (await read(bytes)).filter((f) => f.kind === 'member')

const PAGE = '<!DOCTYPE html><title>Cranes</title><p>The harbour company will buy a second crane.</p>'
const page = (uri: string, body = PAGE): WarcRecord => ({ type: 'response', uri, block: httpResponse(body) })
const answer = (head: readonly string[], body: Uint8Array | string): Uint8Array =>
  join([['HTTP/1.1 200 OK', 'Content-Type: text/html', ...head].join('\r\n'), '\r\n\r\n', body])

describe('WARC', () => {
  const records: WarcRecord[] = [
    {
      type: 'warcinfo',
      contentType: 'application/warc-fields',
      block: 'software: Browsertrix 1.2\r\nformat: WARC 1.1\r\n',
    },
    page('https://courier.example/news/'),
    { type: 'request', uri: 'https://courier.example/news/', block: 'GET / HTTP/1.1\r\n\r\n' },
    { type: 'response', uri: 'https://courier.example/a.js', block: httpResponse('var a = 1', 'text/javascript') },
    { type: 'response', uri: 'https://courier.example/crane.png', block: httpResponse(buildPng(8, 8), 'image/png') },
    {
      type: 'response',
      uri: 'https://courier.example/gone',
      block: httpResponse('gone', 'text/html', '404 Not Found'),
    },
    { type: 'resource', uri: 'file:///notes.txt', contentType: 'text/plain', block: 'A note of the archivist.' },
    { type: 'conversion', uri: 'https://courier.example/news/', contentType: 'text/plain', block: 'Cranes. The text.' },
  ]
  const expected = [
    `courier.example/news/index: ${PAGE.slice(0, 60)}`,
    'courier.example/crane.png: ',
    'https://courier.example/gone ! warc/status',
    'file/notes.txt: A note of the archivist.',
    'courier.example/news/index (2): Cranes. The text.',
    'archive ! warc/digests',
    'archive ! warc/left-out',
  ]

  test('pages, pictures and texts become members, compressed or not', async () => {
    for (const gzip of [false, true]) {
      const lines = await outline(buildWarc(records, gzip))
      expect(lines.map((l) => l.replace(/png: .*/s, 'png: '))).toEqual(expected)
    }
  })

  test('a member carries what the archive says of it', async () => {
    const info = records[0]!
    const seen = { ...page('https://courier.example/news/'), headers: ['WARC-IP-Address: 192.0.2.7'] }
    const [found] = await members(buildWarc([info, seen]))
    expect(found!.record).toMatchObject({
      method: 'import',
      url: 'https://courier.example/news/',
      finalUrl: 'https://courier.example/news/',
      httpStatus: 200,
      serverIp: '192.0.2.7',
      requestedAt: '2025-03-04T09:15:00.000Z',
      mediaType: 'text/html',
      tool: 'Browsertrix 1.2',
    })
  })

  test('redirects lead to the page', async () => {
    const moved = (to: string) => join([`HTTP/1.1 301 Moved\r\nLocation: ${to}\r\n\r\n`])
    const warc = buildWarc([
      { type: 'response', uri: 'http://courier.example/', block: moved('https://courier.example/') },
      { type: 'response', uri: 'https://courier.example/', block: moved('/news/') },
      page('https://courier.example/news/'),
      { type: 'response', uri: 'https://courier.example/old', block: moved('/elsewhere') },
    ])
    const [found] = await members(warc)
    expect(found!.record.url).toBe('http://courier.example/')
    expect(found!.record.redirects?.map((r) => r.location)).toEqual([
      'https://courier.example/',
      'https://courier.example/news/',
    ])
    expect(await outline(warc)).toContain('https://courier.example/old ! warc/redirect')
  })

  test('chunks and codings are undone, also where the header only claims them', async () => {
    const half = Math.floor(PAGE.length / 2)
    const size = (n: number) => n.toString(16)
    const chunked = `${size(half)};x=1\r\n${PAGE.slice(0, half)}\r\n${size(PAGE.length - half)}\r\n${PAGE.slice(half)}\r\n0\r\n\r\n`
    const blocks = [
      answer(['Transfer-Encoding: chunked'], chunked),
      answer(['Transfer-Encoding: chunked'], PAGE),
      answer(['Content-Encoding: gzip'], gzipSync(PAGE)),
      answer(['Content-Encoding: br'], brotliCompressSync(PAGE)),
      answer(['Content-Encoding: gzip'], PAGE),
    ]
    for (const block of blocks) {
      const [found] = await members(buildWarc([{ type: 'response', uri: 'http://a.example/', block }]))
      expect(Buffer.from(found!.bytes).toString()).toBe(PAGE)
    }
  })

  test('digests: fits, does not fit, of the coded or the plain body', async () => {
    const sha1 = (b: Uint8Array | string) => `sha1:${base32(createHash('sha1').update(b).digest())}`
    const coded = gzipSync(PAGE)
    const one = (headers: string[], block: Uint8Array) =>
      buildWarc([{ type: 'response', uri: 'http://a.example/', block, headers }])
    const block = answer(['Content-Encoding: gzip'], coded)
    for (const stated of [sha1(coded), sha1(PAGE), `sha256:${createHash('sha256').update(coded).digest('hex')}`])
      expect(await outline(one([`WARC-Payload-Digest: ${stated}`], block))).not.toContain(
        'http://a.example/ ! warc/digest',
      )
    expect(await outline(one([`WARC-Payload-Digest: ${sha1('other')}`], block))).toContain(
      'http://a.example/ ! warc/digest',
    )
    expect(await outline(one([`WARC-Block-Digest: ${sha1('other')}`], block))).toContain(
      'http://a.example/ ! warc/digest',
    )
  })

  test('visits without news are told, with where the content is', async () => {
    const digest = `sha1:${base32(createHash('sha1').update(PAGE).digest())}`
    const headers = [`WARC-Payload-Digest: ${digest}`]
    const visit: WarcRecord = { type: 'revisit', uri: 'http://a.example/', block: 'HTTP/1.1 200 OK\r\n\r\n', headers }
    expect(await outline(buildWarc([{ ...page('http://a.example/'), headers }, visit]))).toContain(
      'http://a.example/ ! warc/revisit',
    )
    expect(await outline(buildWarc([visit]))).toContain('http://a.example/ ! warc/revisit-elsewhere')
  })

  test('a length that is too small or too large costs no other record', async () => {
    for (const statedLength of [20, 100_000, 99_999_999_999]) {
      const warc = buildWarc([{ ...page('http://a.example/one'), statedLength }, page('http://a.example/two')])
      const lines = await outline(warc)
      expect(lines).toContain('http://a.example/one ! archive/member-damaged')
      expect(lines).toContain(`a.example/two: ${PAGE.slice(0, 60)}`)
    }
  })

  test('one that breaks off gives what is there', async () => {
    const whole = buildWarc([page('http://a.example/one'), page('http://a.example/two')])
    const lines = await outline(whole.subarray(0, whole.length - 30))
    expect(lines.slice(0, 3)).toEqual([
      `a.example/one: ${PAGE.slice(0, 60)}`,
      'http://a.example/two ! archive/member-damaged',
      `a.example/two: ${PAGE.slice(0, 60)}`,
    ])
  })

  test('a damaged member of a WARC.gz costs no other record', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((n) => buildWarc([page(`http://a.example/${n}`)], true))
    const broken = Uint8Array.from(two!)
    broken[60]! ^= 0x55
    const lines = await outline(join([one!, broken, three!]))
    expect(lines).toContain(`a.example/one: ${PAGE.slice(0, 60)}`)
    expect(lines).toContain(`a.example/three: ${PAGE.slice(0, 60)}`)
    expect(lines).toContain('archive ! archive/damaged')
  })

  test('damage anywhere gives problems or members, always the same, and never fails', async () => {
    const files = [buildWarc(records), buildWarc(records, true)]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        async (file, edits) => {
          const bytes = Uint8Array.from(file)
          for (const [at, value] of edits) bytes[at % bytes.length] = value
          const found = await read(bytes)
          expect(found.length).toBeGreaterThan(0)
          expect(found.some((f) => f.kind === 'problem' && f.problem.code === 'reader/failed')).toBe(false)
          expect(await read(bytes)).toEqual(found)
        },
      ),
      { numRuns: 200 },
    )
  })
})

test('base 32, and digests of unknown kinds', () => {
  expect(base32(utf8('foobar'))).toBe('MZXW6YTBOI')
  expect(checkDigest('crc32:1234', [utf8('a')])).toBe('absent')
  expect(checkDigest(undefined, [utf8('a')])).toBe('absent')
})

test('a file of nothing but gaps tells a bounded number of them', async () => {
  const found = await read(utf8('WARC/1.0\r\n\r\n\r\nno record\r\n'.repeat(1000)))
  expect(found.length).toBeLessThan(250)
  expect(found.some((f) => f.kind === 'problem' && f.problem.code === 'archive/more')).toBe(true)
})
