import type { Document, Problem } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { ocrEngine } from '../ocr/engine.ts'
import { bytesSource } from '../source.ts'
import { openPdf } from './engine.ts'
import { canvasMaker, drawPage } from './picture.ts'
import { picturesOf } from './pictures.ts'
import { readPdf } from './reader.ts'
import { readPages } from './scan.ts'
import { type Sheet, type Shown, writePdf } from './testing/write.ts'

async function findings(bytes: Uint8Array, given: Given = {}): Promise<readonly Found[]> {
  const out: Found[] = []
  for await (const found of readPdf(bytesSource('x.pdf', bytes), given)) out.push(found)
  return out
}

async function read(bytes: Uint8Array, given: Given = {}): Promise<Document> {
  const found = (await findings(bytes, given)).find((f) => f.kind === 'document')
  if (found?.kind !== 'document') throw new Error('no document')
  return found.document
}

async function problemsOf(bytes: Uint8Array): Promise<readonly Problem[]> {
  return (await findings(bytes)).flatMap((f) => (f.kind === 'problem' ? [f.problem] : []))
}

/** Blocks as `kind: text`, without furniture. */
const outline = (doc: Document): readonly string[] =>
  doc.blocks.filter((b) => b.kind !== 'boilerplate').map((b) => `${b.kind}: ${doc.text.slice(b.start, b.end)}`)
const furniture = (doc: Document): readonly string[] =>
  doc.blocks.filter((b) => b.kind === 'boilerplate').map((b) => doc.text.slice(b.start, b.end))

const column = (x: number, top: number, lines: readonly string[], size = 10, step = 12): readonly Shown[] =>
  lines.map((text, i) => ({ x, y: top - i * step, text, size }))

const LEFT = [
  'The harbour office said on Monday that the',
  'crane had been moved in the night. Nobody was',
  'hurt, and the work went on. It is not known who',
  'gave the order to the crew, or who paid the com-',
  'pany for it. The office will not say.',
]
const RIGHT = [
  'Two of the workers told this paper that they',
  'had been called at short notice by a man whom',
  'they did not know. He spoke of a ship that was',
  'to be loaded before the morning, they said, and',
  'he had the papers of the port with him.',
]

describe('a report in two columns', () => {
  const sheet: Sheet = {
    shown: [
      { x: 60, y: 780, text: 'Crane moved in the night', size: 22, font: 'bold' },
      { x: 60, y: 750, text: 'By Ada Brun' },
      { x: 60, y: 736, text: '12 March 2023' },
      ...column(60, 700, LEFT),
      ...column(320, 700, RIGHT),
    ],
  }

  test('is read column by column, with its title, author and date', async () => {
    const doc = await read(writePdf([sheet]))
    expect(outline(doc)).toEqual([
      'title: Crane moved in the night',
      'credit: By Ada Brun',
      'dateline: 12 March 2023',
      `paragraph: ${LEFT.join(' ').replace('com- pany', 'company')}`,
      `paragraph: ${RIGHT.join(' ')}`,
    ])
    expect(doc.metadata).toMatchObject({
      title: 'Crane moved in the night',
      published: '2023-03-12',
      authors: ['Ada Brun'],
    })
  })

  test('has a box for every line, from the upper left corner, and says where its text begins', async () => {
    const doc = await read(writePdf([sheet]))
    const block = doc.blocks.find((b) => doc.text.startsWith('The harbour', b.start))!
    if (block.source.type !== 'boxes') throw new Error('no boxes')
    const { boxes } = block.source
    expect(boxes.map((b) => doc.text.slice(b.at, b.at + 9))).toEqual([
      'The harbo',
      'crane had',
      'hurt, and',
      'gave the ',
      'pany for ',
    ])
    expect(boxes[0]).toMatchObject({ page: 1, left: 60 })
    expect(boxes[0]!.top).toBeGreaterThan(842 - 700 - 10)
    expect(boxes[0]!.bottom).toBeLessThan(842 - 700 + 4)
    for (const [i, b] of boxes.entries()) if (i > 0) expect(b.top).toBeGreaterThan(boxes[i - 1]!.top)
  })

  test('a page that is shown turned has its boxes as it is shown', async () => {
    const turned = await read(writePdf([{ ...sheet, rotate: 90, shown: column(60, 700, LEFT) }]))
    const [block] = turned.blocks
    if (block?.source.type !== 'boxes') throw new Error('no boxes')
    const [first, second] = block.source.boxes
    // the text now runs downwards: lines stand beside each other, the first one rightmost
    expect(first!.left).toBeGreaterThan(second!.right - 4)
    expect(first!.bottom - first!.top).toBeGreaterThan(150)
    expect(turned.text).toContain('The harbour office said')
  })

  test('the same bytes give the same document', async () => {
    const bytes = writePdf([sheet])
    expect(await findings(bytes)).toEqual(await findings(bytes))
  })
})

