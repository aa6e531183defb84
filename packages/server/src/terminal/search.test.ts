import type { SearchAnswer, SearchResult } from '@wherefrom/casebook'
import { planQuery } from '@wherefrom/casebook'
import { describe, expect, it } from 'vitest'
import { mistakeLines, searchText } from './search.ts'
import { styleFor } from './style.ts'

const look = { style: styleFor({ isTTY: false }, {}), width: 60 }
const coloured = { style: styleFor({ isTTY: true }, {}), width: 60 }

const TEXT =
  'The ministry said that the naval yard had never seen machines of this kind, and that it would not comment.'

const result = (more: Partial<SearchResult> = {}): SearchResult => ({
  document: 'd7',
  start: 100,
  end: 100 + TEXT.length,
  text: TEXT,
  claim: 'c3',
  score: 0.9,
  highlights: [{ start: 100 + TEXT.indexOf('machines'), end: 100 + TEXT.indexOf('machines') + 8 }],
  chain: [
    { entity: 'Defence Ministry', manner: 'denies', kind: 'organisation', named: true },
    { entity: '', manner: 'cites', kind: 'unstated', named: false },
  ],
  certainty: 'possible',
  polarity: 'negative',
  quotation: 'direct',
  when: ['2024-11-01', '2024-11-30'],
  title: 'A yard',
  outlet: 'LPA',
  published: '2025-03-04',
  url: null,
  version: 1,
  latest: false,
  ...more,
})

const answer = (results: readonly SearchResult[], more: Partial<SearchAnswer> = {}): SearchAnswer => ({
  results,
  total: { count: results.length, exact: true },
  facets: null,
  notes: [],
  ...more,
})

describe('results in a terminal', () => {
  it('say where each stands, who says it, and how sure it is', () => {
    const text = searchText(answer([result()]), look)
    expect(text).toContain('  1  d7/c3 · LPA · 4 March 2025 · version 1, not the latest\n')
    expect(text).toContain('Defence Ministry denies → somebody not named cites\n')
    expect(text).toContain('possible · says it is not so · quoted · November 2024\n')
    expect(text.trimEnd().endsWith('1 passage')).toBe(true)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })

  it('show what was found, also where a line is broken within it', () => {
    const start = 100 + TEXT.indexOf('naval')
    const end = 100 + TEXT.indexOf(', and')
    const text = searchText(answer([result({ highlights: [{ start, end }] })]), coloured)
    const bold = [...text.matchAll(/\u001b\[1m\u001b\[33m([^\u001b]*)/g)].map((m) => m[1])
    expect(bold.join(' ')).toBe('naval yard had never seen machines of this kind')
  })

  it('tell how many there are', () => {
    const more = answer([result()], { total: { count: 500, exact: false }, notes: ['a note'] })
    expect(searchText(more, look)).toMatch(/more than 500 passages, 1 shown \(best of the latest 500\)\na note\n$/)
    expect(searchText(answer([]), look)).toBe('Nothing was found.\n')
  })

  it('hold no control characters of a document', () => {
    const nasty = '\u001b]0;owned\u0007\u202e'
    const text = searchText(
      answer(
        [
          result({
            text: nasty + TEXT,
            title: nasty,
            outlet: nasty,
            chain: [{ entity: nasty, manner: 'says', kind: 'person', named: true }],
          }),
        ],
        { notes: [nasty] },
      ),
      look,
    )
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  })
})

describe('a mistake in a query', () => {
  const lines = (query: string): string[] => {
    const planned = planQuery(query)
    return 'mistake' in planned ? mistakeLines(query, planned.mistake, look) : []
  }

  it('is marked where it stands', () => {
    expect(lines('machines foo:bar').slice(1)).toEqual(['  machines foo:bar', '           ^^^^'])
    expect(lines('北京 (putin')[2]).toBe('       ^')
  })

  it('is one line where the query is long or empty', () => {
    expect(lines('')).toHaveLength(1)
    expect(lines(`${'word '.repeat(30)}"`)).toHaveLength(1)
  })
})
