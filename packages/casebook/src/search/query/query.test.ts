import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fts5Of } from '../plan/fts5.ts'
import { planQuery } from '../plan/plan.ts'
import { tsqueryOf } from '../plan/tsquery.ts'
import { FIELD_NAMES, QUERY_FIELDS } from './fields.ts'
import { QUERY_LENGTH } from './lex.ts'
import { parseQuery } from './parse.ts'

/** The query as FTS5 would be asked; the mistake's message and the words it points at where it is wrong. */
function asked(query: string): string {
  const planned = planQuery(query)
  if ('plan' in planned) return planned.plan.expr ? fts5Of(planned.plan.expr) : 'only filters'
  const { message, start, end } = planned.mistake
  return `${message} [${query.slice(start, end)}]`
}

describe('a query', () => {
  it.each([
    ['putin', 'text : "putin"'],
    ['Путин', 'text : "putin"'],
    ['drone factory', '(text : "drone" AND text : "faktori")'],
    ['"drone factory"', 'text : "drone faktori"'],
    ['“drone factory”', 'text : "drone faktori"'],
    ['„Drohne“', 'text : "drohne"'],
    ['Shahed-136', 'text : "shahed 136"'],
    ['sanct*', 'text : "sankt" *'],
    ['sanc*', '(text : "sanc" * OR text : "sank" *)'],
    ['"united nat"*', 'text : "united nat" *'],
    ['"drone attack"~5', 'text : NEAR("drone" "attack", 5)'],
    ['NEAR(drone "power plant", 8)', 'text : NEAR("drone" "power plant", 8)'],
    ['NEAR(a b)', 'text : NEAR("a" "b", 10)'],
    ['NEAR(a b,3)', 'text : NEAR("a" "b", 3)'],
    ['iran OR syria', '(text : "iran" OR text : "siria")'],
    ['iran | syria', '(text : "iran" OR text : "siria")'],
    ['drone (iran OR syria)', '(text : "drone" AND (text : "iran" OR text : "siria"))'],
    ['drone AND NOT iran', '((text : "drone") NOT (text : "iran"))'],
    ['drone -iran -syria', '((text : "drone") NOT ((text : "iran" OR text : "siria")))'],
    ['drone (-iran)', '((text : "drone") NOT (text : "iran"))'],
    ['drone (-iran OR oil)', '(text : "drone" AND (((tags'],
    ['said-by:"John Kirby"', 'said : "john kirbi"'],
    ['said-by:(Kirby OR Sullivan) oil', '((said : "kirbi" OR said : "sullivan") AND text : "oil")'],
    ['SAID_BY:Kirby', 'said : "kirbi"'],
    ['about:Alab*', 'about : "alab" *'],
    ['origin:own', 'tags : "gown"'],
    ['origin:imagery', 'tags : ("gimagery1" OR "gimagery0")'],
    ['manner:denies,accuses', 'tags : ("ndenies" OR "naccuses")'],
    ['has:denial', 'tags : "hdenial"'],
    ['type:transfer', 'tags : "etransfer"'],
    ['-drone', '((tags : ('],
    ['before:2023-07', 'only filters'],
    ['http://example.org/a', 'text : "http eksample org a"'],
    ['10:30', 'text : "10 30"'],
    ['said', 'text : "said"'],
    ['or and not', '(text : "or" AND text : "and" AND text : "not")'],
    ['a — b', '(text : "a" AND text : "b")'],
    ['drone"attack"', '(text : "drone" AND text : "attack")'],
  ])('%s', (query, expected) => {
    expect(asked(query).slice(0, expected.length)).toBe(expected)
  })

  it('asks PostgreSQL the same', () => {
    const of = (query: string): string => {
      const planned = planQuery(query)
      if ('mistake' in planned || !planned.plan.expr) throw new Error(query)
      return tsqueryOf(planned.plan.expr)
    }
    expect(of('"drone factory" -iran')).toBe("(('drone' <-> 'faktori') & !('iran'))")
    expect(of('said-by:Kirby sanct*')).toBe("('s/kirbi' & 'sankt':*)")
    expect(of('"a b"~1')).toBe("('a' <1> 'b' | 'b' <1> 'a' | 'a' <2> 'b' | 'b' <2> 'a')")
    expect(of('has:denial')).toBe("'t/hdenial'")
  })
})

