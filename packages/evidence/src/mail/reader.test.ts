import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { readEmlx, readMail } from './reader.ts'

const bytesOf = (lines: readonly string[] | string): Uint8Array =>
  Buffer.from(typeof lines === 'string' ? lines : lines.join('\r\n'), 'utf8')

async function read(message: readonly string[] | string | Uint8Array, reader = readMail): Promise<Found[]> {
  const bytes = message instanceof Uint8Array ? message : bytesOf(message)
  const founds: Found[] = []
  for await (const found of reader(bytesSource('a.eml', bytes), {})) founds.push(found)
  return founds
}

async function documentOf(message: readonly string[] | string | Uint8Array) {
  const found = (await read(message)).find((f) => f.kind === 'document')
  if (!found) throw new Error('no document')
  return found.document
}

/** Blocks of the message's own text. */
async function body(message: readonly string[] | string): Promise<readonly string[]> {
  const { text, blocks } = await documentOf(message)
  return blocks
    .filter((b) => b.source.type === 'part' && b.source.part !== 'headers')
    .map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`)
}

const HEAD = [
  'From: "Brun, Ada" <ada@quay.example>',
  'To: desk@courier.example',
  'Subject: =?utf-8?Q?The_m=C3=BCll_closes?=',
  'Date: Tue, 4 May 2021 23:30:00 -0700',
  'Message-ID: <one@quay.example>',
]
const plain = (...lines: string[]) => [...HEAD, 'Content-Type: text/plain; charset=utf-8', '', ...lines]
const multipart = (kind: string, ...parts: (readonly string[])[]) => [
  ...HEAD,
  `Content-Type: multipart/${kind}; boundary="b 1"`,
  '',
  'This is a message in MIME format.',
  ...parts.flatMap((part) => ['--b 1', ...part]),
  '--b 1--',
  '',
]

describe('a message', () => {
  test('its headers stand above its text and speak for it', async () => {
    const { text, blocks, metadata } = await documentOf(plain('The mill will close, she said.'))
    expect(blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`)).toEqual([
      'boilerplate: From: "Brun, Ada" <ada@quay.example>',
      'boilerplate: To: desk@courier.example',
      'boilerplate: Date: Tue, 4 May 2021 23:30:00 -0700',
      'title: The müll closes',
      'paragraph: The mill will close, she said.',
    ])
    expect(blocks.at(-1)!.source).toEqual({ type: 'part', part: '1', path: 'line=0,1' })
    expect(metadata).toMatchObject({
      title: 'The müll closes',
      published: '2021-05-04',
      authors: ['Ada Brun'],
      url: 'mid:one@quay.example',
    })
    expect(metadata.candidates.find((c) => c.field === 'published')).toMatchObject({
      from: 'mail:Date',
      raw: 'Tue, 4 May 2021 23:30:00 -0700',
    })
  })

  test('without a date, the first station that it passed through tells it', async () => {
    const head = [
      'From: a@b.example',
      'Received: by two; Thu, 6 May 2021 10:00:00 +0000',
      'Received: by one; Wed, 5 May 2021 10:00:00 +0000',
    ]
    const { metadata } = await documentOf([...head, '', 'Text of the message.'])
    expect(metadata).toMatchObject({ published: '2021-05-05', authors: ['a@b.example'] })
  })

  test('quotations lose their marks and become quote blocks, each depth by itself', async () => {
    expect(
      await body(
        plain(
          'No, it will not.',
          '',
          'On Monday, Lev Tarn wrote:',
          '> Will the mill close?',
          '>',
          '>> Ask Lev',
          '> Yours',
          '',
          '-- ',
          'Ada Brun',
        ),
      ),
    ).toEqual([
      'paragraph: No, it will not.',
      'paragraph: On Monday, Lev Tarn wrote:',
      'quote: Will the mill close?',
      'quote: Ask Lev',
      'quote: Yours',
      'boilerplate: --',
      'boilerplate: Ada Brun',
    ])
  })

  test('what follows an original message is a quotation', async () => {
    expect(await body(plain('See below.', '', '-----Original Message-----', 'From: Lev', 'It will close.'))).toEqual([
      'paragraph: See below.',
      'quote: -----Original Message-----',
      'quote: From: Lev',
      'quote: It will close.',
    ])
  })

  test('hard-wrapped lines are paragraphs, with their lines', async () => {
    const lines = [
      'The mill on the river Orla will close in June, its owner told the town',
      'council on Tuesday evening, after more than ninety years in which it had',
      'ground the corn of the valley and given work to two hundred people from',
      'the villages around it, most of whom have no other work to go to now and',
      'will have to leave.',
    ]
    const { blocks, text } = await documentOf(plain(...lines, '', 'The end.'))
    const block = blocks.at(-2)!
    expect(text.slice(block.start, block.end)).toBe(lines.join('\n'))
    expect(block.source).toEqual({ type: 'part', part: '1', path: 'line=0,5' })
  })

  test('flowed lines are joined as their sender meant', async () => {
    const flowed = [
      ...HEAD,
      'Content-Type: text/plain; format=flowed',
      '',
      'The mill will ',
      'close in June.',
      '>They say ',
      '>so.',
      'End.',
    ]
    expect(await body(flowed)).toEqual([
      'paragraph: The mill will close in June.',
      'quote: They say so.',
      'paragraph: End.',
    ])
  })

  test('a press release keeps its dateline', async () => {
    expect(await body(plain('VELM, May 3 (KRN) - The mill will close.'))).toEqual([
      'dateline: VELM, May 3 (KRN) -',
      'paragraph: The mill will close.',
    ])
  })
})

