import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPECIMENS } from '../../packages/evidence/src/suite/specimens.ts'
import { repack } from './containers.ts'
import { inputAt, startsFor } from './inputs.ts'
import { judge } from './judge.ts'
import { minimise } from './minimise.ts'
import { Random } from './random.ts'
import { packState, STATE_BYTES, unpackState } from './state.ts'
import { tokensFor } from './tokens.ts'

/** The fuzzer itself: what it promises about seeds, containers and small failing inputs. */
describe('inputs', () => {
  it('are the same for the same seed and number, and others for other ones', async () => {
    const starts = await startsFor('html', null)
    const all = Array.from({ length: 40 }, (_, i) =>
      Buffer.from(inputAt(starts, 'html', 7, i).bytes).toString('latin1'),
    )
    const again = Array.from({ length: 40 }, (_, i) =>
      Buffer.from(inputAt(starts, 'html', 7, i).bytes).toString('latin1'),
    )
    expect(again).toEqual(all)
    expect(new Set(all).size).toBeGreaterThan(35)
    expect(inputAt(starts, 'html', 8, 0).bytes).not.toEqual(inputAt(starts, 'html', 7, 0).bytes)
  })

  it('start from a specimen of every reader, with words of its format', async () => {
    for (const { reader } of SPECIMENS) {
      const name = reader.replace('evidence.', '')
      expect((await startsFor(name, null)).length, name).toBeGreaterThan(0)
      expect(tokensFor(name).length, name).toBeGreaterThan(0)
    }
  })

  it('never grow without bound', async () => {
    const starts = await startsFor('text', null)
    for (let i = 0; i < 100; i++) expect(inputAt(starts, 'text', 3, i).bytes.length).toBeLessThanOrEqual(2 << 20)
  })
})

describe('containers', () => {
  const upper = (b: Uint8Array): Uint8Array =>
    Buffer.from(Buffer.from(b).toString('latin1').replaceAll('crane', 'CRANE'), 'latin1')

  it('are packed again around what was changed inside, so that it is still read', async () => {
    const zip = SPECIMENS.find((s) => s.name === 'saved.zip')!
    const changed = repack(zip.bytes, new Random(1), upper)!
    expect(changed).not.toEqual(zip.bytes)
    expect(await judge('saved.zip', new Uint8Array(changed), { twice: true, ocrPages: 0 })).toBe(null)
    const gzip = SPECIMENS.find((s) => s.name === 'page.html.gz')!
    expect(
      await judge('page.html.gz', new Uint8Array(repack(gzip.bytes, new Random(1), upper)!), {
        twice: true,
        ocrPages: 0,
      }),
    ).toBe(null)
  })

  it('leave alone what is no container', () => {
    expect(repack(new TextEncoder().encode('plain'), new Random(1), upper)).toBe(null)
    expect(repack(Uint8Array.of(0x50, 0x4b, 3, 4, 0), new Random(1), upper)).toBe(null)
  })
})

it('minimising keeps what makes an input fail and nothing else', async () => {
  const bytes = new TextEncoder().encode(`${'x'.repeat(300)}<bug>${'y'.repeat(500)}`)
  const small = await minimise(bytes, async (b) => Buffer.from(b).includes('<bug>'), 5_000)
  expect(Buffer.from(small).toString()).toBe('<bug>')
})

it('a worker tells its state in a form that survives', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: -1 }),
      (a, b, c, d) => {
        const state = { current: a, executions: b, slowest: c, slowestInput: d }
        const bytes = packState(state)
        expect(bytes).toHaveLength(STATE_BYTES)
        expect(unpackState(Buffer.concat([Buffer.from(bytes)]))).toEqual(state)
      },
    ),
  )
})
