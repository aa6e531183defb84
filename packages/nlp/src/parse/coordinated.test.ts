import { describe, expect, it } from 'vitest'
import { hangCoordinated } from './coordinated.ts'

const NAMES = ['root', 'nsubj', 'obj', 'acl:relcl', 'cc', 'punct', 'conj']

function hung(rows: readonly (readonly [head: number, relation: string])[]): [number, string][] {
  const parse = {
    head: Int32Array.from(rows, (r) => r[0]),
    deprel: Uint8Array.from(rows, (r) => NAMES.indexOf(r[1])),
    deprelNames: NAMES,
  }
  hangCoordinated(parse)
  return Array.from(parse.head, (h, i) => [h, NAMES[parse.deprel[i]!]!])
}

describe('clauses that start with a conjunction', () => {
  // Veskia denied charges, and crews hid crates
  const words = [
    [1, 'nsubj'],
    [-1, 'root'],
    [1, 'obj'],
    [6, 'punct'],
    [6, 'cc'],
    [6, 'nsubj'],
    [2, 'acl:relcl'],
    [6, 'obj'],
  ] as const

  it('hang on the clause above, not on its noun', () => {
    const out = hung(words)
    expect(out[6]).toEqual([1, 'conj'])
    expect(out.filter((_, i) => i !== 6)).toEqual(words.filter((_, i) => i !== 6))
  })

  it('stay where they have no subject, or no conjunction', () => {
    const without = (k: number) => words.map((w, i) => (i === k ? ([6, 'punct'] as const) : w))
    expect(hung(without(5))).toEqual(without(5))
    expect(hung(without(4))).toEqual(without(4))
  })
})
