import { describe, expect, it } from 'vitest'
import { ModelError } from '../model/container.ts'
import { BiLstm, Kernel, Linear, Table, Vectors } from './index.ts'

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer)
const int8 = (...values: number[]): Uint8Array => Uint8Array.from(values, (v) => v & 0xff)

describe('layers', () => {
  it('multiply a matrix of small numbers as one would by hand', () => {
    const sections = new Map([
      ['a.q', int8(127, 0, 0, -127, 64, 64)],
      ['a.s', floats(1 / 127, 1 / 127, 0.5)],
      ['a.b', floats(0, 1, -1)],
    ])
    const out = Linear.decode(Kernel.make(), sections, 'a').run(new Vectors(2, 2, Float32Array.of(2, 1, 0, 0)))
    for (const [k, want] of [2, -1 / 127, 95.25].entries()) expect(out.row(0)[k]).toBeCloseTo(want, 2)
    expect([...out.row(1)]).toEqual([0, 1, -1])
  })

  it('run an LSTM as its equations say, within the width of a step', () => {
    const hidden = 8
    const weight = (r: number, c: number): number => Math.round(100 * Math.sin(r * 7.1 + c * 3.3))
    const columns = 2 + hidden
    const q = int8(
      ...Array.from({ length: 4 * hidden * columns }, (_, k) => weight(Math.floor(k / columns), k % columns)),
    )
    const scales = floats(...Array.from({ length: 4 * hidden }, () => 0.01))
    const zero = floats(...new Float32Array(4 * hidden))
    const sections = new Map(
      ['l.fw', 'l.bw'].flatMap(
        (d) =>
          [
            [`${d}.q`, q],
            [`${d}.s`, scales],
            [`${d}.b`, zero],
          ] as const,
      ),
    )
    const input = [
      [1, -0.5],
      [0.25, 0.75],
      [-1, 1],
    ]
    const out = BiLstm.decode(Kernel.make(), sections, 'l', hidden).run(
      new Vectors(3, 2, Float32Array.from(input.flat())),
    )
    const want = lstm(input, hidden, (r, c) => weight(r, c) * 0.01)
    const back = lstm(input.toReversed(), hidden, (r, c) => weight(r, c) * 0.01).toReversed()
    for (let t = 0; t < 3; t++)
      for (let j = 0; j < hidden; j++) {
        expect(Math.abs(out.row(t)[j]! - want[t]![j]!)).toBeLessThan(0.02)
        expect(Math.abs(out.row(t)[hidden + j]! - back[t]![j]!)).toBeLessThan(0.02)
      }
  })

  it('give the same gates in two steps as in one', () => {
    const hidden = 8
    const q = int8(...Array.from({ length: 32 * 11 }, (_, k) => (k * 37) % 120))
    const sections = new Map(
      ['l.fw', 'l.bw'].flatMap((d) => [
        [`${d}.q`, q] as const,
        [`${d}.s`, floats(...new Float32Array(32).fill(0.003))] as const,
        [`${d}.b`, floats(...new Float32Array(32).fill(0.1))] as const,
      ]),
    )
    const layer = BiLstm.decode(Kernel.make(), sections, 'l', hidden)
    const input = new Vectors(
      4,
      3,
      Float32Array.from({ length: 12 }, (_, k) => k / 5 - 1),
    )
    expect(layer.recur(layer.project(input), 4)).toEqual(layer.run(input))
  })

  it('look rows up, the first one where a row is missing', () => {
    const table = Table.decode(
      new Map([
        ['t.q', int8(1, 2, 3, -4)],
        ['t.s', floats(1, 0.5)],
      ]),
      't',
    )
    const out = new Float32Array(4)
    table.write(1, out, 0)
    table.write(9, out, 2)
    expect([...out]).toEqual([1.5, -2, 1, 2])
  })

  it('refuse sections that are missing, cut off or not finite', () => {
    const kernel = Kernel.make()
    expect(() => Linear.decode(kernel, new Map(), 'a')).toThrow(ModelError)
    const bad = new Map([
      ['a.q', int8(1, 2, 3)],
      ['a.s', floats(1, 1)],
    ])
    expect(() => Linear.decode(kernel, bad, 'a')).toThrow(/does not fit/)
    expect(() => Table.decode(new Map(bad).set('a.s', floats(Number.NaN)), 'a')).toThrow(/no number/)
    expect(() => BiLstm.decode(kernel, bad, 'a', 12)).toThrow(/multiple of 8/)
  })
})

/** The textbook equations in double precision. */
function lstm(input: number[][], hidden: number, weight: (row: number, column: number) => number): number[][] {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
  let h: number[] = new Array(hidden).fill(0)
  const cell: number[] = new Array(hidden).fill(0)
  return input.map((x) => {
    const v = [...x, ...h]
    const gate = (g: number, j: number): number =>
      v.reduce((sum, value, c) => sum + value * weight(g * hidden + j, c), 0)
    h = cell.map((c, j) => {
      const next = sigmoid(gate(1, j)) * c + sigmoid(gate(0, j)) * Math.tanh(gate(2, j))
      cell[j] = next
      return sigmoid(gate(3, j)) * Math.tanh(next)
    })
    return h
  })
}
