import { PROBLEMS } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'
import { readDeep } from './gather.ts'
import { hostileFiles } from './hostile.ts'
import { violations } from './invariants.ts'

/**
 * Small forms of files that are made to hurt. Each is read within a few seconds, what is given is well formed, and nothing
 * of it is large. In full size and through the command line: `npm run -s hostile`.
 */
describe('hostile files', () => {
  it.each(hostileFiles(false).map((f) => [f.name, f] as const))(
    '%s',
    async (name, file) => {
      const readings = await readDeep(name, file.make(), { depth: 9, members: 600 })
      for (const r of readings) {
        expect(violations(r.founds)).toEqual([])
        for (const f of r.founds) if (f.kind === 'problem') expect(PROBLEMS).toHaveProperty([f.problem.code])
      }
      const text = readings.flatMap((r) => r.founds).map((f) => (f.kind === 'document' ? f.document.text : ''))
      expect(text.join('')).not.toMatch(/lollol|root:x:0/)
    },
    20_000,
  )
})
