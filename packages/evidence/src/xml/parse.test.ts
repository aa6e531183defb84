import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEEPEST, parseXml, type XmlEnd } from './parse.ts'

const NAMESPACES = new Map([['urn:a', 'a']])

/** What is told of a text, one entry an event: `+name`, `-name`, characters. */
function events(xml: string, html = false): { told: readonly string[]; end: XmlEnd } {
  const told: string[] = []
  const end = parseXml(
    xml,
    { namespaces: NAMESPACES, html },
    {
      open: (name, at) => told.push(`+${name} ${at.path()}`),
      close: (name) => told.push(`-${name}`),
      text: (text) => told.push(text),
    },
  )
  return { told, end }
}

const textOf = (xml: string, html = false): string =>
  events(xml, html)
    .told.filter((t) => !/^[+-]/.test(t))
    .join('')

describe('well-formed XML', () => {
  test('elements are told with their place among those of their name', () => {
    expect(events('<a><b>1</b><c/><b>2</b></a>').told).toEqual([
      '+a /a[1]',
      '+b /a[1]/b[1]',
      '1',
      '-b',
      '+c /a[1]/c[1]',
      '-c',
      '+b /a[1]/b[2]',
      '2',
      '-b',
      '-a',
    ])
  })

  test('namespaces have the prefixes of the table, whatever the file calls them', () => {
    const names = (xml: string) =>
      events(xml)
        .told.filter((t) => t.startsWith('+'))
        .map((t) => t.slice(1).split(' ')[0])
    expect(names('<z:r xmlns:z="urn:a"><z:p/><q xmlns="urn:a"/><q/></z:r>')).toEqual(['a:r', 'a:p', 'a:q', 'q'])
    expect(names('<r xmlns="urn:other"><p/></r>')).toEqual(['?:r', '?:p'])
  })

  test('attributes are found by their canonical names and decoded', () => {
    const found: (string | null)[] = []
    const open = (_: string, at: { attribute(name: string): string | null }) =>
      found.push(at.attribute('a:v'), at.attribute('w'), at.attribute('none'))
    parseXml(`<r xmlns:z="urn:a" z:v="1 &lt; 2" w='"x"'/>`, { namespaces: NAMESPACES }, { open, close() {}, text() {} })
    expect(found).toEqual(['1 < 2', '"x"', null])
  })

  test('character data, references and comments', () => {
    expect(textOf('<a>1 &lt; 2<!-- <b> --><![CDATA[ & <b> ]]>&#x41;&#66;<?p x?></a>')).toBe('1 < 2 & <b> AB')
    expect(events('<a/>').end).toEqual({ whole: true, faults: 0, flattened: false, declares: false })
  })
})

describe('hostile XML', () => {
  test('entities of a document type are neither defined nor expanded', () => {
    const xml = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&l;&f;</a>'
    expect(textOf(xml)).toBe('&l;&f;')
    expect(events(xml).end.declares).toBe(true)
  })

  test('elements deeper than the limit lose their names, not their text', () => {
    const { told, end } = events(`${'<a>'.repeat(DEEPEST + 50)}deep${'</a>'.repeat(DEEPEST + 50)}<b/>`)
    expect(end.flattened).toBe(true)
    expect(end.whole).toBe(true)
    expect(told).toContain('deep')
    expect(told.at(-2)).toBe('+b /b[1]')
  })

  test('a text that breaks off is read up to there, and said to be cut', () => {
    for (const cut of ['<a><b>text', '<a>text</a', '<a x="1', '<a>text<!-- no end', '<a>text<![CDATA[more'])
      expect(events(cut).end.whole).toBe(false)
    expect(textOf('<a><b>text')).toBe('text')
    expect(textOf('<a>text<![CDATA[more')).toBe('textmore')
  })

  test('end tags that fit nothing are passed over', () => {
    const { told, end } = events('<a></x>1</b><b>2</a>3')
    expect(told.filter((t) => /^\d$/.test(t))).toEqual(['1', '2', '3'])
    expect(end.faults).toBe(3)
  })

  test('named references of HTML only where they are asked for', () => {
    expect(textOf('<a>1&nbsp;2</a>')).toBe('1&nbsp;2')
    expect(textOf('<a>1&nbsp;2</a>', true)).toBe('1\u00a02')
  })
})

test('a long text comes in pieces that cut no reference', () => {
  const long = 'x&amp;y'.repeat(300_000)
  expect(textOf(`<a>${long}</a>`)).toBe('x&y'.repeat(300_000))
})

test('every input comes to an end, every element that is opened is closed', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b x="',
    '"',
    '<',
    '>',
    '/>',
    '&amp;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE a [',
    ']',
    'é',
    ' ',
    '=',
    '<?',
    '?>',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const open: string[] = []
      parseXml(
        pieces.join(''),
        { namespaces: NAMESPACES },
        { open: (name) => open.push(name), close: (name) => expect(open.pop()).toBe(name), text() {} },
      )
      expect(open).toEqual([])
    }),
    { numRuns: 500 },
  )
})
