import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toContract } from '../contract.ts'
import { FIXTURE } from '../testing/fixture.ts'
import { readFacts } from './facts.ts'
import { termsOf } from './fold/scan.ts'
import { passagesOf } from './passages.ts'

const json = toContract(FIXTURE)

describe('passages of a document', () => {
  it('are its claims with the words that attribute them, and the sentences without one', () => {
    const passages = passagesOf(json)
    expect(passages.map((p) => [p.n, p.claim, p.text.slice(0, 40)])).toMatchInlineSnapshot(`
      [
        [
          0,
          null,
          "Harbour office",
        ],
        [
          1,
          null,
          "denies Orlan shipment

      The Bellmark Cour",
        ],
        [
          2,
          "c1",
          "the Orlan-2 (Petrel-2) engines left Sund",
        ],
        [
          3,
          "c2",
          "We shipped nothing",
        ],
      ]
    `)
  })

  it('name every source of a chain, and everything that the content mentions', () => {
    const [first] = passagesOf(json).filter((p) => p.claim === 'c1')
    expect(first!.terms.said).toBe('the bellmark courier / two official')
    expect(first!.terms.tags.split(' ')).toEqual(
      expect.arrayContaining(['ggroup0', 'nsays', 'ncites', 'hrelay', 'hdate', 'wd20240503', 'etransfer', 'hevent']),
    )
    expect(readFacts(first!.facts)).toMatchObject({ c: 'certain', w: ['2024-05-03', '2024-05-03'], e: ['transfer'] })
  })

  it('are about those who take part in their events, also where the content does not name them', () => {
    const participant = { role: 'giver', start: 0, end: 4, name: 'Mara Quill', entity: 'e1' }
    const event = { ...json.claims[0]!.events[0]!, participants: [participant] }
    const claims = json.claims.map((c) => (c.id === 'c1' ? { ...c, events: [event] } : c))
    const about = (of: typeof json) => passagesOf(of).find((p) => p.claim === 'c1')!.terms.about
    expect(about(json)).toBe('varna')
    expect(about({ ...json, claims })).toBe('varna / mara quill')
  })

  it('hold every word of the text, whatever the claims are', () => {
    const { text } = json.document
    const spot = fc.integer({ min: 0, max: text.length })
    const span = fc.tuple(spot, spot).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
    const template = json.claims[0]!
    const claims = fc.array(
      fc
        .record({ content: fc.array(span, { minLength: 1, maxLength: 3 }), cue: span })
        .map(({ content, cue }, i = 0) => ({
          ...template,
          id: `c${i}`,
          content: content.sort((a, b) => a.start - b.start),
          chain: [{ ...template.chain[0]!, cue: [cue] }],
        })),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(claims, fc.boolean(), (made, sentences) => {
        const passages = passagesOf({ ...json, claims: made, sentences: sentences ? json.sentences : [] })
        for (const { start, end } of termsOf(text))
          expect(
            passages.some((p) => p.start <= start && end <= p.end),
            text.slice(start, end),
          ).toBe(true)
        for (const p of passages) expect(p.text).toBe(text.slice(p.start, p.end))
        expect(passages.map((p) => p.n)).toEqual(passages.map((_, i) => i))
      }),
    )
  })

  it('are cut where they are too long, and have room in the ids however many there are', () => {
    const text = 'word '.repeat(300_000)
    const one = passagesOf({
      ...json,
      document: { ...json.document, text },
      claims: [],
      sentences: [{ start: 0, end: text.length }],
    })
    expect(Math.max(...one.map((p) => p.text.length))).toBeLessThanOrEqual(4000)
    expect(one.reduce((sum, p) => sum + p.terms.text.split(' ').length, 0)).toBe(300_000)
    const many = Array.from({ length: 100_000 }, (_, i) => ({ start: i * 5, end: i * 5 + 4 }))
    const all = passagesOf({ ...json, document: { ...json.document, text }, claims: [], sentences: many })
    expect(all.length).toBeLessThan(65_536)
    expect(all.at(-1)!.end).toBe(text.length - 1)
  })

  it('hold nothing that a database refuses', () => {
    const text = 'zero\0 half \ud800 end'
    const [p] = passagesOf({ ...json, document: { ...json.document, text }, claims: [], sentences: [] })
    expect(p!.text).toBe('zero\ufffd half \ufffd end')
    expect(p!.terms.text).toBe('zero half end')
  })
})
