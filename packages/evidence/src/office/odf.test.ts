import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { billionLaughs, buildOds, buildOdt } from '../suite/build/office.ts'
import { buildZip } from '../suite/build/zip.ts'
import { readOds } from './ods.ts'
import { readOdt } from './odt.ts'

async function read(bytes: Uint8Array, reader = readOdt): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of reader(bytesSource('a.odt', bytes), {})) founds.push(found)
  return founds
}

async function documentOf(bytes: Uint8Array, reader = readOdt) {
  const found = (await read(bytes, reader)).find((f) => f.kind === 'document')
  if (!found) throw new Error('no document')
  return found.document
}

const outline = async (bytes: Uint8Array, reader = readOdt): Promise<readonly string[]> => {
  const { text, blocks } = await documentOf(bytes, reader)
  return blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`)
}

const SENTENCE = 'The mill will close in June, its owner said on Tuesday, after ninety years.'

describe('an OpenDocument text', () => {
  test('has a title, paragraphs, and what the file says of itself', async () => {
    const { text, metadata } = await documentOf(buildOdt('Mill to close', [SENTENCE]))
    expect(text).toBe(`Mill to close\n\n${SENTENCE}`)
    expect(metadata).toMatchObject({ title: 'Mill to close', published: '2025-03-04' })
  })

  test('lists, notes, comments, tables, white space and hidden text', async () => {
    const extra =
      '<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>' +
      '<text:p>Two<text:s text:c="3"/>words<text:line-break/>and<text:tab/>more' +
      '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Interview of 3 May.</text:p></text:note-body></text:note>' +
      '<office:annotation><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Lev Tarn</dc:creator><dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2025-03-04</dc:date><text:p>Is this so?</text:p></office:annotation>.</text:p>' +
      '<text:p>They met <text:hidden-text text:condition="x">secretly </text:hidden-text>openly.</text:p>' +
      '<table:table><table:table-row><table:table-cell><text:p>ship</text:p></table:table-cell><table:table-cell><text:p>days</text:p></table:table-cell></table:table-row></table:table>'
    expect(await outline(buildOdt('Mill to close', [SENTENCE], extra))).toEqual([
      'title: Mill to close',
      `paragraph: ${SENTENCE}`,
      'list: one',
      'paragraph: Two words\nand more.',
      'paragraph: They met openly.',
      'list: ship | days',
      'paragraph: Interview of 3 May.',
      'boilerplate: Lev Tarn: Is this so?',
    ])
  })

  test('tracked deletions are not read, and told', async () => {
    const changes =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>was never true</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>'
    const { text, problems } = await documentOf(buildOdt('Mill to close', [SENTENCE], changes))
    expect(text).not.toContain('never')
    expect(problems.find((p) => p.code === 'reader/tracked-changes')?.values).toEqual({ deleted: 1, inserted: 1 })
  })

  test('an encrypted one is named so, and not tried', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    const zip = buildZip([
      { name: 'content.xml', bytes: new Uint8Array([1, 2, 3]) },
      { name: 'META-INF/manifest.xml', bytes: manifest },
    ])
    expect(await read(zip)).toMatchObject([{ kind: 'problem', problem: { code: 'reader/encrypted' } }])
  })

  test('entities that multiply stay as they are written', async () => {
    const bytes = buildOdt('Mill to close', ['&l9;', SENTENCE], '<text:p>&l9;</text:p>', billionLaughs('office'))
    const { text, problems } = await documentOf(bytes)
    expect(text.length).toBeLessThan(300)
    expect(problems.map((p) => p.code)).toContain('reader/entities')
  })
})

describe('an OpenDocument spreadsheet', () => {
  test('rows are lists under the name of their sheet; empty rows that fill the sheet are not read', async () => {
    const filler =
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    const repeated =
      '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>4</text:p></table:table-cell></table:table-row>'
    expect(
      await outline(
        buildOds(
          [
            ['ship', 'days'],
            ['Anna', '4'],
          ],
          repeated + filler,
        ),
        readOds,
      ),
    ).toEqual(['title: Crates', 'list: ship | days', 'list: Anna | 4', 'list: 4 | 4'])
  })

  test('long cells are blocks of their own', async () => {
    const long = `${SENTENCE} ${SENTENCE} ${SENTENCE}`
    expect(await outline(buildOds([['1', long]]), readOds)).toEqual(['title: Crates', 'list: 1', `list: ${long}`])
  })
})
