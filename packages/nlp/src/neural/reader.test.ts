import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../model/container.ts'
import { WordTypes } from '../tokens/types.ts'
import { CHUNK_WORDS, chunksOf } from './chunks.ts'
import { Kernel } from './kernel/memory.ts'
import { NeuralReader } from './reader.ts'
import { LabelChain } from './viterbi.ts'
import { WORD_FEATURES } from './word-features.ts'

const HIDDEN = 8
const TAGS = ['NOUN NN', 'VERB VBD', 'PROPN NNP', 'PUNCT .']
const RELATIONS = ['root', 'nsubj', 'parataxis', 'punct']
const NAMES = ['O', 'B-PER', 'I-PER']

/** A small encoder with weights drawn at random, always the same ones. */
function smallEncoder(): Uint8Array {
  let state = 7
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 23 - 1
  }
  const floats = (n: number, scale: number): Uint8Array =>
    new Uint8Array(Float32Array.from({ length: n }, () => next() * scale).buffer)
  const ints = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer)
  const sections = new Map<string, Uint8Array>()
  const matrix = (name: string, rows: number, columns: number, bias = true): void => {
    sections.set(
      `${name}.q`,
      Uint8Array.from({ length: rows * columns }, () => Math.round(next() * 127) & 0xff),
    )
    sections.set(`${name}.s`, new Uint8Array(new Float32Array(rows).fill(0.01).buffer))
    if (bias) sections.set(`${name}.b`, floats(rows, 0.3))
  }
  for (const name of WORD_FEATURES) matrix(name, 16, 4, false)
  for (const name of ['word', 'form', 'list']) sections.set(`${name}.keys`, ints(11, 22))
  sections.set('list.masks', Uint8Array.of(1, 2))
  for (const way of ['fw', 'bw']) {
    matrix(`layer1.${way}`, 4 * HIDDEN, 4 * WORD_FEATURES.length + HIDDEN)
    matrix(`layer2.${way}`, 4 * HIDDEN, 3 * HIDDEN)
  }
  matrix('tag', TAGS.length, 2 * HIDDEN)
  for (const name of ['arcDep', 'arcHead', 'labelDep', 'labelHead']) matrix(name, 12, 2 * HIDDEN, name !== 'labelHead')
  matrix('arcBi', 12, 12)
  matrix('labelOut', RELATIONS.length, 12)
  sections.set('arcRoot', floats(12, 1))
  sections.set('labelRoot', floats(12, 1))
  matrix('ner', NAMES.length, 2 * HIDDEN)
  sections.set('nerStart', new Uint8Array(Float32Array.of(0, 0, -1e4).buffer))
  sections.set('nerSteps', new Uint8Array(Float32Array.of(0, 0, -1e4, 0, 0, 0, 0, 0, 0).buffer))
  const settings = { hidden: HIDDEN, layers: 2, buckets: 16, tags: TAGS, deprels: RELATIONS, names: NAMES }
  return encodeModel({ header: { component: 'nlp.encoder', version: 1, settings }, sections })
}

/** A text of words in sentences of the given lengths, as one block each `perBlock` sentences. */
function words(
  lengths: readonly number[],
  types: WordTypes,
  perBlock: number,
  insertions: { start: number; end: number }[] = [],
) {
  const n = lengths.reduce((a, b) => a + b, 0)
  const text = Array.from({ length: n }, (_, i) => `w${i % 37}`)
  const start = new Int32Array(n)
  const end = new Int32Array(n)
  const type = new Int32Array(n + 1)
  text.forEach((w, i) => {
    start[i] = i * 5
    end[i] = i * 5 + w.length
    type[i] = types.of(w, 0, w.length)
  })
  const to = Int32Array.from(lengths, (_, s) => lengths.slice(0, s + 1).reduce((a, b) => a + b, 0))
  const from = Int32Array.from(lengths, (length, s) => to[s]! - length)
  const blocks = []
  for (let s = 0; s < lengths.length; s += perBlock)
    blocks.push({
      kind: 'paragraph' as const,
      start: from[s]! * 5,
      end: to[Math.min(lengths.length, s + perBlock) - 1]! * 5,
      source: { type: 'bytes' as const, start: 0, end: 0 },
    })
  const sentence = new Int32Array(n)
  const basis = { type: 'rule' as const, rule: 'test', spans: [] }
  return {
    doc: { blocks },
    tokens: { length: n, start, end, sentence, type },
    sentences: { length: lengths.length, from, to },
    insertions: insertions.map((i) => ({ start: i.start * 5, end: i.end * 5, basis })),
  }
}

