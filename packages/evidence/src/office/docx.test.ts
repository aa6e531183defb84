import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { buildDocx } from '../suite/build/office.ts'
import { buildZip, type ZipPart } from '../suite/build/zip.ts'
import { readDocx } from './docx.ts'

async function read(bytes: Uint8Array): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of readDocx(bytesSource('a.docx', bytes), {})) founds.push(found)
  return founds
}

async function documentOf(bytes: Uint8Array) {
  const found = (await read(bytes)).find((f) => f.kind === 'document')
  if (!found) throw new Error('no document')
  return found.document
}

const outline = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const { text, blocks } = await documentOf(bytes)
  return blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`)
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const p = (inside: string, style = '') =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${inside}</w:p>`
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`

/** A Word document from the body and other parts by name under `word/`. */
function word(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const relations = Object.keys(parts)
    .map((name, i) => `<Relationship Id="r${i}" Type="${REL}/${name.replace(/\d*\.xml$/, '')}" Target="${name}"/>`)
    .join('')
  const files: ZipPart[] = [
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    { name: 'word/document.xml', bytes: `<w:document ${W}><w:body>${body}</w:body></w:document>` },
    { name: 'word/_rels/document.xml.rels', bytes: `<Relationships>${relations}</Relationships>` },
    ...Object.entries(parts).map(([name, bytes]) => ({ name: `word/${name}`, bytes })),
  ]
  return buildZip(files)
}

const SENTENCE = 'The mill will close in June, its owner said on Tuesday, after ninety years.'

describe('a Word document', () => {
  test('has a title, paragraphs, and what the file says of itself', async () => {
    const document = await documentOf(buildDocx('Mill to close', [SENTENCE]))
    expect(document.text).toBe(`Mill to close\n\n${SENTENCE}`)
    expect(document.blocks.map((b) => b.kind)).toEqual(['title', 'paragraph'])
    expect(document.blocks[1]!.source).toEqual({
      type: 'part',
      part: 'word/document.xml',
      path: '/w:document[1]/w:body[1]/w:p[2]',
    })
    expect(document.metadata).toMatchObject({ title: 'Mill to close', published: '2025-03-04', authors: ['I. Marlow'] })
    expect(document.metadata.candidates.map((c) => `${c.field} ${c.from}`)).toContain('published docx:dcterms:created')
  })

  test('headings, lists, quotations and captions by their styles, in any language of the program', async () => {
    const styles = `<w:styles ${W}>
      <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="Mein"><w:name w:val="Mein Zitat"/><w:basedOn w:val="Zitat"/></w:style>
      <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
      <w:style w:type="paragraph" w:styleId="Bild"><w:name w:val="caption"/></w:style></w:styles>`
    const numbered = `<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>${run('one')}</w:p>`
    const body =
      p(run('What happened'), 'berschrift1') + p(run('We are sorry.'), 'Mein') + numbered + p(run('The mill.'), 'Bild')
    expect(await outline(word(body, { 'styles.xml': styles }))).toEqual([
      'title: What happened',
      'quote: We are sorry.',
      'list: one',
      'caption: The mill.',
    ])
  })

  test('a dateline, and a caption with its credit, are told apart as in any text', async () => {
    const body = p(run(`VELM, May 3 (KRN) - ${SENTENCE}`)) + p(run('The old mill. Photo: Orbivue'))
    expect(await outline(word(body))).toEqual([
      'dateline: VELM, May 3 (KRN) -',
      `paragraph: ${SENTENCE}`,
      'caption: The old mill.',
      'credit: Photo: Orbivue',
    ])
  })

  test('rows of a table are lists; a table for layout is not', async () => {
    const cell = (text: string) => `<w:tc>${p(run(text))}</w:tc>`
    const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`
    const body = `<w:tbl>${row('ship', 'days')}${row('Anna', '4')}</w:tbl><w:tbl>${row(SENTENCE)}</w:tbl>`
    expect(await outline(word(body))).toEqual(['list: ship | days', 'list: Anna | 4', `paragraph: ${SENTENCE}`])
  })

  test('notes follow the text, then comments with their authors; headers and footers frame it', async () => {
    const parts = {
      'header1.xml': `<w:hdr ${W}>${p(run('Ministry of Works'))}</w:hdr>`,
      'header2.xml': `<w:hdr ${W}>${p(run('Ministry of Works'))}</w:hdr>`,
      'footnotes.xml': `<w:footnotes ${W}><w:footnote w:type="separator" w:id="0">${p(run('x'))}</w:footnote><w:footnote w:id="1">${p(run('Interview of 3 May.'))}</w:footnote></w:footnotes>`,
      'comments.xml': `<w:comments ${W}><w:comment w:author="Lev Tarn">${p(run('Is this so?'))}</w:comment></w:comments>`,
      'footer1.xml': `<w:ftr ${W}>${p(run('12'))}</w:ftr>`,
    }
    expect(await outline(word(p(run(SENTENCE)), parts))).toEqual([
      'boilerplate: Ministry of Works',
      `paragraph: ${SENTENCE}`,
      'paragraph: Interview of 3 May.',
      'boilerplate: Lev Tarn: Is this so?',
    ])
  })

  test('tracked changes: what was inserted is read, what was deleted or moved away is not, and both are told', async () => {
    const deleted = '<w:del w:author="A"><w:r><w:delText>not </w:delText></w:r></w:del>'
    const moved = `<w:moveFrom>${run('today ')}</w:moveFrom>`
    const body = p(
      `${run('The mill will ')}${deleted}<w:ins w:author="B">${run('surely ')}</w:ins>${moved}${run('close.')}`,
    )
    const { text, problems } = await documentOf(word(body))
    expect(text).toBe('The mill will surely close.')
    const told = problems.find((q) => q.code === 'reader/tracked-changes')
    expect(told?.values).toEqual({ deleted: 1, inserted: 1 })
  })

  test('hidden text is left out and told', async () => {
    const hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>'
    const shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>openly.</w:t></w:r>'
    const { text, problems } = await documentOf(word(p(`${run('They met ')}${hidden}${shown}`)))
    expect(text).toBe('They met openly.')
    expect(problems.find((q) => q.code === 'reader/hidden-text')?.values).toEqual({ count: 1 })
  })

  test('line breaks, tabs and the text of boxes, once although it is there twice', async () => {
    const box = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>
      <w:txbxContent>${p(run('Text of the box.'))}</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p(run('Text of the box.'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const body = p(
      `<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:br/><w:br/><w:t>four.</w:t></w:r>${box}`,
    )
    expect(await outline(word(body))).toEqual([
      'paragraph: Text of the box.',
      'paragraph: One two\nthree',
      'paragraph: four.',
    ])
  })

  test('pictures are members', async () => {
    const zip = buildZip([
      { name: 'word/document.xml', bytes: `<w:document ${W}><w:body>${p(run('Text.'))}</w:body></w:document>` },
      { name: 'word/media/image1.png', bytes: 'PNG' },
      { name: 'word/theme/theme1.xml', bytes: '<a/>' },
    ])
    expect((await read(zip)).map((f) => (f.kind === 'member' ? `${f.role} ${f.name}` : f.kind))).toEqual([
      'document',
      'embedded word/media/image1.png',
    ])
  })
})

