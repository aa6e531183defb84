import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { buildZip } from '../suite/build/zip.ts'
import { formatOf, numberText, serialText } from './numbers.ts'
import { readXlsx } from './xlsx.ts'

const X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

function workbook(rows: string, more: Readonly<Record<string, string>> = {}, state = ''): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`
  return buildZip([
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook ${X} ${R}><sheets><sheet name="Ships" r:id="r1"${state}/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships>${relation('r1', 'worksheet', '/xl/worksheets/sheet1.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', bytes: `<worksheet ${X}><sheetData>${rows}</sheetData></worksheet>` },
    {
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      bytes: `<Relationships>${relation('r1', 'comments', '../comments1.xml')}</Relationships>`,
    },
    ...Object.entries(more).map(([name, bytes]) => ({ name: `xl/${name}`, bytes })),
  ])
}

async function read(bytes: Uint8Array): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of readXlsx(bytesSource('a.xlsx', bytes), {})) founds.push(found)
  return founds
}

async function outline(bytes: Uint8Array): Promise<readonly string[]> {
  return (await read(bytes)).flatMap((f) =>
    f.kind === 'document'
      ? f.document.blocks.map((b) => `${b.kind}: ${f.document.text.slice(b.start, b.end)}`)
      : f.kind === 'problem'
        ? [f.problem.code]
        : [],
  )
}

describe('an Excel workbook', () => {
  test('shared and inline strings, numbers, truth values, days, comments', async () => {
    const strings = `<sst ${X}><si><t>ship</t></si><si><r><t>An</t></r><r><t>na</t></r><rPh><t>not this</t></rPh></si></sst>`
    const styles = `<styleSheet ${X}><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`
    const comments = `<comments ${X}><commentList><comment ref="A1"><text><r><t>Ask the harbour.</t></r></text></comment></commentList></comments>`
    const rows =
      '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>days</t></is></c><c/><c t="b"><v>1</v></c></row>' +
      '<row><c t="s"><v>1</v></c><c><v>0.30000000000000004</v></c><c s="1"><v>44320</v></c><c s="2"><v>44320.4375</v></c></row>'
    expect(
      await outline(workbook(rows, { 'sharedStrings.xml': strings, 'styles.xml': styles, 'comments1.xml': comments })),
    ).toEqual([
      'title: Ships',
      'list: ship | days | TRUE',
      'list: Anna | 0.3 | 2021-05-04 | 2021-05-04 10:30',
      'boilerplate: Ask the harbour.',
    ])
  })

  test('a hidden sheet is read and told', async () => {
    const bytes = workbook('<row><c><v>1</v></c><c><v>2</v></c></row>', {}, ' state="veryHidden"')
    const [found] = await read(bytes)
    expect(found?.kind === 'document' && found.document.problems.map((p) => p.code)).toContain('reader/hidden-sheets')
  })

  test('nothing to read, a missing table of strings, a row without end', async () => {
    expect(await outline(workbook(''))).toEqual(['reader/no-text'])
    expect(await outline(workbook('<row><c t="s"><v>7</v></c></row>'))).toEqual(['reader/no-text'])
    expect(await outline(workbook('<row><c><v>1</v></c><c><v>2'))).toEqual(['title: Ships', 'list: 1 | 2'])
  })
})

describe('numbers', () => {
  test('which formats show days', () => {
    for (const code of ['yyyy-mm-dd', 'd. mmm yy', 'dd/mm/yyyy;@', '[$-409]mmmm d, yyyy;@', 'm/d'])
      expect(formatOf(code)).toBe('date')
    for (const code of ['hh:mm', '[h]:mm:ss', 'mm:ss.0']) expect(formatOf(code)).toBe('time')
    for (const code of ['0.00', 'General', '#,##0 "day"', '[Red]0.0', '0.00E+00', '@', '\\d0'])
      expect(formatOf(code)).toBeNull()
    expect(formatOf('yyyy-mm-dd hh:mm')).toBe('both')
  })

  test('day numbers as both systems count them', () => {
    expect(serialText(1, 'date', false)).toBe('1900-01-01')
    expect(serialText(61, 'date', false)).toBe('1900-03-01')
    expect(serialText(36_526, 'date', false)).toBe('2000-01-01')
    expect(serialText(35_064, 'date', true)).toBe('2000-01-01')
    expect(serialText(0.75, 'time', false)).toBe('18:00')
  })

  test('every day of the century is the one after the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 73_050 }), (n) => {
        const iso = new Date(Date.UTC(1899, 11, 30) + n * 86_400_000).toISOString().slice(0, 10)
        expect(serialText(n, 'date', false)).toBe(iso)
      }),
    )
  })

  test('binary remainders are cut, other numbers stay as they are written', () => {
    expect(numberText('0.1')).toBe('0.1')
    expect(numberText('1.1000000000000001')).toBe('1.1')
    expect(numberText('12345678901234567890')).toBe('12345678901234600000')
    expect(numberText('n/a')).toBe('n/a')
  })
})
