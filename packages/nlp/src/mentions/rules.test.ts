import type { MentionType } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeColumns } from './columns.ts'
import { EntityGrouper } from './entities.ts'
import { extendNames, findInstitutions } from './extend.ts'
import { makeLexicon } from './lexicon.ts'
import { byRule, type Name, NameList } from './name.ts'
import { spreadNames } from './spread.ts'
import { tokensOfLines } from './testing/lines.ts'
import { findThings } from './things.ts'
import { foldName, sameGiven } from './variants.ts'
import { WordLists } from './word-lists.ts'
import { Words } from './words-at.ts'

const LEXICON = makeLexicon(new Int32Array(0), [])

/** A text of one sentence a line, ready for the rules. */
function ground(text: string) {
  const { tokens, sentences } = tokensOfLines(text)
  return {
    words: new Words(text, tokens, sentences),
    columns: makeColumns(text, tokens, sentences, LEXICON, null, null),
  }
}

type Ground = ReturnType<typeof ground>

/** The name of `words` in the text, as a tagger would give it. */
function named({ words }: Ground, name: string, type: MentionType): Name {
  const start = words.text.indexOf(name)
  const from = words.tokens.start.indexOf(start)
  let to = from
  while (to < words.tokens.length && words.tokens.end[to]! <= start + name.length) to++
  return { from, to, type, basis: byRule('test', { start, end: start + name.length }) }
}

const shown = ({ words }: Ground, names: readonly Name[]): string[] =>
  names.map((n) => `${n.type}: ${words.range(n.from, n.to)}`)

const collect = (g: Ground, find: (add: (n: Name) => void) => void): string[] => {
  const list = new NameList(g.words.tokens.length)
  find((n) => list.add(n))
  return shown(g, list.sorted())
}

describe('things that their kind tells', () => {
  it.each([
    ['They signed the Treaty of Tallinn.', ['document: Treaty of Tallinn']],
    ['The Clean Harbours Act passed.', ['document: Clean Harbours Act']],
    ['Resolution 2231 and Decree No. 14 apply.', ['document: Resolution 2231', 'document: Decree No. 14']],
    ['Hurricane Orla came after World War II.', ['event: Hurricane Orla', 'event: World War II']],
    ['The siege of Harrow and Operation Green Tide failed.', ['event: Operation Green Tide']],
    ['They met at Brenholt Airport.', ['facility: Brenholt Airport']],
    ['The act passed, and the war ended at the airport.', []],
    ['The Brenholt Airport Authority spoke.', []],
    ['War is over. Act now.', []],
  ])('%s', (text, expected) => {
    const g = ground(text)
    expect(collect(g, (add) => findThings(g.words, g.columns, add))).toEqual(expected)
  })
})

describe('institutions and units by their build', () => {
  it.each([
    ['It told the Government of Norland.', ['organisation: Government of Norland']],
    ['The Superior Court of Elbia ruled.', ['organisation: Superior Court of Elbia']],
    [
      'The 44th Mechanised Brigade and the 3rd Battalion left.',
      ['organisation: 44th Mechanised Brigade', 'organisation: 3rd Battalion'],
    ],
    ['As of January the office of the mayor is shut.', []],
    ['The 3rd attempt and the 5th of May.', []],
  ])('%s', (text, expected) => {
    const g = ground(text)
    expect(collect(g, (add) => findInstitutions(g.words, g.columns, () => false, add))).toEqual(expected)
  })
})

describe('names grow over what belongs to them', () => {
  it.each<[string, [string, MentionType][], string[]]>([
    [
      'Then Abu Samir al-Tamimi spoke.',
      [
        ['Abu Samir', 'person'],
        ['al-Tamimi', 'person'],
      ],
      ['person: Abu Samir al-Tamimi'],
    ],
    ['Then Ziad Halaf al-Karbi spoke.', [['Ziad Halaf', 'person']], ['person: Ziad Halaf al-Karbi']],
    ['By A. Noel Kramer today.', [['Noel Kramer', 'person']], ['person: A. Noel Kramer']],
    [
      'The U.S. Central Command spoke.',
      [
        ['U.S.', 'place'],
        ['Central Command', 'organisation'],
      ],
      ['organisation: U.S. Central Command'],
    ],
    [
      'The Elbian Defence Ministry spoke.',
      [
        ['Elbian', 'nationality'],
        ['Defence Ministry', 'organisation'],
      ],
      ['organisation: Elbian Defence Ministry'],
    ],
    ['An air base, Key Field Station, is shut.', [['Key Field', 'organisation']], ['facility: Key Field Station']],
    ['The minister Ann Lee spoke.', [['Ann Lee', 'person']], ['person: Ann Lee']],
  ])('%s', (text, tagged, expected) => {
    const g = ground(text)
    const names = tagged.map(([name, type]) => named(g, name, type))
    expect(shown(g, extendNames(g.words, g.columns, names))).toEqual(expected)
  })
})