describe('several pages', () => {
  const pages = (n: number): readonly Sheet[] =>
    Array.from({ length: n }, (_, i) => ({
      shown: [
        { x: 60, y: 800, text: 'The Quay Review · Spring issue', size: 8 },
        { x: 290, y: 40, text: `Page ${i + 1} of ${n}`, size: 8 },
        ...column(60, 740, i === 0 ? LEFT.slice(0, 3) : RIGHT.slice(0, 3)),
      ],
    }))

  test('running heads and page numbers are furniture', async () => {
    const doc = await read(writePdf(pages(3)))
    expect(new Set(furniture(doc))).toEqual(
      new Set(['The Quay Review · Spring issue', 'Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']),
    )
    expect(outline(doc)[0]).toBe(`paragraph: ${LEFT.slice(0, 3).join(' ')}`)
  })

  test('a paragraph that breaks off at the end of a page is one with its rest', async () => {
    const first = { shown: column(60, 740, LEFT.slice(0, 4)) }
    const second = { shown: column(60, 740, LEFT.slice(4)) }
    const doc = await read(writePdf([first, second]))
    expect(outline(doc)).toEqual([`paragraph: ${LEFT.join(' ').replace('com- pany', 'company')}`])
    const source = doc.blocks[0]!.source
    expect(source.type === 'boxes' && source.boxes.map((b) => b.page)).toEqual([1, 1, 1, 1, 2])
  })

  test('more pages than are read: that is told', async () => {
    const opened = await openPdf(writePdf(pages(5)))
    if (typeof opened === 'string') throw new Error(opened)
    const limits = { pages: 3, text: 1_000_000, ocr: 0, looks: 0 }
    const { pages: taken, problems } = await readPages(opened.pdf, limits)
    await opened.close()
    expect(taken.map((p) => p.page)).toEqual([1, 2, 3])
    expect(problems.map((p) => p.message)).toEqual(['only the first 3 of 5 pages were read'])
  })
})

