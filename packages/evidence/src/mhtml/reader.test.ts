import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { utf8 } from '../suite/build/bytes.ts'
import { buildPng } from '../suite/build/image.ts'
import { buildMhtml } from '../suite/build/mail.ts'

async function read(bytes: Uint8Array, given: Given = {}, name = 'saved.mhtml'): Promise<Found[]> {
  const found: Found[] = []
  for await (const each of openArtifact(bytesSource(name, bytes), given)) found.push(each)
  return found
}

const PAGE =
  '<html><head><title>Cranes</title></head><body><p>The harbour company will buy a second crane, it said.</p></body></html>'

describe('MHTML', () => {
  test('the page with its address, and its pictures', async () => {
    const found = await read(buildMhtml(PAGE, [{ type: 'image/png', bytes: buildPng(8, 8), id: 'img/crane.png' }]))
    expect(found.map((f) => f.kind)).toEqual(['document', 'member'])
    const [page, image] = found
    if (page?.kind !== 'document' || image?.kind !== 'member') throw new Error('not found')
    expect(page.reader).toBe('mhtml')
    expect(page.document.metadata.url).toBe('https://courier.example/news/cranes')
    expect(page.document.blocks.at(-1)!.source).toEqual({ type: 'part', part: '1', path: '/html[1]/body[1]/p[1]' })
    expect(image).toMatchObject({
      name: 'courier.example/img/crane.png',
      role: 'embedded',
      record: { url: 'https://courier.example/img/crane.png' },
    })
    expect(image.bytes).toEqual(Buffer.from(buildPng(8, 8)))
  })

  test('an address that the user gives outranks the one it was saved from', async () => {
    const [page] = await read(buildMhtml(PAGE, []), { url: 'https://other.example/' })
    expect(page?.kind === 'document' && page.document.metadata.url).toBe('https://other.example/')
  })

  test('as other browsers write it: no snapshot line, quoted-printable, windows-1251, the page is not the first part', async () => {
    const text = [
      'From: "Saved by Windows Internet Explorer"',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; start="<p@x>"; boundary="b"',
      '',
      '--b',
      'Content-Type: text/html; charset="utf-8"',
      'Content-Location: https://ads.example/frame',
      '',
      '<p>A frame that is not the page.</p>',
      '--b',
      'Content-Type: text/html; charset="windows-1251"',
      'Content-ID: <p@x>',
      'Content-Location: https://courier.example/ru',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p>=CA=F0=E0=ED=FB =EF=EE=F0=F2=E0.</p>',
      '--b--',
      '',
    ]
    const found = await read(utf8(text.join('\r\n')))
    const page = found.find((f) => f.kind === 'document')
    expect(page?.kind === 'document' && page.document.text).toContain('Краны порта.')
    expect(page?.kind === 'document' && page.document.metadata.url).toBe('https://courier.example/ru')
    expect(found.filter((f) => f.kind === 'member').map((f) => f.name)).toEqual(['ads.example/frame'])
  })

  test('one that breaks off is read as far as it goes, and says so', async () => {
    const whole = buildMhtml(PAGE, [{ type: 'image/png', bytes: buildPng(8, 8) }])
    const found = await read(whole.subarray(0, whole.length - 60))
    expect(found.map((f) => (f.kind === 'problem' ? f.problem.code : f.kind))).toEqual([
      'archive/damaged',
      'document',
      'member',
    ])
  })

  test('one without a page says so', async () => {
    const text =
      'From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=b\r\nMIME-Version: 1.0\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n'
    expect((await read(utf8(text))).map((f) => f.kind === 'problem' && f.problem.code)).toEqual(['reader/no-text'])
  })

  test('damage anywhere gives something, always the same, and never fails', async () => {
    const whole = buildMhtml(PAGE, [{ type: 'image/png', bytes: buildPng(8, 8) }])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (edits) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, value] of edits) bytes[at % bytes.length] = value
        const found = await read(bytes)
        expect(found.length).toBeGreaterThan(0)
        expect(found.some((f) => f.kind === 'problem' && f.problem.code === 'reader/failed')).toBe(false)
        expect(await read(bytes)).toEqual(found)
      }),
      { numRuns: 100 },
    )
  })
})