describe('parts of a message', () => {
  const text = ['Content-Type: text/plain', '', 'The mill will close in June, she said.']
  const html = [
    'Content-Type: text/html',
    '',
    '<p>The mill will close in <b>June</b>, she said.</p><blockquote>Why?</blockquote>',
  ]

  test('of alternatives the plain text is read where it says as much', async () => {
    expect(await body(multipart('alternative', text, html))).toEqual([
      'paragraph: The mill will close in June, she said.',
    ])
  })

  test('and the HTML where it does not', async () => {
    const stopgap = ['Content-Type: text/plain', '', 'See HTML.']
    expect(await body(multipart('alternative', stopgap, html))).toEqual([
      'paragraph: The mill will close in June, she said.',
      'quote: Why?',
    ])
    const { blocks } = await documentOf(multipart('alternative', stopgap, html))
    expect(blocks.at(-1)!.source).toEqual({ type: 'part', part: '2', path: '/blockquote[1]' })
  })

  test('attachments, inline pictures and messages are members, with harmless names', async () => {
    const attached = (name: string, type = 'application/pdf') => [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERi0=',
    ]
    const inline = ['Content-Type: image/png', 'Content-ID: <a>', '', 'PNG']
    const message = ['Content-Type: message/rfc822', '', 'Subject: Inner', '', 'Inner text.']
    const founds = await read(multipart('mixed', text, attached('../../a.pdf'), attached('a.pdf'), inline, message))
    expect(founds.flatMap((f) => (f.kind === 'member' ? [`${f.role} ${f.name} ${f.bytes.length}`] : []))).toEqual([
      'attachment a.pdf 5',
      'attachment a.pdf (2) 5',
      'embedded part-4.png 3',
      'attachment part-5.eml 29',
    ])
  })

  test('long names in pieces and other alphabets (RFC 2231, RFC 2047)', async () => {
    const first = [
      "Content-Disposition: attachment; filename*0*=utf-8''%D0%9F%D0%BE; filename*1*=%D1%87%D1%82; filename*2=a.txt",
      '',
      'x',
    ]
    const second = ['Content-Disposition: attachment; filename="=?koi8-r?B?8M/e1ME=?="', '', 'x']
    const founds = await read(multipart('mixed', text, first, second))
    expect(founds.flatMap((f) => (f.kind === 'member' ? [f.name] : []))).toEqual(['Почтa.txt', 'Почта'])
  })

  test('encodings: quoted-printable, base64, Cyrillic, none stated', async () => {
    const part = (charset: string, encoding: string, content: string) => [
      `Content-Type: text/plain${charset}`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      content,
    ]
    const parts = [
      part('; charset=iso-8859-1', 'quoted-printable', 'M=FCller =3D so=\r\nft'),
      part('; charset=windows-1251', 'base64', 'z/Do4uXy'),
      part('', '8bit', 'Käse'),
      part('; charset=us-ascii', '8bit', 'Größe'),
    ]
    expect(await body(multipart('mixed', ...parts))).toEqual([
      'paragraph: Müller = soft',
      'paragraph: Привет',
      'paragraph: Käse',
      'paragraph: Größe',
    ])
  })

  test('an encrypted message is named so; its headers are read', async () => {
    const pgp = multipart(
      'encrypted',
      ['Content-Type: application/pgp-encrypted', '', 'Version: 1'],
      ['Content-Type: application/octet-stream', '', '-----BEGIN'],
    )
    const founds = await read(pgp)
    expect(founds.map((f) => (f.kind === 'problem' ? f.problem.code : f.kind))).toEqual([
      'document',
      'reader/encrypted',
      'member',
      'member',
    ])
  })
})