describe('parts of a page', () => {
  test('lists, captions, a table and a footnote', async () => {
    const doc = await read(
      writePdf([
        {
          shown: [
            ...column(60, 760, LEFT),
            ...column(60, 680, ['• The first ship came in March.', '• The second one is awaited.']),
            { x: 60, y: 640, text: 'Figure 2: The quay before the work.', size: 8 },
            ...['Port', 'Oslo', 'Riga', 'Kiel'].map((text, i) => ({ x: 60, y: 600 - 14 * i, text })),
            ...['Ships', '14', '9', '21'].map((text, i) => ({ x: 260, y: 600 - 14 * i, text })),
            { x: 60, y: 80, text: '1', size: 6 },
            { x: 67, y: 77, text: 'Letter of the office to this paper, 10 March 2023.', size: 8 },
          ],
        },
      ]),
    )
    expect(outline(doc).slice(1)).toEqual([
      'list: • The first ship came in March.',
      'list: • The second one is awaited.',
      'caption: Figure 2: The quay before the work.',
      'list: Port\tShips',
      'list: Oslo\t14',
      'list: Riga\t9',
      'list: Kiel\t21',
      'paragraph: ¹ Letter of the office to this paper, 10 March 2023.',
    ])
  })

  test('raised digits stay apart from words', async () => {
    const shown = [
      { x: 60, y: 700, text: 'The order was paid twice.' },
      { x: 172, y: 704, text: '3', size: 6 },
      { x: 180, y: 700, text: 'Nobody knows by whom.' },
    ]
    expect((await read(writePdf([{ shown }]))).text).toBe('The order was paid twice.³ Nobody knows by whom.')
  })

  test('compounds keep their hyphen at a line’s end, parted words lose it', async () => {
    const lines = [
      'It was a self-',
      'made and well-known drone of the Shahed-',
      '136 kind, which the mini-',
      'stry denied; the ministry knew.',
    ]
    const doc = await read(writePdf([{ shown: column(60, 700, lines) }]))
    expect(doc.text).toBe(
      'It was a self-made and well-known drone of the Shahed-136 kind, which the ministry denied; the ministry knew.',
    )
  })

  test('a document that parts no words keeps its hyphens', async () => {
    const lines = [
      'It was a fast-',
      'moving fire, as fast-moving as the genre-',
      'defying one of the year before it, they',
      'told us in the morning of that day.',
    ]
    expect((await read(writePdf([{ shown: column(60, 700, lines) }]))).text).toContain(
      'a fast-moving fire, as fast-moving as the genre-defying one',
    )
  })

  test('a bracket in mid-sentence begins no list, a number on a line of its own does', async () => {
    const lines = [
      'All of it (the crane, the quay and so',
      'on) was moved. The list says:',
      '1. The crane',
      '2. The quay',
    ]
    expect(outline(await read(writePdf([{ shown: column(60, 700, lines) }])))).toEqual([
      `paragraph: ${lines.slice(0, 2).join(' ')}`,
      'list: 1. The crane',
      'list: 2. The quay',
    ])
  })

  test('paragraphs of one line each, apart by space', async () => {
    const shown = [
      'The crane was moved in the night.',
      'Nobody was hurt in the work.',
      'It went on until six. The crew was',
    ].map((text, i) => ({ x: 60, y: 700 - 20 * i, text }))
    const more = [...shown, { x: 60, y: 648, text: 'paid in the morning.' }]
    expect(outline(await read(writePdf([{ shown: more }])))).toHaveLength(3)
  })

  test('a stamp across the page and text off the page do not come into the text', async () => {
    const shown = [
      ...column(60, 700, LEFT),
      { x: 150, y: 200, text: 'CONFIDENTIAL', size: 60, turn: 45 },
      { x: 900, y: 700, text: 'outside of the page' },
    ]
    const doc = await read(writePdf([{ shown }]))
    expect(furniture(doc)).toEqual(['CONFIDENTIAL'])
    expect(doc.text).not.toContain('outside')
  })

  test('right-to-left text comes in logical order', async () => {
    // drawn as PDF writers do, from left to right: the last letter of the word first
    const word = 'سلام'
    const doc = await read(
      writePdf([{ shown: [{ x: 200, y: 700, text: '!"#$', font: 'named' }] }], { named: [...word].reverse().join('') }),
    )
    expect(doc.text).toBe(word)
  })

  test('what is filled into a form, typed over a page and linked', async () => {
    const annotations = [
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (who) /V (Ada Brun) /Rect [200 690 400 706] >>',
      '<< /Type /Annot /Subtype /Link /Rect [60 600 200 612] /A << /S /URI /URI (https://quay.example/log) >> >>',
      '<< /Type /Annot /Subtype /FreeText /Contents (Seen by the clerk) /DA (/Helv 10 Tf) /Rect [60 500 300 514] >>',
    ]
    const bytes = writePdf([{ shown: [{ x: 60, y: 695, text: 'Name of the master:' }], annotations }])
    const doc = await read(bytes)
    expect(doc.text).toContain('Ada Brun')
    expect(doc.text).toContain('Seen by the clerk')
    expect(await findings(bytes)).toContainEqual({ kind: 'link', url: 'https://quay.example/log', note: 'page 1' })
  })
})

describe('what a file states', () => {
  test('information dictionary and XMP are candidates, text and headings come first', async () => {
    const xmp =
      '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:publisher><rdf:Bag><rdf:li>Quay Press</rdf:li></rdf:Bag></dc:publisher></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    const info = { Title: 'Microsoft Word - draft7.doc', Author: 'Ada Brun', CreationDate: "D:20230313091500+01'00'" }
    const { metadata } = await read(writePdf([{ shown: column(60, 700, LEFT) }], { info, xmp }))
    expect(metadata).toMatchObject({
      title: null,
      published: '2023-03-13',
      authors: ['Ada Brun'],
      outlet: 'Quay Press',
    })
    expect(metadata.candidates).toContainEqual({
      field: 'published',
      value: '2023-03-13',
      from: 'pdf:CreationDate',
      raw: "D:20230313091500+01'00'",
    })
  })

  test('attachments are members, under harmless names', async () => {
    const attachments = { 'notes.txt': new TextEncoder().encode('seen at four'), '../../up.txt': new Uint8Array([65]) }
    const found = await findings(writePdf([{ shown: column(60, 700, LEFT) }], { attachments }))
    expect(found.flatMap((f) => (f.kind === 'member' ? [[f.name, Buffer.from(f.bytes).toString()]] : []))).toEqual([
      ['notes.txt', 'seen at four'],
      ['up.txt', 'A'],
    ])
  })

  test('JPEG pictures come out byte for byte, each once; ornaments do not', () => {
    const jpeg = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      Buffer.alloc(3000, 7),
      Buffer.from([0xff, 0xd9]),
    ])
    const object = (width: number, data: Buffer) =>
      Buffer.concat([
        Buffer.from(
          `1 0 obj\n<< /Subtype /Image /Width ${width} /Height 90 /Filter /DCTDecode /Length ${data.length} >>\nstream\n`,
        ),
        data,
        Buffer.from('\nendstream\nendobj\n'),
      ])
    const file = new Uint8Array(
      Buffer.concat([object(120, jpeg), object(120, jpeg), object(20, jpeg), object(120, Buffer.alloc(4000))]),
    )
    expect([...picturesOf(file)]).toEqual([
      { kind: 'member', name: 'picture-1.jpg', role: 'embedded', bytes: new Uint8Array(jpeg), record: {} },
    ])
  })

  test('a script in the file is not run and does no harm', async () => {
    const catalog = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while \\(true\\) {}) >>'
    expect((await read(writePdf([{ shown: column(60, 700, LEFT) }], { catalog }))).text).toContain('harbour office')
  })
})