describe('names carry over the document', () => {
  it('finds a full name and its parts again, not words that the text also writes small', () => {
    const g = ground('Then Rose Marcu came.\nLater Rose Marcu left.\nToday Marcu wrote.\nA rose is a Rose.')
    const first = named(g, 'Rose Marcu', 'person')
    expect(shown(g, spreadNames(g.words, g.columns, [first]))).toEqual([
      'person: Rose Marcu',
      'person: Rose Marcu',
      'person: Marcu',
    ])
  })
  it('never drops or overlaps names', () => {
    const word = fc.constantFrom('Ann', 'Lee', 'the', 'Sund', 'ship', 'Lee', '.')
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 30 }), fc.nat(5), (tokens, k) => {
        const g = ground(tokens.join(' '))
        const at = Math.min(k, g.words.tokens.length - 1)
        const name: Name = { from: at, to: at + 1, type: 'person', basis: byRule('test', { start: 0, end: 1 }) }
        const out = spreadNames(g.words, g.columns, [name])
        expect(out).toContainEqual(name)
        for (const [i, n] of out.entries()) if (i > 0) expect(n.from).toBeGreaterThanOrEqual(out[i - 1]!.to)
      }),
    )
  })
})

describe('spellings of a name', () => {
  it.each([
    ['Zelensky', 'Zelenskyy'],
    ['Zelenskiy', 'Zelensky'],
    ['al-Khatib', 'Khatib'],
    ['Khalil', 'Halil'],
    ['Müller', 'Muller'],
  ])('%s = %s', (a, b) => expect(foldName(a)).toBe(foldName(b)))
  it.each([
    ['Sergey', 'Serhiy', true],
    ['Oleksandr', 'Aleksandr', true],
    ['Mohammed', 'Muhammad', true],
    ['Volodymyr', 'Vladimir', true],
    ['Daniel', 'Daniela', false],
    ['Tom', 'Tim', false],
    ['Marta', 'Maria', false],
    ['Louis', 'Louise', false],
  ])('%s and %s: %s', (a, b, same) => expect(sameGiven(a, b)).toBe(same))
  it('a word is its own spelling', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (w) => sameGiven(w, w)))
  })
})

describe('entities that the text equates', () => {
  it('joins them under the first name and renumbers the mentions', () => {
    const grouper = new EntityGrouper()
    const entity = Int32Array.of(
      grouper.place('Sund', 'place', 0),
      grouper.place('Stan-12', 'equipment', 1),
      grouper.place('Petrel-2', 'equipment', 2),
      grouper.place('Ann Lee', 'person', 3),
    )
    grouper.equate(
      [
        { a: 'Stan-12', b: 'Petrel-2' },
        { a: 'Sund', b: 'Ann Lee' },
      ],
      entity,
    )
    expect([...entity]).toEqual([0, 1, 1, 2])
    expect(grouper.entities(new Map()).map((e) => [e.name, ...e.aliases])).toEqual([
      ['Sund'],
      ['Stan-12', 'Petrel-2'],
      ['Ann Lee'],
    ])
  })
})

describe('masks of lists', () => {
  const lists = new WordLists(LEXICON)
  it('count names only where they have a capital', () => {
    expect(lists.mask('James')).toBe(1)
    expect(lists.mask('james')).toBe(0)
    expect(lists.mask('Minister')).toBe(lists.mask('minister'))
    expect(lists.mask('Shahed-136')).toBe(64)
  })
})
