import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { join, utf8 } from '../suite/build/bytes.ts'
import { buildTar } from '../suite/build/tar.ts'
import { buildZip } from '../suite/build/zip.ts'
import { Names, safePath } from './names.ts'

async function read(name: string, bytes: Uint8Array): Promise<Found[]> {
  const found: Found[] = []
  for await (const each of openArtifact(bytesSource(name, bytes))) found.push(each)
  return found
}

/** One line for each thing found. */
async function outline(name: string, bytes: Uint8Array): Promise<string[]> {
  return (await read(name, bytes)).map((f) => {
    if (f.kind === 'member') return `${f.name}: ${Buffer.from(f.bytes).toString('utf8').slice(0, 40)}`
    if (f.kind === 'problem') return `${f.name ?? 'archive'} ! ${f.problem.code}`
    return f.kind
  })
}

const NEWS = 'The harbour company will buy a second crane.'

describe('ZIP', () => {
  test('every file becomes a member; folders and the clutter of systems do not', async () => {
    const zip = buildZip([
      { name: 'pages/', bytes: '' },
      { name: 'pages/one.txt', bytes: NEWS },
      { name: '__MACOSX/pages/._one.txt', bytes: 'x' },
      { name: 'pages/.DS_Store', bytes: 'x' },
      { name: 'stored.txt', bytes: 'Stored.', stored: true },
    ])
    expect(await outline('a.zip', zip)).toEqual([`pages/one.txt: ${NEWS.slice(0, 40)}`, 'stored.txt: Stored.'])
  })

  test('a self-extracting one: a program stands before it', async () => {
    const zip = buildZip([{ name: 'one.txt', bytes: NEWS }])
    const listed = await read('a.bin', join([utf8('PK\x03\x04'), new Uint8Array(5000).fill(1), zip]))
    expect(listed.map((f) => f.kind)).toEqual(['member'])
  })

  test('an encrypted member is named, and the others are read', async () => {
    const zip = buildZip([
      { name: 'secret.txt', bytes: NEWS, flags: 1 },
      { name: 'open.txt', bytes: 'Open.' },
    ])
    expect(await outline('a.zip', zip)).toEqual(['secret.txt ! reader/encrypted', 'open.txt: Open.'])
  })

  test('paths that lead out are made harmless and told, links are not followed, double names are numbered', async () => {
    const zip = buildZip([
      { name: '../../etc/passwd', bytes: 'a' },
      { name: '/root.txt', bytes: 'b' },
      { name: 'C:\\evil.txt', bytes: 'c' },
      { name: 'link', bytes: '/etc/passwd', mode: 0o120777 },
      { name: 'same.txt', bytes: 'd' },
      { name: 'same.txt', bytes: 'e' },
      { name: 'bell\u0007.txt', bytes: 'f' },
    ])
    expect(await outline('a.zip', zip)).toEqual([
      'etc/passwd ! archive/path',
      'etc/passwd: a',
      'root.txt ! archive/path',
      'root.txt: b',
      'evil.txt ! archive/path',
      'evil.txt: c',
      'link ! archive/link',
      'same.txt: d',
      'same.txt (2) ! archive/duplicate',
      'same.txt (2): e',
      'bell_.txt ! archive/path',
      'bell_.txt: f',
    ])
  })

  test('a name in code page 437, and one in UTF-8 without the flag', async () => {
    const zip = buildZip([{ name: Uint8Array.of(0x81, 0x2e, 0x74, 0x78, 0x74), bytes: 'ü' }])
    // The flag for UTF-8 is always set by the builder; bit 11 stands at byte 7 of the local and byte 9 of the central header.
    for (let i = 0; i + 4 < zip.length; i++) {
      if (zip[i] !== 0x50 || zip[i + 1] !== 0x4b) continue
      if (zip[i + 2] === 3 && zip[i + 3] === 4) zip[i + 7] = 0
      if (zip[i + 2] === 1 && zip[i + 3] === 2) zip[i + 9] = 0
    }
    expect(await outline('a.zip', zip)).toEqual(['ü.txt: ü'])
  })

  test('a changed byte shows by the checksum; what is there is still given', async () => {
    const zip = buildZip([{ name: 'one.txt', bytes: NEWS, stored: true }])
    zip[zip.indexOf(0x68)]! ^= 1
    const lines = await outline('a.zip', zip)
    expect(lines[0]).toBe('one.txt ! archive/member-damaged')
    expect(lines).toHaveLength(2)
  })

  test('a download that broke off gives the members that are whole', async () => {
    const zip = buildZip([
      { name: 'one.txt', bytes: NEWS },
      { name: 'two.txt', bytes: 'Second.' },
      { name: 'three.txt', bytes: 'Third, a longer one that is cut in its middle for sure.', stored: true },
    ])
    const cut = zip.subarray(0, zip.indexOf(utf8('middle')[0]!, 170) + 40)
    const lines = await outline('a.zip', cut)
    expect(lines.slice(0, 3)).toEqual([
      'archive ! archive/damaged',
      `one.txt: ${NEWS.slice(0, 40)}`,
      'two.txt: Second.',
    ])
  })

  test('a bomb of one member stops early', async () => {
    const zip = buildZip([
      { name: 'zeros', bytes: Buffer.alloc(40 * 1024 * 1024) },
      { name: 'b.txt', bytes: 'B.' },
    ])
    expect(await outline('a.zip', zip)).toEqual(['zeros ! archive/bomb', 'b.txt: B.'])
  })

  test('an empty one says so', async () => {
    expect(await outline('a.zip', buildZip([]))).toEqual(['archive ! reader/empty'])
  })
})

