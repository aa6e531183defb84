import { type Document, type MentionType, NO_METADATA } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuotes } from '../quotes/index.ts'
import { AliasFinder, abbreviates, members } from './aliases.ts'
import { groupNames } from './entities.ts'
import { findMentions } from './index.ts'
import { byRule, type Name } from './name.ts'
import { rolesOf } from './roles.ts'
import { findRoute } from './routes.ts'
import { tokensOfLines } from './testing/lines.ts'
import { Words } from './words-at.ts'

const TYPES: Readonly<Record<string, MentionType>> = {
  P: 'person',
  O: 'organisation',
  L: 'place',
  E: 'equipment',
  N: 'nationality',
}

function documentOf(text: string): Document {
  const blocks = [
    { kind: 'paragraph' as const, start: 0, end: text.length, source: { type: 'element' as const, path: '' } },
  ]
  return { text, blocks, metadata: NO_METADATA, problems: [] }
}

/** Words of a text of one sentence a line. */
function wordsOf(text: string): Words {
  const { tokens, sentences } = tokensOfLines(text)
  return new Words(text, tokens, sentences)
}

/** `{P John Kirby} spoke`: the text without braces, and the names in them. */
function marked(source: string): { words: Words; names: Name[] } {
  let text = ''
  const spans: { start: number; end: number; type: MentionType }[] = []
  for (const part of source.split(/(\{[A-Z] [^}]+\})/)) {
    const m = /^\{([A-Z]) ([^}]+)\}$/.exec(part)
    if (m) spans.push({ start: text.length, end: text.length + m[2]!.length, type: TYPES[m[1]!]! })
    text += m ? m[2] : part
  }
  const words = wordsOf(text)
  const names = spans.map(({ start, end, type }): Name => {
    const from = words.tokens.start.findIndex((s) => s >= start)
    let to = from
    while (to < words.tokens.length && words.tokens.start[to]! < end) to++
    return { from, to, type, basis: byRule('test', { start, end }) }
  })
  return { words, names }
}

const found = (text: string): string[] => {
  const { tokens, sentences } = wordsOf(text)
  const { mentions } = findMentions({ text, tokens, sentences, quotes: [] }, null)
  return mentions.map((m) => `${m.type}: ${text.slice(m.start, m.end)}`)
}

describe('equipment', () => {
  it.each([
    ['Two T-72B3 tanks and an S-400 were hit.', ['T-72B3', 'S-400']],
    ['They flew MiG-31K and Su-35 jets.', ['MiG-31K', 'Su-35']],
    ['the drones (Shahed-136/131) are built', ['Shahed-136/131']],
    ['A Bayraktar TB2 drone and a Leopard 2A6 tank burned.', ['Bayraktar TB2', 'Leopard 2A6']],
    ['A battery of Patriot missiles arrived.', ['Patriot']],
    ['A Stan-12 (FX-900) machine stood there.', ['Stan-12', 'FX-900']],
    ['The USS Cole and the frigate Admiral Essen sailed.', ['USS Cole', 'Admiral Essen']],
  ])('%s', (text, expected) => {
    expect(
      found(text)
        .filter((m) => m.startsWith('equipment'))
        .map((m) => m.slice(11)),
    ).toEqual(expected)
  })
  it.each([
    'The G-20 met in May over COVID-19.',
    'He is a patriot. The Patriot Act passed.',
    'Take the I-95 to Exit 12 in mid-2020.',
    'Resolution 2254 and Article 5 apply.',
    'Grad students met at the U-17 game.',
    'Send Form Qa-12 (Zed-30) to the office.',
  ])('none in: %s', (text) => {
    expect(found(text).filter((m) => m.startsWith('equipment'))).toEqual([])
  })
})

describe('countries, nationalities, institutions', () => {
  it('knows them by list', () => {
    expect(found('North Korean and Iranian envoys met NATO in the White House, South Korea said.')).toEqual([
      'nationality: North Korean',
      'nationality: Iranian',
      'organisation: NATO',
      'organisation: White House',
      'place: South Korea',
    ])
  })
  it('leaves ordinary words alone', () => {
    expect(found('Polish the table, and let us go. It was time for a turkey.')).toEqual(['nationality: Polish'])
  })
  it('a spelled-out name is found again further on', () => {
    const text = "The Southern People's Army (SPA) fired.\nThen the Southern People's Army left."
    expect(found(text).filter((m) => m.endsWith("People's Army"))).toHaveLength(2)
  })
  it('spelled-out acronyms are organisations', () => {
    expect(found("The Southern People's Army (SPA) fired.")).toEqual([
      "organisation: Southern People's Army",
      'organisation: SPA',
    ])
  })
})

describe('entities', () => {
  const entities = (source: string): string[] => {
    const { words, names } = marked(source)
    return groupNames(words, names)
      .grouper.entities(new Map())
      .map((e) => [e.name, ...e.aliases].join(' = '))
  }
  it.each([
    ['{P Ann Lee} met {P Bo Hart}. {P Lee} left; {P Hart} stayed.', ['Ann Lee = Lee', 'Bo Hart = Hart']],
    ['The {O National Security Council} met. The {O NSC} voted.', ['National Security Council = NSC']],
    ['{O The Daily Herald} said so. {O DH} did not.', ['The Daily Herald = DH']],
    ['{L US} and {L United States} and {L U.S.}', ['United States = US = U.S.']],
    ['{P Tom Ray} and {P Sue Ray} came.', ['Tom Ray', 'Sue Ray']],
    ['{P J. Ray} is {P Jane Ray}.', ['J. Ray = Jane Ray']],
  ])('%s', (source, expected) => {
    expect(entities(source)).toEqual(expected)
  })
})

