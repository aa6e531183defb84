import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelError } from '../model/container.ts'
import { hashText } from '../model/features.ts'
import { GivenNames } from './given-names.ts'
import { HIDDEN, Net, SUM } from './net.ts'
import { ANY, FEMALE, MALE, PERSON, PRONOUNS } from './pronouns.ts'
import { BUCKETS, bucket, Rows, Space } from './space.ts'

describe('given names', () => {
  it('come out of their packed form as they went in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (hashes) => {
        expect(new Set(GivenNames.decode(GivenNames.encode(hashes)))).toEqual(new Set(hashes))
      }),
    )
  })

  it('tell nothing where a name has both genders or is not known', () => {
    const names = new GivenNames([hashText('mark'), hashText('robin')], [hashText('anna'), hashText('robin')])
    expect(['Mark', 'Anna', 'Robin', 'Xyl'].map((n) => names.genderOf(n))).toEqual([MALE, FEMALE, PERSON, PERSON])
  })
})

describe('pronouns', () => {
  it('ask for number and gender', () => {
    const of = (word: string) => PRONOUNS.get(hashText(word))
    expect(of('she')?.gender).toBe(FEMALE)
    expect(of('his')).toMatchObject({ gender: MALE, possessive: true })
    expect(of('they')?.gender).toBe(ANY)
    expect(of('table')).toBeUndefined()
  })
})

describe('rows', () => {
  it('stay inside their run of the table', () => {
    const space = new Space()
    space.add(7)
    const base = space.add(16)
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const rows = new Rows()
        rows.put(base, value, 16)
        rows.hash(base, value, 16)
        for (let k = 0; k < rows.length; k++) {
          expect(rows.rows[k]).toBeGreaterThanOrEqual(base)
          expect(rows.rows[k]).toBeLessThan(space.size)
        }
      }),
    )
  })

  it('count ever more roughly', () => {
    expect([0, 1, 2, 3, 4, 5, 8, 1000].map(bucket)).toEqual([0, 1, 2, 3, 4, 4, 5, BUCKETS - 1])
  })
})

describe('the network', () => {
  const FEATURES = 5
  const section = (values: readonly number[]): Uint8Array => new Uint8Array(Int8Array.from(values).buffer)
  const rows = Array.from({ length: FEATURES * HIDDEN }, (_, k) => ((k * 37) % 255) - 127)
  const straight = [3, -2, 0, 5, 1]
  const bias = Array.from({ length: HIDDEN }, (_, h) => h - 10)
  const out = Array.from({ length: HIDDEN }, (_, h) => (h % 2 === 0 ? 9 : -4))
  const sections = new Map([
    ['0.rows', section(rows)],
    ['0.straight', section(straight)],
    ['0.bias', new Uint8Array(Int32Array.from(bias).buffer)],
    ['0.out', section(out)],
  ])

  const list = (...features: number[]): Rows => {
    const r = new Rows()
    for (const f of features) r.put(f, 0, 1)
    return r
  }

  it('scores as the formula says', () => {
    const net = Net.decode(sections, '0.', FEATURES, 7)
    const features = [0, 3, 1]
    let want = features.reduce((sum, f) => sum + straight[f]! * 7, 0)
    for (let h = 0; h < HIDDEN; h++) {
      const v = features.reduce((sum, f) => sum + rows[f * HIDDEN + h]!, bias[h]!)
      if (v > 0) want += v * out[h]!
    }
    const score = net.score(net.sum(list(0)), net.sum(list(3)), list(1), new Int32Array(SUM))
    expect(score).toBe(want)
  })

  it('refuses weights of another size', () => {
    expect(() => Net.decode(sections, '0.', FEATURES + 1, 7)).toThrow(ModelError)
    expect(() => Net.decode(sections, '1.', FEATURES, 7)).toThrow(/missing/)
  })
})
