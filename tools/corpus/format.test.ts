import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineFits, parseCases, parseNegatives, quoted, quotedStrings, replaceOutlines } from './format.ts'

const GOOD = `# A denial
published: 2024-05-03
outlet: The Quay

The ministry denied that it had "any part" in it.
==>
claim "that it had \\"any part\\" in it"
  denies "The ministry"
---
# Nothing here

Rain is likely.
==>
`

describe('corpus case format', () => {
  it('reads title, headers, text and outline', () => {
    const { cases, mistakes } = parseCases(GOOD)
    expect(mistakes).toEqual([])
    expect(cases[0]).toEqual({
      title: 'A denial',
      headers: { published: '2024-05-03', outlet: 'The Quay' },
      text: 'The ministry denied that it had "any part" in it.',
      outline: 'claim "that it had \\"any part\\" in it"\n  denies "The ministry"',
      line: 1,
    })
    expect(cases[1]?.outline).toBe('')
  })

  it('refuses an outline that says what the text does not', () => {
    const { mistakes } = parseCases('# x\n\nA said b.\n==>\nclaim "c"\n')
    expect(mistakes).toEqual(['line 1: the text does not hold "c"'])
  })

  it('refuses a missing expectation, an orphan, a second title of the same name, an open quotation mark', () => {
    expect(parseCases('# x\n\nA said b.\n').mistakes).toEqual(['line 1: the expectation is missing (no line "==>")'])
    expect(parseCases('# x\n==>\nclaim\n').mistakes).toEqual(['line 1: an orphan: an expectation without a text'])
    expect(parseCases('# x\n\na\n==>\n---\n# x\n\nb\n==>\n').mistakes).toEqual(['line 6: a second case named "x"'])
    expect(parseCases('# x\n\na\n==>\nclaim "a\n').mistakes[0]).toMatch(/never closed/)
    expect(parseCases('no title\n==>\n').mistakes[0]).toMatch(/starts with a line/)
  })

  it('reads negatives one a line', () => {
    const { cases } = parseNegatives('# plans\nIt went according to plan.\n\nMay Smith left.\n')
    expect(cases.map((c) => [c.text, c.outline, c.line])).toEqual([
      ['It went according to plan.', '', 2],
      ['May Smith left.', '', 4],
    ])
  })

  it('lets a line of three dots stand for any lines', () => {
    expect(outlineFits('a\n...\nd', 'a\nb\nc\nd\n')).toBe(true)
    expect(outlineFits('a\n...\nd', 'a\nd')).toBe(true)
    expect(outlineFits('...\nb\n...\nb', 'a\nb\nc\nb')).toBe(true)
    expect(outlineFits('a\n...\nd', 'a\nb')).toBe(false)
    expect(outlineFits('a', 'a\nb')).toBe(false)
    expect(outlineFits('', '')).toBe(true)
    expect(outlineFits('', 'a')).toBe(false)
  })

  it('replaces outlines and nothing else', () => {
    const changed = replaceOutlines(GOOD, new Map([[10, 'claim "Rain"']]))
    expect(changed).toBe(`${GOOD}claim "Rain"\n`)
    expect(replaceOutlines(GOOD, new Map())).toBe(GOOD)
    const first = replaceOutlines(GOOD, new Map([[1, '']]))
    expect(parseCases(first).cases.map((c) => c.outline)).toEqual(['', ''])
  })

  it('writes strings that it reads back (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (strings) => {
        expect(quotedStrings(strings.map(quoted).join(' '))).toEqual(strings)
      }),
    )
  })

  it('never throws, whatever the file holds (property)', () => {
    const line = fc.constantFrom('# a', '==>', '---', 'x: y', '"', '', 'text', 'claim "text"', '...')
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const source = lines.join('\n')
        const { cases } = parseCases(source)
        for (const c of cases) expect(source.split('\n')[c.line - 1]).toBe(`# ${c.title}`)
        expect(replaceOutlines(source, new Map())).toBe(source)
      }),
    )
  })
})
