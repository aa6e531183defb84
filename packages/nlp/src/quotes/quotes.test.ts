import { type Block, type BlockKind, type Document, NO_METADATA } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuotes } from './index.ts'

/** A document whose blocks are the given paragraphs, separated by one newline. */
function docOf(...parts: (string | [BlockKind, string])[]): Document {
  const blocks: Block[] = []
  let text = ''
  for (const part of parts) {
    const [kind, body] = typeof part === 'string' ? (['paragraph', part] as const) : part
    if (text !== '') text += '\n'
    blocks.push({ kind, start: text.length, end: text.length + body.length, source: { type: 'element', path: '' } })
    text += body
  }
  return { text, blocks, metadata: NO_METADATA, problems: [] }
}

const inner = (...parts: (string | [BlockKind, string])[]): string[] => {
  const doc = docOf(...parts)
  return findQuotes(doc).quotes.map((q) => doc.text.slice(q.inner.start, q.inner.end))
}
const insertions = (...parts: string[]): string[] => {
  const doc = docOf(...parts)
  return findQuotes(doc).insertions.map((q) => doc.text.slice(q.start, q.end))
}
const scares = (text: string): string[] => {
  const doc = docOf(text)
  return findQuotes(doc)
    .quotes.filter((q) => q.scare)
    .map((q) => doc.text.slice(q.inner.start, q.inner.end))
}

describe('quotation marks', () => {
  const cases: [string, string[]][] = [
    ['"We will pay," said Ann Lee. "In May."', ['We will pay,', 'In May.']],
    ['He said: “The bridge fell.”', ['The bridge fell.']],
    ['‘We will pay,’ said Ann Lee, ‘but the workers’ union won’t.’', ['We will pay,', 'but the workers’ union won’t.']],
    ["'It's the drivers' fault,' he said.", ["It's the drivers' fault,"]],
    ["The drivers' union and the pilots' union met in the '90s.", []],
    ["Rock 'n' roll isn't O'Brien's thing.", []],
    ['„Wir gehen“, sagte er.', ['Wir gehen']],
    ['«Nous partons», a-t-il dit. »So geht es auch«, he said.', ['Nous partons', 'So geht es auch']],
    ["``We will pay,'' she said.", ['We will pay,']],
    ['"He told me \'never again\' twice," she said.', ["He told me 'never again' twice,", 'never again']],
    ['“She shouted “stop” at us,” he said.', ['She shouted “stop” at us,', 'stop']],
    ['"She shouted "stop!"" he said.', ['She shouted "stop!"', 'stop!']],
    ['“We will pay. The rest is up to them. He left.', ['We will pay.']],
    ['He is 6\'2" tall and has a 17" screen.', []],
    ['"I was going to—" he began.', ['I was going to—']],
    ['The ("quiet") man said:"Go."', ['quiet', 'Go.']],
    ['"$5 is enough," he said.', ['$5 is enough,']],
  ]
  it.each(cases)('%s', (text, expected) => {
    expect(inner(text)).toEqual(expected)
  })

  it('ties a quotation over paragraphs that repeat the opening mark', () => {
    const doc = docOf(
      'He said: "We came.',
      ['caption', 'A boat. Photo: AP'],
      '"We saw.',
      '"We left." Then he sat down.',
    )
    expect(findQuotes(doc).quotes.map((q) => q.continues)).toEqual([null, 0, 1])
    expect(inner('He said: "We came.', '"We saw."')).toEqual(['We came.', 'We saw.'])
  })

  it('ties a quotation that goes on without a mark', () => {
    const doc = docOf('He said: "We came.', 'We saw it all," and sat down.')
    const { quotes } = findQuotes(doc)
    expect(quotes.map((q) => doc.text.slice(q.inner.start, q.inner.end))).toEqual(['We came.', 'We saw it all,'])
    expect(quotes[1]!.continues).toBe(0)
  })

  it('never goes on over a headline, nor from one', () => {
    expect(inner('He said: "We came.', ['title', 'Weather'], 'It rained," she said.')).toEqual(['We came.'])
    expect(inner(['title', '"We came'], '"We saw," he said.')).toEqual(['We came', 'We saw,'])
  })
})

describe('scare quotes', () => {
  it.each([
    'The drone is known as "Geran-2".',
    'They call it a "special operation" in Moscow.',
    'The film "Gone with the Wind" is long.',
    'The so-called "safe zones" are not safe.',
    'Col. Jane "J.D." Dunn spoke.',
  ])('%s', (text) => {
    expect(scares(text)).toHaveLength(1)
  })
  it.each([
    '"Yes," he said.',
    'He said "no".',
    'He called the ruling "a disaster for everyone".',
    '"Never!" she shouted.',
    'The sign read: "Closed".',
    '"We will pay", said Ann Lee.',
  ])('not in: %s', (text) => {
    expect(scares(text)).toEqual([])
  })
})

describe("editor's insertions", () => {
  const cases: [string, string[]][] = [
    ['the drones (Shahed-136/131 - Ed.) are built', ['(Shahed-136/131 - Ed.)']],
    ['the mayor (of Kyiv – editor’s note) came', ['(of Kyiv – editor’s note)']],
    ["(Editor's note: he has since left.) He said so.", ["(Editor's note: he has since left.)"]],
    ['"They was [sic] here and [the plant] works," he said.', ['[sic]', '[the plant]']],
    ['He said it was "theirs" (emphasis added).', ['(emphasis added)']],
    ['"He [...] left," she said. See [1] and [edit].', ['[...]']],
    ['They met in Tver, west of here – Ed. note', ['– Ed. note']],
    ['The Ministry (MoD) said (in part) that it (a plant) works.', []],
    ['Ed. Smith and Ed Miliband - Ed to friends - met.', []],
  ]
  it.each(cases)('%s', (text, expected) => {
    expect(insertions(text)).toEqual(expected)
  })
})

describe('properties', () => {
  const piece = fc.constantFrom(
    '"',
    '“',
    '”',
    "'",
    '’',
    '‘',
    '«',
    '»',
    '``',
    "''",
    ' ',
    'a',
    'Bc',
    '. ',
    ', ',
    '[',
    ']',
    '(',
    ')',
    ' - Ed.',
    's',
  )
  const paragraph = fc.array(piece, { maxLength: 24 }).map((p) => p.join(''))
  it('spans are sorted, inside one block, and an inner span lies in its marks', () => {
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 5 }), (parts) => {
        const doc = docOf(...parts)
        const { quotes, insertions } = findQuotes(doc)
        for (const [i, q] of quotes.entries()) {
          expect(q.start <= q.inner.start && q.inner.start <= q.inner.end && q.inner.end <= q.end).toBe(true)
          expect(doc.blocks.some((b) => b.start <= q.start && q.end <= b.end)).toBe(true)
          if (i > 0) expect(quotes[i - 1]!.start <= q.start).toBe(true)
          if (q.continues !== null) expect(q.continues < i).toBe(true)
        }
        for (const s of insertions) expect(doc.blocks.some((b) => b.start <= s.start && s.end <= b.end)).toBe(true)
      }),
    )
  })
})
