import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../case/case.ts'
import { run } from '../case/raw.ts'
import { DIALECTS, TestPlaces } from '../case/testing/cases.ts'
import { checkIndex, planQuery, type SearchAnswer, type SearchOptions, searchCase, settleIndex } from './index.ts'
import type { Plan } from './plan/plan.ts'
import { conditionsOf } from './run/conditions.ts'
import { findInPostgres } from './run/postgres.ts'
import { findInSqlite, idsOf } from './run/sqlite.ts'
import { preparedSamples, put } from './testing/samples.ts'

/** A query for each way in which words, fields and tags reach the index or the rows. */
const WAYS = [
  'machines',
  '"milling machines"',
  'mill*',
  '"machines yard"~12',
  '"naval machines" OR "machines yard"~12',
  'NEAR(machines yard "customs records", 40)',
  'machines polarity:positive',
  'certainty:certain',
  'certainty:certain polarity:negative quotation:own time:past',
  'origin:named machines',
  'origin:named certainty:certain',
  'origin:own',
  'has:claim machines',
  'has:quote',
  '-machines',
  'said-by:Strand -has:relay',
  '(certainty:certain OR machines) the',
]

const places = new TestPlaces()
let samples: Awaited<ReturnType<typeof preparedSamples>>
const cases = new Map<string, Case>()

beforeAll(async () => {
  samples = await preparedSamples()
  for (const dialect of DIALECTS) {
    const c = await places.create(dialect)
    for (const { name, prepared } of samples) await put(c, name, prepared)
    cases.set(dialect, c)
  }
}, 60_000)
afterAll(async () => {
  for (const c of cases.values()) await c.close()
  places.remove()
})

async function answer(c: Case, query: string, options: SearchOptions = { limit: 100 }): Promise<SearchAnswer> {
  const planned = planQuery(query)
  if ('mistake' in planned) throw new Error(planned.mistake.message)
  return await searchCase(c, planned.plan, options)
}

const nameOf = (document: string): string => samples[Number(document.slice(1)) - 1]!.name

/** Documents that a query finds, and what it highlights in them. */
async function found(c: Case, query: string): Promise<string[]> {
  const { results } = await answer(c, query)
  return [...new Set(results.map((r) => nameOf(r.document)))].sort()
}

