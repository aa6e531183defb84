import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Linear } from '../linear.ts'
import { BiLstm } from '../lstm.ts'
import { Vectors } from '../vectors.ts'
import { Kernel, padded } from './memory.ts'

/** Numbers as a small generator draws them: the same ones for the same seed. */
function numbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 23 - 1
  }
}

const bytes = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** Sections of a matrix with random weights. */
function matrix(next: () => number, name: string, rows: number, columns: number): [string, Uint8Array][] {
  const scales = Float32Array.from({ length: rows }, () => Math.abs(next()) / 200 + 1e-4)
  const biases = Float32Array.from({ length: rows }, next)
  return [
    [`${name}.q`, Uint8Array.from({ length: rows * columns }, () => Math.round(next() * 127) & 0xff)],
    [`${name}.s`, bytes(scales)],
    [`${name}.b`, bytes(biases)],
  ]
}

const vectors = (next: () => number, n: number, dim: number, size = 4): Vectors =>
  new Vectors(
    n,
    dim,
    Float32Array.from({ length: n * dim }, () => next() * size),
  )

const seeds = fc.integer()
const both = [Kernel.reference, Kernel.compiled]

describe('the compiled kernel and the reference give the same bits', () => {
  it('in linear layers', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 70 }),
    )
    fc.assert(
      fc.property(seeds, sizes, fc.boolean(), (seed, [n, inputs, outputs], relu) => {
        const [a, b] = both.map((make) => {
          const next = numbers(seed)
          const layer = Linear.decode(make(), new Map(matrix(next, 'a', outputs, inputs)), 'a')
          return layer.run(vectors(next, n, inputs), relu)
        })
        expect(a!.data).toEqual(b!.data)
        if (relu) expect(a!.data.every((v) => v >= 0)).toBe(true)
      }),
    )
  })

  it('in recurrent layers', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
    )
    fc.assert(
      fc.property(seeds, sizes, fc.double({ min: 1e-3, max: 100, noNaN: true }), (seed, [n, inputs, h8], size) => {
        const hidden = h8 * 8
        const [a, b] = both.map((make) => {
          const next = numbers(seed)
          const sections = new Map([
            ...matrix(next, 'l.fw', 4 * hidden, inputs + hidden),
            ...matrix(next, 'l.bw', 4 * hidden, inputs + hidden),
          ])
          return BiLstm.decode(make(), sections, 'l', hidden).run(vectors(next, n, inputs, size))
        })
        expect(a!.data).toEqual(b!.data)
        expect(a!.data.every((v) => v >= -1 && v <= 1)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('in dot products of vectors with vectors, and when values are too small to divide', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 40 }), fc.constantFrom(1, 1e-31, 0), (seed, dim, size) => {
        const [a, b] = both.map((make) => {
          const next = numbers(seed)
          const kernel = make()
          const width = padded(dim)
          const [x, q, s, out] = [3 * dim * 4, 3 * width * 2, 12, 36].map((n) => kernel.take(n))
          kernel.f32.set(vectors(next, 3, dim, size).data, x! >> 2)
          kernel.run.quantise(x!, dim * 4, 3, dim, q!, width, s!)
          kernel.run.pairs(q!, s!, 3, q!, s!, 3, width, out!)
          return kernel.f32.slice(out! >> 2, (out! >> 2) + 9)
        })
        expect(a).toEqual(b)
      }),
    )
  })
})