describe('what cannot be read is named', () => {
  test('a password; the empty one opens', async () => {
    const sheets = [{ shown: column(60, 700, LEFT) }]
    expect(await problemsOf(writePdf(sheets, { password: 'hunter' }))).toMatchObject([
      { code: 'reader/encrypted', severity: 'error' },
    ])
    expect((await read(writePdf(sheets, { password: '' }))).text).toContain('harbour office')
  })

  test('no PDF structure; a file that breaks off gives what can be mended', async () => {
    expect(await problemsOf(new TextEncoder().encode('%PDF-1.7\nnothing of the kind'))).toMatchObject([
      { code: 'reader/damaged' },
    ])
    const whole = writePdf([{ shown: column(60, 700, LEFT) }])
    const cut = await findings(whole.slice(0, whole.length - 300))
    expect(cut.length).toBeGreaterThan(0)
  })

  test('letters that stand for no characters', async () => {
    const shown = Array.from({ length: 6 }, (_, i) => ({
      x: 60,
      y: 700 - 20 * i,
      text: '!"#$%&()*+,!"#$%&',
      font: 'named' as const,
    }))
    const found = await findings(writePdf([{ shown }]), { ocrPages: 0 })
    expect(found[0]).toMatchObject({ kind: 'problem', problem: { code: 'reader/glyphs', severity: 'error' } })
  })

  test('bytes of any kind never throw', async () => {
    const whole = writePdf([{ shown: column(60, 700, LEFT) }])
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, value] of changes) bytes[at] = value
        expect((await findings(bytes)).length).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a scanned page', () => {
  /** A page drawn, and put into a file as a picture; `rotate` as the page is shown when it is drawn. */
  async function scan(lines: readonly string[], rotate = 0) {
    const opened = await openPdf(writePdf([{ width: 400, height: 200, rotate, shown: column(30, 170, lines, 14, 20) }]))
    if (typeof opened === 'string') throw new Error(opened)
    const image = await drawPage(await opened.pdf.getPage(1))
    await opened.close()
    const [width, height] = rotate === 0 ? [400, 200] : [200, 400]
    return image && writePdf([{ width, height, picture: image }])
  }

  test('that lies on its side is turned, and its boxes are those of the page as it lies', async () => {
    const { engine } = await ocrEngine()
    const lines = [
      'The harbour office moved the crane',
      'to the other quay in the night. It',
      'was not said who had paid for it.',
      'Nobody was hurt, the office said.',
    ]
    const bytes = await scan(lines, 90)
    if (!engine || !canvasMaker() || !bytes) return expect(engine === null || canvasMaker() === null).toBe(true)
    const doc = await read(bytes)
    expect(doc.text).toBe(lines.join(' '))
    const { source } = doc.blocks[0]!
    const [first, second] = source.type === 'boxes' ? source.boxes : []
    expect(first!.left).toBeGreaterThan(second!.right - 4)
    expect(first!.bottom - first!.top).toBeGreaterThan(150)
  })

  test('is read by OCR, which is told with its confidence; without OCR it is named', async () => {
    const { engine } = await ocrEngine()
    const bytes = await scan(['The harbour office moved the crane', 'to the other quay in the night.'])
    if (!engine || !canvasMaker() || !bytes) return expect(engine === null || canvasMaker() === null).toBe(true)
    const doc = await read(bytes)
    expect(doc.text).toBe('The harbour office moved the crane to the other quay in the night.')
    expect(doc.problems.find((p) => p.code === 'reader/ocr')).toMatchObject({
      start: 0,
      end: doc.text.length,
      values: { page: 1 },
    })
    const source = doc.blocks[0]!.source
    const [first] = source.type === 'boxes' ? source.boxes : []
    expect(Math.abs(first!.left - 30)).toBeLessThan(3)
    expect(Math.abs(first!.bottom - 30)).toBeLessThan(6)
    const unread = await findings(bytes, { ocrPages: 0 })
    expect(unread[0]).toMatchObject({ kind: 'problem', problem: { code: 'reader/scanned', severity: 'error' } })
  })
})
