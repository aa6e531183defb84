import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { findSeparator, parseRows } from './parse.ts'
import { readCsv } from './reader.ts'

async function read(text: string | Uint8Array): Promise<Found[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const founds: Found[] = []
  for await (const found of readCsv(bytesSource('a.csv', bytes), {})) founds.push(found)
  return founds
}

const links = async (text: string | Uint8Array) =>
  (await read(text)).flatMap((f) => (f.kind === 'link' ? [`${f.url} ${f.note ?? '-'}`] : []))

async function outline(text: string): Promise<readonly string[]> {
  const [found] = await read(text)
  if (found?.kind !== 'document') throw new Error('no document')
  const { text: whole, blocks } = found.document
  return blocks.map((b) => `${b.kind}: ${whole.slice(b.start, b.end)}`)
}

describe('a list of addresses', () => {
  test('a column named for addresses, and one named for notes', async () => {
    expect(
      await links(
        'Title,URL,Note\nMill,https://quay.example/1,"Ask ""Ada"", soon"\nCrane,www.velm.example/2,\nNone,,x\n',
      ),
    ).toEqual(['https://quay.example/1 Ask "Ada", soon', 'https://www.velm.example/2 -'])
  })

  test('without names, the column that holds addresses; the rest is the note', async () => {
    expect(await links('https://quay.example/1;first;2020\nhttps://quay.example/2;second;2021\n')).toEqual([
      'https://quay.example/1 first | 2020',
      'https://quay.example/2 second | 2021',
    ])
  })

  test('a bare list of addresses', async () => {
    expect(await links('https://quay.example/1\nhttps://quay.example/2\n')).toEqual([
      'https://quay.example/1 -',
      'https://quay.example/2 -',
    ])
  })

  test('other schemes are no addresses', async () => {
    expect(await links('url\njavascript:alert(1)\nfile:///etc/passwd\nhttps://quay.example/1\n')).toEqual([
      'https://quay.example/1 -',
    ])
  })

  test('a table that has a link here and there is none', async () => {
    expect(await links('name,age\nAda,3\nLev,4\nhttps://quay.example/1,5\n')).toEqual([])
  })
})

describe('the rows as a document', () => {
  test('one list block a row, with its bytes', async () => {
    const text = 'ship;days\r\n"Größe; Anna";4\r\n'
    expect(await outline(text)).toEqual(['list: ship | days', 'list: Größe; Anna | 4'])
    const [found] = await read(text)
    const source = found?.kind === 'document' ? found.document.blocks[1]!.source : null
    expect(source?.type === 'bytes' && Buffer.from(text).toString('utf8', source.start, source.end)).toBe(
      '"Größe; Anna";4',
    )
  })

  test('UTF-16 with tabs, as Excel writes it', async () => {
    expect(await links(Buffer.from('\ufeffurl\tnote\nhttps://quay.example/1\tfür Ada\n', 'utf16le'))).toEqual([
      'https://quay.example/1 für Ada',
    ])
  })

  test('more rows than are read are told, and their addresses are found all the same', async () => {
    const many = `url,n\n${Array.from({ length: 20_100 }, (_, i) => `https://quay.example/${i},${i}`).join('\n')}`
    const founds = await read(many)
    const [first] = founds
    expect(first?.kind === 'document' && first.document.problems.map((p) => p.code)).toContain('reader/truncated')
    expect(founds.filter((f) => f.kind === 'link').length).toBe(20_100)
  })

  test('a quotation mark that never closes is a character', async () => {
    expect(await outline('name,text\nAda,"open\nLev,fine\n')).toEqual([
      'list: name | text',
      'list: Ada | "open',
      'list: Lev | fine',
    ])
  })
})

describe('separators', () => {
  test.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b\n"1,5";2\n3,5;4\n', ';'],
    ['a\tb\n1, 2\t3\n', '\t'],
    ['a|b\nc|d\n', '|'],
    ['just text\nand more\n', ','],
  ])('%j', (text, separator) => {
    expect(findSeparator(text)).toBe(separator)
  })

  test('what was written is read again', () => {
    const cell = fc.stringMatching(/^[ab,;"\n ]{0,6}$/).map((s) => s.trim())
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const text = rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n')
        expect([...parseRows(text, ',')].map((r) => r.cells)).toEqual(rows.filter((r) => r.some((c) => c !== '')))
      }),
    )
  })
})
