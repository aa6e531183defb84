import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEXICON } from '../../../packages/claims/src/events/lexicon/index.ts'
import { analyseText } from './chains-run.ts'

const WORDS = [...new Set(LEXICON.flatMap((row) => row[4].replace(/[.,]/g, '').split(' ')))]

describe('events of claims', () => {
  it('lie within the text, are few, and come out the same for any order of words', async () => {
    const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 30 }).map((w) => `${w.join(' ')}.`)
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 4 }), async (sentences) => {
        const text = sentences.join(' ')
        const given = { published: null, outlet: null }
        const { doc, claims } = await analyseText(text, given)
        for (const { events } of claims) {
          expect(events.length).toBeLessThanOrEqual(8)
          for (const { trigger, participants } of events) {
            for (const span of [trigger, ...participants]) {
              expect(span.start).toBeGreaterThanOrEqual(0)
              expect(span.end).toBeGreaterThan(span.start)
              expect(span.end).toBeLessThanOrEqual(doc.text.length)
            }
            expect(participants.every((p) => p.name !== '')).toBe(true)
          }
        }
        expect((await analyseText(text, given)).claims).toEqual(claims)
      }),
      { numRuns: 40 },
    )
  })
})