describe('tar and gzip', () => {
  const parts = [
    { name: 'folder/', type: '5' },
    { name: 'folder/one.txt', bytes: NEWS },
    { name: 'link', type: '2', link: '/etc/passwd' },
    { name: '../out.txt', bytes: 'Out.' },
  ]
  const expected = [
    `folder/one.txt: ${NEWS.slice(0, 40)}`,
    'link ! archive/link',
    'out.txt ! archive/path',
    'out.txt: Out.',
  ]

  test('tar, and tar.gz under any name', async () => {
    expect(await outline('a.tar', buildTar(parts))).toEqual(expected)
    expect(await outline('download', gzipSync(buildTar(parts)))).toEqual(expected)
  })

  test('long names of PAX and GNU', async () => {
    const long = `${'folder/'.repeat(30)}page.txt`
    const record = ` path=${long}\n`
    const pax = `${record.length + 3}${record}`
    expect(
      await outline(
        'a.tar',
        buildTar([
          { name: 'pax', type: 'x', bytes: pax },
          { name: 'short', bytes: 'P.' },
        ]),
      ),
    ).toEqual([`${long}: P.`])
    expect(
      await outline(
        'a.tar',
        buildTar([
          { name: '././@LongLink', type: 'L', bytes: `${long}\0` },
          { name: 's', bytes: 'G.' },
        ]),
      ),
    ).toEqual([`${long}: G.`])
  })

  test('one that breaks off', async () => {
    const cut = buildTar(parts).subarray(0, 512 + 512 + 20)
    expect(await outline('a.tar', cut)).toEqual([
      'folder/one.txt ! archive/member-damaged',
      'folder/one.txt: The harbour company ',
    ])
  })

  test('gzip of one file keeps its name, or loses .gz', async () => {
    expect(await outline('report.txt.gz', gzipSync(NEWS))).toEqual([`report.txt: ${NEWS.slice(0, 40)}`])
    const named = join([
      Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3),
      utf8('inside.txt\0'),
      gzipSync(NEWS).subarray(10),
    ])
    expect(await outline('a.gz', named)).toEqual([`inside.txt: ${NEWS.slice(0, 40)}`])
  })

  test('gzip that was changed or cut', async () => {
    const bytes = gzipSync(NEWS)
    expect((await outline('a.gz', bytes.subarray(0, bytes.length - 6)))[0]).toBe('archive ! archive/damaged')
  })
})

const PIECES = ['.', '..', '/', '\\', 'a', 'b.txt', 'C:', '\0', '\u202e', ' ', 'é', '\ud800', '\n', '~']

describe('names', () => {
  test('are harmless whatever the archive wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }), (pieces) => {
        const name = pieces.join('')
        const { path } = safePath(name)
        expect(path).not.toMatch(/(?:^|\/)\.\.?(?:\/|$)|^\/|\\|[\u0000-\u001f\u007f]|\/\//)
        expect(path).not.toBe('')
        expect(safePath(path).path).toBe(path)
      }),
    )
  })

  test('are unique', () => {
    const names = new Names()
    const taken = ['a', 'a', 'a (2)', 'a', 'a (2)', 'b'].map((n) => names.take(n).path)
    expect(new Set(taken).size).toBe(taken.length)
  })
})

describe('damage', () => {
  const files = [
    buildZip([
      { name: 'one.txt', bytes: NEWS.repeat(20) },
      { name: 'two.txt', bytes: 'Second.', stored: true },
    ]),
    buildTar([
      { name: 'one.txt', bytes: NEWS },
      { name: 'two.txt', bytes: 'Second.' },
    ]),
    new Uint8Array(gzipSync(NEWS.repeat(30))),
  ]

  test('anywhere gives problems or members, always the same, and never fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 4 }),
        fc.nat(5000),
        async (file, edits, cut) => {
          const bytes = Uint8Array.from(file)
          for (const [at, value] of edits) bytes[at % bytes.length] = value
          const part = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes
          const found = await read('a.zip', part)
          expect(found.length).toBeGreaterThan(0)
          expect(found.some((f) => f.kind === 'problem' && f.problem.code === 'reader/failed')).toBe(false)
          expect(await read('a.zip', part)).toEqual(found)
        },
      ),
      { numRuns: 300 },
    )
  })
})
