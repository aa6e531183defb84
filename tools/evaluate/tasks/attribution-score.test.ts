import { describe, expect, test } from 'vitest'
import { plainDocument, readAnn, tidySpans } from './attribution-polnear.ts'
import { AttributionScore, allQuoted } from './attribution-score.ts'

const TEXT = '"We closed it," the minister said. "It was old."'
const ann = [
  'T1\tSource 16 28\tthe minister',
  'T2\tCue 29 33\tsaid',
  'T3\tContent 35 48;0 15\t"It was old." "We closed it,"',
  'T4\tAttribution 29 33\tsaid',
  'E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1',
].join('\n')
const LAYERS = {
  tokens: { length: 1, start: Int32Array.of(29), end: Int32Array.of(33), sentence: Int32Array.of(0) },
  sentences: { length: 1, from: Int32Array.of(0), to: Int32Array.of(1) },
  tags: { upos: new Uint8Array(1), xpos: new Uint8Array(1), uposNames: ['VERB'], xposNames: ['VBD'], lemma: ['say'] },
  parse: { head: Int32Array.of(-1), deprel: new Uint8Array(1), deprelNames: ['root'] },
  quotes: [],
  insertions: [],
  mentions: [],
  entities: [],
  aliases: [],
  routes: [],
  times: [],
  references: [],
  places: [],
}

describe('the PolNeAR layout', () => {
  test('fragments are sorted and tied by the event rows', () => {
    expect(readAnn(TEXT, ann)).toEqual([
      {
        source: [{ start: 16, end: 28 }],
        cue: [{ start: 29, end: 33 }],
        content: [
          { start: 0, end: 15 },
          { start: 35, end: 48 },
        ],
      },
    ])
  })

  test('white space is trimmed, fragments parted by white space are joined', () => {
    expect(
      tidySpans('ab cd ', [
        { start: 3, end: 6 },
        { start: 0, end: 2 },
      ]),
    ).toEqual([{ start: 0, end: 5 }])
  })

  test('a line is a paragraph, a hard wrap is not', () => {
    expect(plainDocument('Title\n\nOne line\nthat goes on.\nNext.').blocks.map((b) => [b.start, b.end])).toEqual([
      [0, 5],
      [7, 29],
      [30, 35],
    ])
  })
})

describe('scores', () => {
  const gold = readAnn(TEXT, ann)

  test('the gold itself scores 1', () => {
    const score = new AttributionScore()
    score.add(TEXT, LAYERS, gold, gold)
    expect(new Set(Object.values(score.metrics()))).toEqual(new Set([1]))
  })

  test('half a content overlaps but is not exact', () => {
    const score = new AttributionScore()
    score.add(TEXT, LAYERS, gold, [{ ...gold[0]!, content: [gold[0]!.content[0]!] }])
    expect(score.metrics()).toMatchObject({
      'content.exactF': 0,
      'content.overlapF': 1,
      attributionF: 1,
      wholeExactF: 0,
      'reporting.wholeExactRecall': 0,
      'quotes.overlap80F': 0,
      'source.exactF': 1,
    })
  })

  test('quotation marks at both ends of every fragment', () => {
    expect(allQuoted(TEXT, gold[0]!.content)).toBe(true)
    expect(allQuoted(TEXT, gold[0]!.source)).toBe(false)
  })
})