describe('hostile and broken messages', () => {
  const codes = (founds: readonly Found[]) =>
    founds.flatMap((f) =>
      f.kind === 'problem' ? [f.problem.code] : f.kind === 'document' ? f.document.problems.map((p) => p.code) : [],
    )

  test('a message that is cut off says so', async () => {
    const whole = multipart('mixed', ['Content-Type: text/plain', '', 'One.'], ['Content-Type: text/plain', '', 'Two.'])
    const cut = whole.join('\r\n').slice(0, -11)
    expect(codes(await read(cut))).toContain('reader/cut-off')
    expect(await body(cut)).toEqual(['paragraph: One.', 'paragraph: Two.'])
  })

  test('parts in parts in parts end', async () => {
    let deep = ''
    for (let i = 0; i < 500; i++) deep += `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`
    expect(codes(await read(`Subject: Deep\n${deep}\nText.`))).toContain('reader/nesting')
  })

  test('ten thousand parts end', async () => {
    const parts = Array.from({ length: 10_000 }, () => ['Content-Type: text/plain', '', 'x'])
    expect(codes(await read(multipart('mixed', ...parts)))).toContain('reader/nesting')
  })

  test('headers without a text, and a text without headers', async () => {
    expect((await read('Subject: Only this\n')).map((f) => f.kind)).toEqual(['document'])
    expect(await body('No headers here, only a sentence.\n')).toEqual(['paragraph: No headers here, only a sentence.'])
  })

  test('no input throws, and the same input gives the same', async () => {
    const piece = fc.constantFrom(
      'Subject: a\n',
      'Content-Type: multipart/mixed; boundary=b\n',
      '\n',
      '--b\n',
      '--b--\n',
      'text\n',
      '> quote\n',
      'Content-Transfer-Encoding: base64\n',
      '====',
      '=?utf-8?B?',
      '<p>',
      '\u0000',
      'Content-Type: text/html\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const message = pieces.join('')
        const first = await read(message)
        expect(first.length).toBeGreaterThan(0)
        expect(await read(message)).toEqual(first)
      }),
      { numRuns: 200 },
    )
  })
})

test('Apple Mail: the property list behind the message is not read, and a short file is said to be cut', async () => {
  const message = plain('The mill will close.').join('\n')
  const emlx = (length: number) => bytesOf(`${length}\n${message}<?xml version="1.0"?><plist><dict/></plist>\n`)
  const [whole] = await read(emlx(Buffer.byteLength(message)), readEmlx)
  expect(whole?.kind === 'document' && whole.document.text).not.toContain('plist')
  const [cut] = await read(emlx(100_000), readEmlx)
  expect(cut?.kind === 'document' && cut.document.problems.map((p) => p.code)).toContain('reader/cut-off')
})
