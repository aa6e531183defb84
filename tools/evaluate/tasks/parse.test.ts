import { analyse, loadEngine, treeOf, wordAt } from '@wherefrom/nlp'
import { type Block, type Document, NO_METADATA } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConllu } from '../../train/conllu.ts'
import { readModels } from '../models.ts'
import { align, goldWords, systemWords } from './parse-align.ts'

const engine = loadEngine(readModels())

function documentOf(...paragraphs: string[]): Document {
  const blocks: Block[] = []
  let text = ''
  for (const p of paragraphs) {
    blocks.push({
      kind: 'paragraph',
      start: text.length,
      end: text.length + p.length,
      source: { type: 'element', path: '' },
    })
    text += `${p}\n\n`
  }
  return { text, blocks, metadata: NO_METADATA, problems: [] }
}

describe('the text engine', () => {
  it('finds sentences, tags, lemmas and who does what', () => {
    const doc = documentOf('The minister denied the report. "We sold nothing," she said on Monday.')
    const l = analyse(doc, engine)
    expect(l.sentences.length).toBe(2)
    const i = [...l.tags.lemma].indexOf('deny')
    expect(l.tags.uposNames[l.tags.upos[i]!]).toBe('VERB')
    const subject = [...l.parse.head].findIndex(
      (h, k) => h === i && l.parse.deprelNames[l.parse.deprel[k]!] === 'nsubj',
    )
    expect(wordAt(doc.text, l.tokens, subject)).toBe('minister')
  })

  it('never crosses a block', () => {
    const l = analyse(documentOf('Photo of the yard', 'The plant makes drones'), engine)
    expect(l.sentences.length).toBe(2)
    expect(l.parse.head.filter((h) => h === -1)).toHaveLength(2)
  })

  it('keeps an editor\u2019s insertion out of the sentence around it', () => {
    const doc = documentOf('According to Orso, the drones (Vesna-3 - Ed.) are built in the port.')
    const l = analyse(doc, engine)
    expect(l.insertions).toHaveLength(1)
    const built = [...l.tags.lemma].indexOf('build')
    expect(l.parse.head[built]).toBe(-1)
  })

  it('gives one tree a sentence and the same layers with a recorder, whatever the text', () => {
    const check = (text: string): void => {
      const doc = documentOf(text, 'He said so.')
      const l = analyse(doc, engine)
      const stages: string[] = []
      expect(analyse(doc, engine, (stage) => stages.push(stage)).parse.head).toEqual(l.parse.head)
      const roots = new Int32Array(l.sentences.length)
      for (let i = 0; i < l.tokens.length; i++) {
        const h = l.parse.head[i]!
        const s = l.tokens.sentence[i]!
        if (h === -1) roots[s]!++
        else expect(l.tokens.sentence[h]).toBe(s)
      }
      expect(roots.every((n) => n === 1)).toBe(true)
      const tree = treeOf(l.parse)
      for (let i = 0; i < l.tokens.length; i++) expect(tree.left[i]! <= i && i < tree.right[i]!).toBe(true)
    }
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), check), { seed: 2, numRuns: 60 })
    const words = fc.constantFrom(
      'the',
      'Orso',
      'said',
      'that',
      ',',
      '.',
      '"',
      '(',
      ')',
      '- Ed.',
      'T-72',
      "don't",
      '10',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (w) => check(w.join(' '))),
      { seed: 3, numRuns: 60 },
    )
  })

  it('stays bounded on one line without a stop', () => {
    const l = analyse(documentOf('drone '.repeat(20_000)), engine)
    expect(l.tokens.length).toBe(20_000)
    expect(l.sentences.length).toBeGreaterThan(40)
  })
})

describe('alignment', () => {
  const row = (id: string, form: string, head: number, misc = '_') =>
    [id, form, form, 'X', 'X', '_', head, 'dep', '_', misc].join('\t')
  it('matches words of contractions by their forms, as the shared task does', () => {
    const conllu = [
      row('1-2', "don't", 0, 'SpaceAfter=No'),
      row('1', 'do', 0),
      row('2', "n't", 1),
      row('3', '.', 1),
      '',
    ]
    const [doc] = readConllu(conllu.join('\n'))
    const gold = goldWords(doc!)
    expect(gold.tokens).toEqual(['0-5', '5-6'])
    const system = systemWords(doc!.text, analyse(documentOf(doc!.text.trim()), engine))
    expect(system.tokens).toEqual(gold.tokens)
    expect(align(gold, system)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
  })
})