describe.each(DIALECTS)('search on %s', (dialect) => {
  const c = (): Case => cases.get(dialect)!

  it('finds a name in every script and spelling, and shows what it found', async () => {
    for (const query of ['Putin', 'Путин', 'putin']) {
      expect(await found(c(), query)).toEqual(['cyrillic.txt', 'latin.txt'])
      const { results } = await answer(c(), query)
      const shown = results.map((r) => r.highlights.map((h) => r.text.slice(h.start - r.start, h.end - r.start)))
      expect(shown.flat().sort()).toEqual(['Putin', 'Путин'])
    }
    for (const query of ['Zelensky', 'Зеленський', 'zelenskyy'])
      expect(await found(c(), query)).toEqual(['cyrillic.txt', 'latin.txt'])
    expect(await found(c(), 'Kyiv')).toEqual(['latin.txt'])
  })

  it('finds designations and numbers however they are written', async () => {
    for (const query of ['Shahed-136', 'shahed136', '"shahed 136"'])
      expect(await found(c(), query)).toEqual(['cyrillic.txt', 'latin.txt'])
    for (const query of ['1200', '1,200']) expect(await found(c(), query)).toEqual(['latin.txt'])
  })

  it('finds words, phrases, beginnings and neighbours', async () => {
    const milling = await found(c(), 'milling')
    expect(milling.length).toBeGreaterThan(2)
    expect(await found(c(), '"milling machines"')).toEqual(expect.arrayContaining(['02-lpa-wire.txt']))
    expect(await found(c(), '"machines milling"')).toEqual([])
    expect(await found(c(), 'mill*')).toEqual(expect.arrayContaining(milling))
    expect(await found(c(), '"machines yard"~1')).not.toContain('02-lpa-wire.txt')
    expect(await found(c(), '"machines yard"~12')).toContain('02-lpa-wire.txt')
    expect(await found(c(), 'NEAR(machines "bakery equipment", 4)')).toContain('02-lpa-wire.txt')
  })

  it('combines with OR, minus and brackets', async () => {
    const both = await found(c(), 'Zelensky OR bakery')
    expect(both).toEqual([...new Set([...(await found(c(), 'Zelensky')), ...(await found(c(), 'bakery'))])].sort())
    expect(await found(c(), '(Zelensky OR bakery) -drones')).not.toContain('latin.txt')
    expect((await found(c(), '-machines -the')).length).toBeGreaterThan(0)
  })

  it('asks who says it, what it is about, and how sure it is', async () => {
    const strand = await answer(c(), 'said-by:"Reuben Strand"')
    expect(strand.results.length).toBeGreaterThan(0)
    for (const r of strand.results) expect(r.chain.map((l) => l.entity).join()).toMatch(/Strand/)
    expect((await answer(c(), 'said-by:"deputy director"')).results.length).toBeGreaterThan(0)
    expect(await found(c(), 'about:FX-900')).toContain('02-lpa-wire.txt')
    const unnamed = await answer(c(), 'origin:unnamed')
    for (const r of unnamed.results) expect(r.chain.at(-1)).toMatchObject({ named: false })
    for (const r of (await answer(c(), 'certainty:possible')).results) expect(r.certainty).toBe('possible')
    for (const r of (await answer(c(), 'origin:own')).results) expect(r.chain).toEqual([])
    for (const r of (await answer(c(), 'has:denial')).results)
      expect(r.chain.some((l) => l.manner === 'denies') || r.claim !== null).toBe(true)
    const { results } = await answer(c(), 'has:relay')
    expect(results.every((r) => r.chain.length > 1)).toBe(true)
  })

  it('asks for dates of publication, in full and in part', async () => {
    expect(await found(c(), 'Zelensky before:2024-05-02')).toEqual(['cyrillic.txt'])
    expect(await found(c(), 'Zelensky after:2024-05-01')).toEqual(['latin.txt'])
    expect(await found(c(), 'Zelensky on:2024-05')).toEqual(['cyrillic.txt', 'latin.txt'])
    expect(await found(c(), 'Zelensky on:2024-05-02/..')).toEqual(['latin.txt'])
    expect(await found(c(), 'Zelensky -on:2024-05-01')).toEqual(['latin.txt'])
    expect(await found(c(), 'Zelensky before:2024')).toEqual([])
    expect((await found(c(), 'before:2024-06')).sort()).toEqual(['cyrillic.txt', 'latin.txt'])
  })

  it('asks for outlets by their words, and says when there is none', async () => {
    const { results, notes } = await answer(c(), 'outlet:ledger')
    expect(results.length).toBeGreaterThan(0)
    for (const r of results) expect(r.outlet).toMatch(/Ledger/)
    expect(notes).toEqual([])
    expect(await answer(c(), 'outlet:nobody')).toMatchObject({
      results: [],
      total: { count: 0, exact: true },
      notes: [expect.stringMatching(/^no outlet of this case is called “nobody”; there are /)],
    })
  })

  it('counts what it found', async () => {
    const { facets, total, results } = await answer(c(), 'machines', { facets: true, limit: 3 })
    expect(results).toHaveLength(3)
    expect(total.exact).toBe(true)
    expect(total.count).toBeGreaterThan(3)
    const count = (facet: 'certainty' | 'origin'): number => facets![facet].reduce((sum, v) => sum + v.count, 0)
    const claims = (await answer(c(), 'machines has:claim')).total.count
    expect(count('certainty')).toBe(claims)
    expect(count('origin')).toBe(claims)
    expect(facets!['said-by'].length).toBeGreaterThan(0)
  })

  it('is what verification expects, also after it was tidied', async () => {
    await settleIndex(c().db, dialect)
    const faults: unknown[] = []
    for await (const fault of checkIndex(c().db, dialect)) faults.push(fault)
    expect(faults).toEqual([])
    expect((await found(c(), 'machines')).length).toBeGreaterThan(0)
  })
})

