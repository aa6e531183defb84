import { analyse, loadEngine } from '@wherefrom/nlp'
import { describe, expect, it } from 'vitest'
import { View } from '../../../packages/claims/src/attribute/chains/view.ts'
import { clauseOf } from '../../../packages/claims/src/stance/clause.ts'
import { factuality, registerOf } from '../../../packages/claims/src/stance/factuality.ts'
import { stanceFeatures } from '../../../packages/claims/src/stance/features.ts'
import { decodeForest, encodeForest, forestSum } from '../../../packages/claims/src/stance/forest.ts'
import { loadStance } from '../../../packages/claims/src/stance/model.ts'
import { readModels } from '../models.ts'
import { plainDocument } from './attribution-polnear.ts'

const files = readModels()
const engine = loadEngine(files)
const model = loadStance(files)!

function read(text: string): View {
  const doc = plainDocument(text)
  return new View(doc, analyse(doc, engine))
}

function rated(text: string, word: string, weights = model): number {
  const view = read(text)
  return factuality(view, view.word.indexOf(word), weights)
}

describe('factuality', () => {
  it('tells what happened from what did not', () => {
    expect(rated('The ministry confirmed that the ship had sunk.', 'sunk')).toBeGreaterThan(1.5)
    expect(rated('The ship did not sink on Monday.', 'sink')).toBeLessThan(0)
    expect(rated('The crew failed to close the valve.', 'close')).toBeLessThan(0)
    expect(rated('The crew managed to close the valve.', 'close')).toBeGreaterThan(1)
  })
  it('puts wishes, orders and conditions below facts', () => {
    const fact = rated('The company sold the pumps last year.', 'sold')
    expect(rated('The company wants to sell the pumps.', 'sell')).toBeLessThan(fact)
    expect(rated('If the company sells the pumps, we will leave.', 'sells')).toBeLessThan(fact)
    expect(rated('The company may sell the pumps.', 'sell')).toBeLessThan(fact)
  })
  it('stays within its scale and works without the file for reports', () => {
    const text =
      'The board, which had never met, asked whether the firm could be sold, and nobody knew why it would not.'
    const view = read(text)
    for (let i = 0; i < view.n; i++) {
      for (const weights of [model, { ...model, news: null }]) {
        const value = factuality(view, i, weights)
        expect(Math.abs(value)).toBeLessThanOrEqual(3)
        expect(factuality(view, i, weights)).toBe(value)
      }
    }
  })
  it('hears the difference between a report and everyday talk', () => {
    const report = read(
      'The Finance Ministry said on Tuesday that exports rose 4.2% to $3.1 billion in the third quarter.',
    )
    const talk = read("hey, can u tell me where i can get my dog's shots done??")
    expect(registerOf(report, 0, model)).toBeGreaterThan(0.7)
    expect(registerOf(talk, 0, model)).toBeLessThan(0.3)
    expect(registerOf(talk, 0, { ...model, news: null })).toBe(0)
  })
})

describe('clauseOf', () => {
  it('gives joined verbs their shared helpers', () => {
    const view = read('They will paint the boat and sell it.')
    expect(clauseOf(view, view.word.indexOf('sell')).mood).toBe('will')
  })
  it('counts negations and hears orders', () => {
    const view = read('Do not open the hatch.')
    const clause = clauseOf(view, view.word.indexOf('open'))
    expect(clause.negations).toBe(1)
    expect(clause.mood).toBe('imp')
  })
})

describe('features', () => {
  it('are few, whatever the sentence', () => {
    const view = read(`${'The clerk said that '.repeat(60)}it rained.`)
    for (let i = 0; i < view.n; i += 7) expect(stanceFeatures(view, i).length).toBeLessThan(600)
  })
})

describe('forest', () => {
  it('reads what it wrote, and stops in a damaged file', () => {
    const leaf = (value: number) => ({ feature: -1, without: 0, with: 0, value })
    const sections = encodeForest([[{ feature: 0, without: 1, with: 2, value: 0 }, leaf(-1), leaf(0.5)]], '')
    const forest = decodeForest(sections, '', 0.25)
    expect(forestSum(forest, Uint8Array.of(1))).toBe(750)
    expect(forestSum(forest, Uint8Array.of(0))).toBe(-750)
    const looping = decodeForest(encodeForest([[{ feature: 0, without: 0, with: 0, value: 0 }]], ''), '', 0)
    expect(forestSum(looping, Uint8Array.of(1))).toBe(0)
    expect(() => decodeForest(new Map(), '', 0)).toThrow(/missing/)
  })
})