const lengthsOf = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 })

describe('the neural reader', () => {
  const bytes = smallEncoder()
  const compiled = NeuralReader.decode(bytes, Kernel.compiled())

  it('gives the same layers with the kernel and the reference, and always whole trees', () => {
    const reference = NeuralReader.decode(bytes, Kernel.reference())
    fc.assert(
      fc.property(lengthsOf, fc.integer({ min: 1, max: 4 }), (lengths, perBlock) => {
        const types = new WordTypes()
        const input = words(lengths, types, perBlock)
        const a = compiled.read(input.doc, types, input)
        expect(a).toEqual(reference.read(input.doc, types, input))
        for (let s = 0; s < lengths.length; s++) {
          const heads = a.parse.head.subarray(input.sentences.from[s], input.sentences.to[s])
          expect(heads.filter((h) => h === -1)).toHaveLength(1)
          expect(heads.every((h) => h === -1 || (h >= input.sentences.from[s]! && h < input.sentences.to[s]!))).toBe(
            true,
          )
        }
      }),
      { numRuns: 15 },
    )
  })

  it('reads a block the same wherever it stands, and whatever was read before', () => {
    const types = new WordTypes()
    const alone = words([9, 4], types, 2)
    const behind = words(
      [9, 4, 9, 4].map((n) => n),
      types,
      2,
    )
    behind.tokens.type.copyWithin(13, 0, 13)
    const a = compiled.read(alone.doc, types, alone)
    const b = compiled.read(behind.doc, types, behind)
    expect(b.joint.slice(13)).toEqual(a.joint)
    expect(b.parse.head.slice(13).map((h) => (h < 0 ? h : h - 13))).toEqual(a.parse.head)
    expect(b.names.label.slice(13)).toEqual(a.names.label)
  })

  it('hangs an editor’s insertion on the word before it', () => {
    const types = new WordTypes()
    const input = words([10], types, 1, [{ start: 4, end: 7 }])
    const { head, deprel } = compiled.read(input.doc, types, input).parse
    const inside = [4, 5, 6].filter((i) => head[i]! < 4 || head[i]! > 6)
    expect(inside).toHaveLength(1)
    expect(head[inside[0]!]).toBe(3)
    expect(RELATIONS[deprel[inside[0]!]!]).toBe('parataxis')
    expect([0, 1, 2, 3, 7, 8, 9].every((i) => head[i]! < 4 || head[i]! > 6)).toBe(true)
  })

  it('reads no words', () => {
    const types = new WordTypes()
    expect(compiled.read({ blocks: [] }, types, words([], types, 1)).joint).toHaveLength(0)
  })
})

describe('chunks', () => {
  it('cover every sentence once, stay in a block and end with the sentence that fills them', () => {
    fc.assert(
      fc.property(lengthsOf, fc.integer({ min: 1, max: 5 }), (lengths, perBlock) => {
        const { doc, tokens, sentences } = words(lengths, new WordTypes(), perBlock)
        let at = 0
        for (const { from, to } of chunksOf(tokens, sentences, doc.blocks)) {
          expect(from).toBe(at)
          expect(Math.floor(from / perBlock)).toBe(Math.floor((to - 1) / perBlock))
          const without = lengths.slice(from, to - 1).reduce((a, b) => a + b, 0)
          expect(without).toBeLessThan(CHUNK_WORDS)
          at = to
        }
        expect(at).toBe(lengths.length)
      }),
    )
  })
})

describe('the best path of labels', () => {
  it('weighs a step against the scores', () => {
    const out = new Uint8Array(4)
    const path = new LabelChain(2, [0, 0], [1, -3, -3, 1])
    path.reserve(3)
    path.emit.set([0, 2, 1.5, 0, 0, 2])
    path.best(3, out, 1)
    expect([...out]).toEqual([0, 1, 1, 1])
  })
})
