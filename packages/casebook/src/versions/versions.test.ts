import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AnalysisJson, toContract } from '../contract.ts'
import { type Engine, openEngine, readDocument } from '../read.ts'
import { anchorIn, selectorOf } from './anchor.ts'
import { compareAnalyses } from './compare.ts'
import { diffTexts, PlaceMap } from './text-diff.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})

function analysed(...paragraphs: string[]): AnalysisJson {
  const text = ['Harbour office denies shipment', '3 May 2024', ...paragraphs].join('\n\n')
  const read = readDocument(new TextEncoder().encode(text), { file: 'a.txt', sha256: '' }, engine)
  if ('problem' in read) throw new Error(read.problem.message)
  return toContract(read.analysis)
}

const DENIAL = '"We shipped nothing," said Mara Quill, head of the harbour office.'
const COUNT = 'The Bellmark Courier reported that forty engines had left Sund for Varna in April 2024.'
const BERTH = 'According to the port authority, the northern berth was closed for repairs.'

/** State of the claim whose words hold `part`, in either version. */
function stateOf(before: AnalysisJson, after: AnalysisJson, part: string): string {
  const holds = (json: AnalysisJson, id: string | null) => json.claims.find((c) => c.id === id)?.text.includes(part)
  const change = compareAnalyses(before, after).claims.find((c) => holds(before, c.before) || holds(after, c.after))
  return change ? [change.state, ...change.differs].join(' ') : 'no claim'
}

describe('two versions of a page', () => {
  it('says of an unchanged page that every claim was kept', () => {
    const page = analysed(DENIAL, COUNT, BERTH)
    const { claims, counts } = compareAnalyses(page, page)
    expect(claims.length).toBeGreaterThanOrEqual(3)
    expect(counts).toEqual({ kept: claims.length, moved: 0, changed: 0, gone: 0, new: 0 })
  })

  it('keeps a claim that text before it only pushes along', () => {
    const [before, after] = [analysed(DENIAL, COUNT), analysed(BERTH, DENIAL, COUNT)]
    expect(stateOf(before, after, 'forty engines')).toBe('kept')
    expect(stateOf(before, after, 'northern berth')).toBe('new')
  })

  it('tells moved, gone and changed apart', () => {
    const before = analysed(DENIAL, COUNT, BERTH)
    expect(stateOf(before, analysed(COUNT, BERTH, DENIAL), 'shipped nothing')).toMatch(/^(moved|kept)$/)
    expect(stateOf(before, analysed(DENIAL, BERTH), 'forty engines')).toBe('gone')
    const fewer = COUNT.replace('forty', 'fourteen')
    expect(stateOf(before, analysed(DENIAL, fewer, BERTH), 'engines')).toBe('changed content')
    const other = COUNT.replace('The Bellmark Courier', 'The Drezhna Herald')
    expect(stateOf(before, analysed(DENIAL, other, BERTH), 'forty engines')).toBe('changed sources')
  })

  it('joins each claim at most once, whatever the versions are', () => {
    const parts = [DENIAL, COUNT, BERTH, COUNT.replace('forty', 'ten'), DENIAL.replace('nothing', 'nothing at all')]
    const texts = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [before, after] = [analysed(...a), analysed(...b)]
        const { claims } = compareAnalyses(before, after)
        const ids = (side: 'before' | 'after') => claims.flatMap((c) => c[side] ?? []).sort()
        expect(ids('before')).toEqual(before.claims.map((c) => c.id).sort())
        expect(ids('after')).toEqual(after.claims.map((c) => c.id).sort())
      }),
      { numRuns: 20 },
    )
  })
})

describe('what changed in a text', () => {
  it('covers both texts, and what it calls the same is the same', () => {
    const word = fc.constantFrom('the', 'mill', 'closed', ',', ' ', '\n', 'in', 'May', 'ä')
    const text = fc.array(word, { maxLength: 60 }).map((w) => w.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffTexts(before, after)
        expect(changes.map((c) => before.slice(c.before.start, c.before.end)).join('')).toBe(before)
        expect(changes.map((c) => after.slice(c.after.start, c.after.end)).join('')).toBe(after)
        const places = new PlaceMap(changes)
        for (const c of changes.filter((one) => one.same)) {
          expect(after.slice(c.after.start, c.after.end)).toBe(before.slice(c.before.start, c.before.end))
          expect(places.map(c.before)).toEqual(c.after)
        }
      }),
    )
  })

  it('comes to an end on texts that have nothing in common', () => {
    const words = (seed: number) => Array.from({ length: 60_000 }, (_, i) => `w${(i * seed) % 70_001}`).join(' ')
    const start = performance.now()
    expect(diffTexts(words(7919), words(104_729)).some((c) => !c.same)).toBe(true)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

describe('where a decision hangs', () => {
  const text = `${COUNT}\n\n${DENIAL}\n\nHe added: "We shipped nothing," and left.`
  const selector = selectorOf(text, { start: text.indexOf('We shipped'), end: text.indexOf('We shipped') + 18 })

  it('is the same place, or another one with the same words around it', () => {
    expect(anchorIn(text, selector)).toEqual({ state: 'exact', span: { start: selector.start, end: selector.end } })
    const pushed = `${BERTH}\n\n${text}`
    expect(anchorIn(pushed, selector)).toMatchObject({
      state: 'moved',
      span: { start: BERTH.length + 2 + selector.start },
    })
  })

  it('is an orphan where the words are gone, or stand at places that are alike', () => {
    expect(anchorIn(text.replaceAll('nothing', 'little'), selector).state).toBe('orphan')
    expect(anchorIn('x aa x aa x', { ...selectorOf(' aa ', { start: 1, end: 3 }), start: 90, end: 92 }).state).toBe(
      'orphan',
    )
    expect(anchorIn('', selector).state).toBe('orphan')
  })
})
