import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { BYTES_FILE, kernelModule } from './main.ts'

it('the committed kernel is what its source compiles to', async () => {
  expect(readFileSync(BYTES_FILE, 'utf8')).toBe(await kernelModule())
})
