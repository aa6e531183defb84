import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evaluate } from './tasks/chains.ts'

/**
 * Floors under what the product reaches on annotated data that lies beside the checkout: they catch a fall, they are no
 * aim. Set them safely below the figures of `npm run -s evaluate`; never lower one without saying why in the commit.
 */
const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared')
const GOLD = join(SHARED, 'gold', 'dev')

const FLOORS: readonly (readonly [data: string, floors: Readonly<Record<string, number>>])[] = [
  ['', { claimF: 0.8, chainExact: 0.8, nestedF: 0.5, certainty: 0.9, polarity: 0.9, when: 0.85, aliasF: 0.7 }],
  ['seed.json', { claimF: 0.9, chainExact: 0.85, nestedF: 0.7, when: 0.9, aliasF: 1, routeF: 1 }],
]

const missing = existsSync(GOLD) ? '' : ' (skipped: no annotated data in ../shared)'
describe(`chains on annotated data${missing}`, () => {
  for (const [data, floors] of FLOORS)
    it.skipIf(missing !== '')(`stay above their floors on gold/dev/${data}`, async () => {
      const { metrics } = await evaluate(join(GOLD, data))
      for (const [name, floor] of Object.entries(floors)) expect(metrics[name], name).toBeGreaterThanOrEqual(floor)
    })
})
