import { describe, expect, it } from 'vitest'
import { decodeModel, encodeModel } from './container.ts'
import { key1, key2 } from './features.ts'
import { argmax, LinearModel } from './linear.ts'

describe('linear model', () => {
  const rows: [number, [number, number][]][] = [
    [
      key1(1, 7),
      [
        [0, 2.5],
        [2, -1],
      ],
    ],
    [key2(2, 7, 9), [[1, 10]]],
    [key1(3, 3), [[0, 0.001]]],
  ]

  it('scores the same after a round trip through the container', () => {
    const bytes = encodeModel({
      header: { component: 'test', version: 1, settings: {} },
      sections: LinearModel.encode(rows),
    })
    const model = LinearModel.decode(3, decodeModel(bytes, 'test', 1).sections)
    const out = new Int32Array(3)
    model.add(Int32Array.of(key1(1, 7), key2(2, 7, 9), key1(3, 3), key1(99, 99)), 4, out)
    expect([...out]).toEqual([32, 127, -13])
    expect(argmax(out, 3)).toBe(1)
  })

  it('refuses a file that is not its own', () => {
    const bytes = encodeModel({ header: { component: 'a', version: 1, settings: {} }, sections: new Map() })
    expect(() => decodeModel(bytes, 'b', 1)).toThrow(/wants weights/)
    expect(() => decodeModel(bytes.subarray(0, 5), 'a', 1)).toThrow(/not a model/)
  })
})
