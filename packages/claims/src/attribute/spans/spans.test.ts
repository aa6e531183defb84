import { findQuotes } from '@wherefrom/nlp'
import { type Document, type Layers, NO_METADATA } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cueClassOf } from './cues.ts'
import { findAttributions } from './find.ts'
import { bioChain, LABELS, mayFollow } from './labels.ts'

/** A one-block document out of `word/lemma/UPOS/head/deprel` rows (head: index of the row, -1 for the root). */
function parsed(text: string, rows: string): { doc: Document; layers: Layers } {
  const table = rows
    .trim()
    .split(/\s+/)
    .map((row) => row.split('|'))
  const n = table.length
  const start = new Int32Array(n)
  const end = new Int32Array(n)
  let at = 0
  for (const [i, [word]] of table.entries()) {
    start[i] = text.indexOf(word!, at)
    end[i] = start[i]! + word!.length
    at = end[i]!
  }
  const names = (k: number): string[] => [...new Set(table.map((r) => r[k]!))]
  const column = (k: number): Uint8Array => Uint8Array.from(table, (r) => names(k).indexOf(r[k]!))
  const source = { type: 'bytes', start: 0, end: text.length } as const
  const doc: Document = {
    text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length, source }],
    metadata: NO_METADATA,
    problems: [],
  }
  const layers: Layers = {
    tokens: { length: n, start, end, sentence: new Int32Array(n) },
    sentences: { length: 1, from: Int32Array.of(0), to: Int32Array.of(n) },
    tags: {
      upos: column(2),
      xpos: column(2),
      uposNames: names(2),
      xposNames: names(2),
      lemma: table.map((r) => r[1]!),
    },
    parse: { head: Int32Array.from(table, (r) => Number(r[3])), deprel: column(4), deprelNames: names(4) },
    ...findQuotes(doc),
    mentions: [],
    entities: [],
    aliases: [],
    routes: [],
    times: [],
    references: [],
    places: [],
  }
  return { doc, layers }
}

/** `source | cue | content` of each attribution that the rules find. */
function shown(text: string, rows: string): string[] {
  const { doc, layers } = parsed(text, rows)
  const part = (spans: readonly { start: number; end: number }[]): string =>
    spans.map((s) => text.slice(s.start, s.end)).join(' + ')
  return findAttributions(doc, layers, null).map((a) => `${part(a.source)} | ${part(a.cue)} | ${part(a.content)}`)
}

describe('attributions by rules', () => {
  test('a clause after a verb of saying', () => {
    expect(
      shown(
        'The minister said that the bridge was closed.',
        `The|the|DET|1|det minister|minister|NOUN|2|nsubj said|say|VERB|-1|root that|that|SCONJ|7|mark the|the|DET|5|det
         bridge|bridge|NOUN|7|nsubj:pass was|be|AUX|7|aux:pass closed|close|VERB|2|ccomp .|.|PUNCT|2|punct`,
      ),
    ).toEqual(['The minister | said | that the bridge was closed'])
  })

  test('a quotation before the speaker keeps its marks', () => {
    expect(
      shown(
        '"We closed it," she said.',
        `"|"|PUNCT|2|punct We|we|PRON|2|nsubj closed|close|VERB|7|ccomp it|it|PRON|2|obj ,|,|PUNCT|2|punct "|"|PUNCT|2|punct
         she|she|PRON|7|nsubj said|say|VERB|-1|root .|.|PUNCT|7|punct`,
      ),
    ).toEqual(['she | said | "We closed it,"'])
  })

  test('according to', () => {
    expect(
      shown(
        'According to the report, the pumps failed.',
        `According|accord|VERB|3|case to|to|ADP|0|fixed the|the|DET|3|det report|report|NOUN|7|obl ,|,|PUNCT|3|punct
         the|the|DET|6|det pumps|pump|NOUN|7|nsubj failed|fail|VERB|-1|root .|.|PUNCT|7|punct`,
      ),
    ).toEqual(['the report | According to | the pumps failed'])
  })

  test('a verb that reports nothing makes no attribution', () => {
    expect(
      shown(
        'The bridge fell.',
        'The|the|DET|1|det bridge|bridge|NOUN|2|nsubj fell|fall|VERB|-1|root .|.|PUNCT|2|punct',
      ),
    ).toEqual([])
  })

  test('every attribution stands on its spans', () => {
    const { doc, layers } = parsed(
      'Witnesses said it burned.',
      'Witnesses|witness|NOUN|1|nsubj said|say|VERB|-1|root it|it|PRON|3|nsubj burned|burn|VERB|1|ccomp .|.|PUNCT|1|punct',
    )
    const [a] = findAttributions(doc, layers, null)
    expect(a?.basis).toMatchObject({ type: 'rule', spans: [...a!.source, ...a!.cue, ...a!.content] })
    expect(a?.cueClass).toBe('reporting')
    expect(a?.score).toBeNull()
  })

  test('an empty document has none', () => {
    const { doc, layers } = parsed('x', 'x|x|X|-1|root')
    expect(findAttributions(doc, { ...layers, tokens: { ...layers.tokens, length: 0 } }, null)).toEqual([])
  })
})

test('classes of cues', () => {
  expect(cueClassOf('according to', 'accord')).toBe('reporting')
  expect(cueClassOf('believed', 'believe')).toBe('attitude')
  expect(cueClassOf('plans', 'plan')).toBe('intention')
  expect(cueClassOf('looked like', 'look')).toBe('appearance')
  expect(cueClassOf('was fined', 'fine')).toBe('action')
})

describe('chain of labels', () => {
  const values = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 70, maxLength: 70 })

  test('the best path obeys the labels and beats every other one; margins tell by how much', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const scores = numbers.map((v) => v / 64)
        const chain = bioChain(LABELS, scores.slice(0, LABELS * LABELS))
        chain.reserve(3)
        for (let i = 0; i < 3 * LABELS; i++) chain.emit[i] = scores[LABELS * LABELS + i]!
        const worth = (path: readonly number[]): number =>
          path.reduce((sum, y, i) => {
            const x = i === 0 ? 0 : path[i - 1]!
            return mayFollow(x, y)
              ? sum + scores[x * LABELS + y]! + chain.emit[i * LABELS + y]!
              : Number.NEGATIVE_INFINITY
          }, 0)
        const paths = Array.from({ length: LABELS ** 3 }, (_, p) => [Math.floor(p / 49), Math.floor(p / 7) % 7, p % 7])
        const top = Math.max(...paths.map(worth))
        const best = new Uint8Array(3)
        chain.best(3, best)
        expect(worth([...best])).toBeCloseTo(top, 9)
        chain.look(3)
        const without = Math.max(...paths.filter((p) => p[1] !== best[1]).map(worth))
        expect(chain.margin(1, best[1]!)).toBeCloseTo(top - without, 9)
      }),
      { numRuns: 60 },
    )
  })

  test('an empty chunk has no labels', () => {
    const chain = bioChain(LABELS, [])
    chain.reserve(0)
    chain.best(0, new Uint8Array(0))
  })
})