describe('roles', () => {
  const roles = (source: string): string[] => {
    const { words, names } = marked(source)
    const typeAt = (i: number): MentionType | null => names.find((n) => n.from <= i && i < n.to)?.type ?? null
    const ground = { words, typeAt, tagAt: () => null }
    const found = rolesOf(ground, names.find((n) => n.type === 'person')!)
    return found.map((r) => words.range(r.from, r.to))
  }
  it.each([
    ['said {P Ann Lee}, Coordinator for Water at the River Council.', ['Coordinator for Water at the River Council']],
    ['On Monday US Secretary of State {P Ann Lee} spoke.', ['US Secretary of State']],
    ['{O Kremlin} spokesman {P Ivan Lee} spoke.', ['Kremlin spokesman']],
    ['{P Ann Lee}, the former foreign minister, left.', ['former foreign minister']],
    ['{P Ann Lee}, who chairs the board, left.', []],
    ['The minister and {P Ann Lee} left.', []],
    ['Yesterday {P Ann Lee} left, a week late.', []],
    ['{P Ann Lee} is the head of the {O River Council}.', ['head of the River Council']],
    ['{P Ann Lee} is a friend.', []],
    [
      '{P Ann Lee}, who is the deputy director of the {O River Council}, left.',
      ['deputy director of the River Council'],
    ],
    ['The head of the {O River Council}, {P Ann Lee}, left.', ['head of the River Council']],
    ['The {O River Council}, {P Ann Lee} and others left.', []],
  ])('%s', (source, expected) => {
    expect(roles(source)).toEqual(expected)
  })
})

describe('aliases', () => {
  const aliases = (source: string): string[] => {
    const { words, names } = marked(source)
    const finder = new AliasFinder(words, names, findQuotes(documentOf(words.text)).quotes)
    for (let s = 0; s < words.sentences.length; s++) finder.readSentence(s)
    return finder.aliases.map((a) => `${a.a} = ${a.b}`)
  }
  it.each([
    ['The {O River Safety Board} ({O RSB}) said so.', ['River Safety Board = RSB']],
    ['Wreckage of {E Geran-2} ({E Shahed-136}) drones.', ['Geran-2 = Shahed-136']],
    [
      '{E Shahed-136/131} under the local designation "Geran-2" and "Geran-1".',
      ['Shahed-136 = Geran-2', 'Shahed-131 = Geran-1'],
    ],
    ['{L North Airfield}, also called “N-Field”, closed.', ['North Airfield = N-Field']],
    ['{O Wolf Brigade}, formerly known as {O Red Hand}, left.', ['Wolf Brigade = Red Hand']],
    ['{P Ann Lee} (left) and {L Paris} (Reuters)', []],
    ['{E S-300/400} systems', []],
  ])('%s', (source, expected) => {
    expect(aliases(source)).toEqual(expected)
  })
  it('knows what letters abbreviate', () => {
    expect(abbreviates('NSC', ['National', 'Security', 'Council'])).toBe(true)
    expect(abbreviates('FSLN', ['Sandinist', 'National', 'Liberation', 'Front'])).toBe(true)
    expect(abbreviates('AP', ['Ministry', 'of', 'Trade'])).toBe(false)
    expect(members('Shahed-136/131')).toEqual(['Shahed-136', 'Shahed-131'])
  })
})

describe('routes', () => {
  const route = (source: string): readonly string[] | null => {
    const { words, names } = marked(source)
    return findRoute(words, names, 0, () => false)?.stops ?? null
  }
  it.each([
    [
      'are delivered through the {L Caspian Sea} from {L Amirabad}, {L Iran}, to {L Makhachkala}, and then used for attacks on {L Ukraine}',
      ['Amirabad', 'Caspian Sea', 'Makhachkala', 'Ukraine'],
    ],
    ['The grain was shipped from {L Odesa} via {L Istanbul} to {L Tunis}.', ['Odesa', 'Istanbul', 'Tunis']],
    ['{L Peru} has sent rice to {L Chile}.', ['Peru', 'Chile']],
    [
      'It was brought from {L Tarnau} to {L Brenholt}, then shipped through the {L Inner Sea} from {L Qasr Adem} to {L Tuvash}, and finally taken to {L Port Asvel}.',
      ['Tarnau', 'Brenholt', 'Qasr Adem', 'Inner Sea', 'Tuvash', 'Port Asvel'],
    ],
    ['The grain was delivered to {L Tunis} from {L Odesa}.', ['Odesa', 'Tunis']],
    ['Firms from {L Peru} to {L Chile} complained.', null],
    ['He flew to {L Paris}.', null],
  ])('%s', (source, expected) => {
    expect(route(source)).toEqual(expected)
  })
})

describe('properties', () => {
  const piece = fc.constantFrom(
    'Ann ',
    'Lee',
    ' (',
    ')',
    ', ',
    'T-72',
    '/',
    'US',
    ' of ',
    'the ',
    '\n',
    'U.S. ',
    '"',
    'NSC',
    '-',
    'USS ',
    '7',
  )
  it('mentions are sorted, apart, and point to entities', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const { tokens, sentences } = wordsOf(text)
        const layers = findMentions({ text, tokens, sentences, quotes: [] }, null)
        for (const [k, m] of layers.mentions.entries()) {
          expect(m.start < m.end && m.end <= text.length).toBe(true)
          expect(layers.entities[m.entity]).toBeDefined()
          if (k > 0) expect(layers.mentions[k - 1]!.end <= m.start).toBe(true)
        }
      }),
    )
  })
})
