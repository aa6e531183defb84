import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { little } from '../suite/build/bytes.ts'
import { buildCompound, type Streams } from '../suite/build/compound.ts'

const wide = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
const narrow = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** 10:30 on 4 May 2021, UTC, in 100 ns since 1601, as property 0x0039. */
const SENT = Buffer.concat([new Uint8Array(32), little([2, 0x40], [2, 0x39], [4, 6], [8, 132_645_978_000_000_000])])
const BASE: Streams = {
  '__properties_version1.0': SENT,
  '__substg1.0_0037001F': wide('The mill closes'),
  '__substg1.0_0C1A001F': wide('Brun, Ada'),
  '__substg1.0_5D01001F': wide('ada@quay.example'),
  '__substg1.0_0E04001F': wide('The desk'),
  '__substg1.0_1000001F': wide('The mill will close.\r\n\r\n> Will it?\r\n'),
}

async function read(bytes: Uint8Array): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of openArtifact(bytesSource('a.msg', bytes))) founds.push(found)
  return founds
}

async function outline(streams: Streams): Promise<readonly string[]> {
  return (await read(buildCompound(streams))).flatMap((f) =>
    f.kind === 'document'
      ? f.document.blocks.map((b) => `${b.kind}: ${f.document.text.slice(b.start, b.end)}`)
      : f.kind === 'member'
        ? [`${f.role} ${f.name} ${f.bytes.length}`]
        : f.kind === 'problem'
          ? [f.problem.code]
          : [],
  )
}

describe('a message of Outlook', () => {
  test('headers, text, quotations', async () => {
    expect(await outline(BASE)).toEqual([
      'boilerplate: From: "Brun, Ada" <ada@quay.example>',
      'boilerplate: To: The desk',
      'boilerplate: Date: 2021-05-04 10:30 UTC',
      'title: The mill closes',
      'paragraph: The mill will close.',
      'quote: Will it?',
    ])
    const [found] = await read(buildCompound(BASE))
    expect(found?.kind === 'document' && found.document.metadata).toMatchObject({
      title: 'The mill closes',
      published: '2021-05-04',
      authors: ['Ada Brun'],
    })
  })

  test('the headers with which it travelled count more than what Outlook noted', async () => {
    const travelled = {
      ...BASE,
      '__substg1.0_007D001F': wide('From: a@b.example\r\nDate: Wed, 5 May 2021 09:00:00 +0200\r\n'),
    }
    expect((await outline(travelled)).slice(0, 3)).toEqual([
      'boilerplate: From: a@b.example',
      'boilerplate: To: The desk',
      'boilerplate: Date: Wed, 5 May 2021 09:00:00 +0200',
    ])
  })

  test('HTML where the plain text was only made out of it; old encodings', async () => {
    const html = {
      '__properties_version1.0': new Uint8Array(32),
      '__substg1.0_0037001E': narrow('Gr\xf6\xdfe'),
      '__substg1.0_1000001F': wide('The mill <https://quay.example> will close.'),
      '__substg1.0_10130102': narrow('<html><meta charset="windows-1252"><p>The m\xfchle will close.</p></html>'),
    }
    expect(await outline(html)).toEqual(['title: Größe', 'paragraph: The mühle will close.'])
  })

  test('attachments are members: large, small, inline, and messages inside, which are told', async () => {
    const at = (n: number, tag: string) => `__attach_version1.0_#0000000${n}/__substg1.0_${tag}`
    const streams = {
      ...BASE,
      [at(0, '37010102')]: new Uint8Array(10_000).fill(7),
      [at(0, '3707001F')]: wide('..\\a.pdf'),
      [at(1, '37010102')]: new Uint8Array(100),
      [at(1, '3704001E')]: narrow('a.pdf'),
      [at(1, '3712001F')]: wide('cid'),
      [at(2, '3707001F')]: wide('inner.msg'),
    }
    expect((await outline(streams)).slice(-3)).toEqual([
      'attachment a.pdf 10000',
      'embedded a.pdf (2) 100',
      'reader/unknown-type',
    ])
  })

  test('damage anywhere never throws and never hangs', async () => {
    const whole = buildCompound(BASE)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, value, length) => {
        const bytes = Uint8Array.from(whole)
        bytes[at] = value
        expect((await read(bytes.subarray(0, length === 0 ? undefined : length))).length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  test('streams that share their sectors are no way to make much out of little', async () => {
    const streams: Record<string, Uint8Array> = { ...BASE }
    for (let i = 0; i < 9; i++) streams[`__attach_version1.0_#0000000${i}/__substg1.0_37010102`] = new Uint8Array(8000)
    const bytes = Buffer.from(buildCompound(streams))
    // every attachment now claims the whole file, from its first sector on
    for (
      let at = bytes.indexOf(wide('__substg1.0_37010102'));
      at !== -1;
      at = bytes.indexOf(wide('__substg1.0_37010102'), at + 1)
    ) {
      bytes.writeUInt32LE(0xffffff, at + 120)
      bytes.writeUInt32LE(0, at + 116)
    }
    const total = (await read(bytes)).reduce((n, f) => n + (f.kind === 'member' ? f.bytes.length : 0), 0)
    expect(total).toBeLessThanOrEqual(bytes.length)
  })
})