describe('both databases', () => {
  const same = async (query: string, options?: SearchOptions): Promise<void> => {
    const [a, b] = await Promise.all(DIALECTS.map((d) => answer(cases.get(d)!, query, options)))
    expect(b, query).toEqual(a)
  }

  it('give the same answer in the same order', async () => {
    const word = fc.constantFrom(
      'machines',
      'the',
      'yard',
      'Strand',
      'Karsovia',
      'Путин',
      'said',
      'mill*',
      '"naval yard"',
      '"the machines"~3',
      'NEAR(the yard Karsovia, 9)',
    )
    const field = fc.constantFrom(
      'said-by:Strand',
      'about:Karsovia',
      'origin:named',
      'origin:unnamed',
      'certainty:certain,possible',
      'polarity:negative',
      'before:2025-03-05',
      'on:2025',
      'has:relay',
      'manner:denies',
      'outlet:ledger',
      'when:2024',
      'when:2024-11',
      'versions:all',
      'in:d2,d3',
    )
    const part = fc
      .tuple(fc.constantFrom('', '', '-'), fc.oneof(word, field))
      .map(([minus, p]) => (minus && /^(before|in|when|versions)/.test(p) ? p : minus + p))
    const query = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.option(word))
      .map(([parts, other]) => (other ? `(${other} OR machines) ${parts.join(' ')}` : parts.join(' ')))
    await fc.assert(
      fc.asyncProperty(query, async (q) => await same(q, { limit: 50, facets: true })),
      { numRuns: 60 },
    )
  }, 60_000)

  it('find the same rows by every way that PostgreSQL is asked', async () => {
    const [sqlite, postgres] = DIALECTS.map((d) => cases.get(d)!.db)
    const where = conditionsOf((planQuery('x') as { plan: Plan }).plan.filters)
    const ids = idsOf(null, samples.length)
    for (const query of WAYS) {
      const planned = planQuery(query)
      const expr = 'plan' in planned ? planned.plan.expr : null
      const expected = (await findInSqlite(sqlite!, expr, where, ids, 1000)).map((r) => r.id)
      expect(expected.length, query).toBeGreaterThan(0)
      for (const steps of [
        { newest: 1, scanned: 0, blocks: { small: 999, large: 0 } },
        { newest: 1, scanned: 0, blocks: { small: 0, large: 999 } },
        { newest: 1, scanned: 0, blocks: { small: 0, large: 0 } },
        { newest: 1, scanned: 9999, blocks: { small: 0, large: 0 } },
      ]) {
        const found = await findInPostgres(postgres!, expr, where, ids, 1000, steps)
        expect(
          found.map((r) => r.id),
          query,
        ).toEqual(expected)
      }
    }
  })

  it('are not touched by what a query holds', async () => {
    const hostile = fc.array(
      fc.constantFrom(
        '"',
        "'",
        '*',
        ')',
        '(',
        ' OR ',
        ';',
        '--',
        'drop table documents',
        '\\',
        '$1',
        '?',
        'said-by:',
        ' :* ',
        '<->',
        '&',
        '!',
        '\0',
        'NEAR',
        'x',
      ),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (parts) => {
        const planned = planQuery(parts.join(''))
        if ('plan' in planned) for (const d of DIALECTS) await searchCase(cases.get(d)!, planned.plan)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe.each(DIALECTS)('versions on %s', (dialect) => {
  it('finds the newest version of a page, and older ones when asked', async () => {
    const c = await places.create(dialect)
    const [first, second] = [samples.at(-1)!, samples.at(-2)!]
    await put(c, first.name, first.prepared, 'https://example.org/page')
    await put(c, second.name, second.prepared, 'https://example.org/page')
    const of = async (query: string): Promise<unknown> =>
      (await answer(c, query)).results.map((r) => [r.document, r.version, r.latest])
    expect(await of('1200')).toEqual([])
    expect(await of('1200 versions:all')).toEqual([['d1', 1, false]])
    expect(await of('Путин')).toEqual([['d2', 2, true]])
    await run(c.db, 'delete from passages')
    const faults: { document: number | null }[] = []
    for await (const fault of checkIndex(c.db, dialect)) faults.push(fault)
    expect(faults.map((f) => f.document)).toEqual([1, 2])
    await c.close()
  })
})