describe('a mistake is told with its place and what to write', () => {
  it.each([
    ['', 'there is nothing to look for; write a word, or a field such as said-by:Kirby []'],
    ['   ', 'there is nothing to look for'],
    ['— …', 'there is nothing to look for: it has no letters and digits [— …]'],
    ['foo:bar', 'there is no field “foo:”; fields are said-by:'],
    ['saidby:Kirby', 'there is no field “saidby:”; did you mean said-by: ? [saidby:]'],
    ['certainty:posible', 'certainty: has no value “posible”; did you mean certainty:possible?'],
    [
      'certainty:sure',
      'certainty: has no value “sure”; It can be certain, probable, possible or unknown [certainty:sure]',
    ],
    ['putin origin:nobody', 'origin: has no value “nobody”'],
    ['said-by: Kirby', 'said-by: needs a value right behind the colon, such as said-by:"John Kirby" [said-by:]'],
    ['before:', 'before: needs a value'],
    ['before:yesterday', '“yesterday” is no date; write 2023, 2023-06 or 2023-06-10'],
    ['before:2023-13', 'there is no month 13'],
    ['on:2023-02-30', '2023-02 has no day 30 [on:2023-02-30]'],
    ['on:2023-07/2023-05', '“2023-07/2023-05” ends before it begins'],
    ['before:2023-05/2023-07', 'before: takes one date; for a range write on:2023-05/2023-07'],
    ['in:twelve', '“twelve” is no document of a case; write in:d12'],
    ['"drone factory', 'the quotation mark is never closed; add " where the phrase ends ["drone factory]'],
    ['(drone', 'this bracket is never closed; add ) where the group ends [(]'],
    ['drone)', 'this bracket closes nothing; leave it out or open one before it [)]'],
    ['()', 'there is nothing between the brackets [)]'],
    ['drone OR', 'OR needs a word on its right side [OR]'],
    ['OR drone', 'OR needs a word on its left side [OR]'],
    ['drone AND', 'AND needs a word on both sides [AND]'],
    ['NOT', 'NOT needs a word behind it [NOT]'],
    ['a*', '“a*” would find too much; write 2 letters or more before the * [a*]'],
    ['"a b"~x', '“~x” cannot follow a phrase'],
    ['"a b"~500', '500 words are too far apart; at most 50 [~500]'],
    ['NEAR(a, 5)', 'NEAR needs two words or more: NEAR(one other, 5) [NEAR(a, 5)]'],
    ['NEAR(a b', 'NEAR( is never closed'],
    [
      'iran OR before:2020',
      'before: holds for the whole search; it cannot stand in brackets or beside OR [before:2020]',
    ],
    ['said-by:(about:x)', 'a field cannot stand within said-by:( ) [about:]'],
    ['certainty:(possible)', 'certainty: takes no brackets; write certainty:possible'],
    [`${'('.repeat(30)}a${')'.repeat(30)}`, 'there are brackets within brackets more than 20 deep'],
    ['a '.repeat(61), 'the search has more than 60 words and fields'],
    ['x'.repeat(QUERY_LENGTH + 1), `the search is too long: ${QUERY_LENGTH + 1} characters`],
  ])('%s', (query, expected) => {
    expect(asked(query).slice(0, expected.length)).toBe(expected)
  })
})

describe('any query', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '(',
      ')',
      '"',
      '“',
      '”',
      '-',
      '*',
      '~5',
      ' OR ',
      ' AND ',
      'NOT ',
      ' ',
      ':',
      'NEAR(',
      ',',
      '|',
      "'",
      '\\',
      '\0',
    ),
    fc.constantFrom(...FIELD_NAMES).map((n) => `${n}:`),
    fc.constantFrom('possible', '2023-06', '2023', 'd12', 'named', 'all', 'Путин', 'x'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const query = fc.array(piece, { maxLength: 25 }).map((p) => p.join(''))

  it('is read or gives one clear mistake with a place in it, and never throws', () => {
    fc.assert(
      fc.property(query, (text) => {
        const planned = planQuery(text)
        if ('plan' in planned) return
        const { message, start, end } = planned.mistake
        expect(message).not.toMatch(/\n|undefined|\[object/)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(Math.max(text.length, 0))
      }),
      { numRuns: 500 },
    )
  })

  it('puts nothing of its own into the syntax of a database', () => {
    // Whatever stands in quotation marks holds letters, digits and spaces; outside them only our own words.
    const fts5 = /^(?:"[\p{L}\p{N}\p{M} ]*"|[():*, ]|text|said|about|place|tags|AND|OR|NOT|NEAR|\d+)*$/u
    const tsquery = /^(?:'[\p{L}\p{N}\p{M}/]*'|[()&|!: *]|<(?:-|\d{1,3})>)*$/u
    fc.assert(
      fc.property(query, (text) => {
        const planned = planQuery(text)
        if (!('plan' in planned) || !planned.plan.expr || planned.plan.outlets.length > 0) return
        expect(fts5Of(planned.plan.expr)).toMatch(fts5)
        expect(tsqueryOf(planned.plan.expr)).toMatch(tsquery)
      }),
      { numRuns: 500 },
    )
  })

  it('knows where each part of it stands', () => {
    fc.assert(
      fc.property(query, (text) => {
        const parsed = parseQuery(text)
        if ('mistake' in parsed) return
        const { at } = parsed.query
        expect(at.start).toBeGreaterThanOrEqual(0)
        expect(at.end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('what a web form can offer', () => {
  it('names every field once, with an example that is read', () => {
    expect(new Set(FIELD_NAMES).size).toBe(FIELD_NAMES.length)
    for (const { example } of QUERY_FIELDS) expect(planQuery(example), example).toHaveProperty('plan')
    for (const { name, values = [] } of QUERY_FIELDS)
      for (const v of values) expect(planQuery(`${name}:${v}`), `${name}:${v}`).toHaveProperty('plan')
  })
})