describe('a broken Word document', () => {
  const codes = async (bytes: Uint8Array): Promise<readonly string[]> =>
    (await read(bytes)).flatMap((f) =>
      f.kind === 'problem' ? [f.problem.code] : f.kind === 'document' ? f.document.problems.map((q) => q.code) : [],
    )

  test('no ZIP, no text part, no text', async () => {
    expect(await codes(new Uint8Array([0x50, 0x4b, 3, 4, 5]))).toEqual(['reader/damaged'])
    expect(await codes(buildZip([{ name: 'a.txt', bytes: 'x' }]))).toEqual(['reader/damaged'])
    expect(await codes(word(p('')))).toEqual(['reader/no-text'])
    expect(await codes(new Uint8Array())).toEqual(['reader/empty'])
  })

  test('a part that breaks off is read up to there', async () => {
    const zip = buildZip([
      { name: 'word/document.xml', bytes: `<w:document ${W}><w:body>${p(run(SENTENCE))}<w:p><w:r><w:t>and th` },
    ])
    expect(await codes(zip)).toContain('reader/cut-off')
    expect((await documentOf(zip)).text).toBe(`${SENTENCE}\n\nand th`)
  })

  test('entities are never expanded', async () => {
    const prologue = `<!DOCTYPE w [<!ENTITY a "${'x'.repeat(1000)}">]>`
    const bytes = buildDocx('Mill &a; here', [SENTENCE], '', prologue)
    expect((await documentOf(bytes)).text.length).toBeLessThan(200)
    expect(await codes(bytes)).toContain('reader/entities')
  })

  test('tables in tables in tables end', async () => {
    const deep = '<w:tbl><w:tr><w:tc>'.repeat(5000) + p(run(SENTENCE)) + '</w:tc></w:tr></w:tbl>'.repeat(5000)
    const bytes = word(deep)
    expect(await codes(bytes)).toEqual(['reader/no-text', 'reader/nesting'])
  })
})
