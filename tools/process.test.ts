import { expect, it } from 'vitest'
import { usageOf } from './process.ts'

it.skipIf(process.platform !== 'linux')('what a process uses is told by the system', () => {
  const { cpuSeconds, bytes, peakBytes } = usageOf(process.pid)
  expect(cpuSeconds).toBeGreaterThan(0)
  expect(bytes).toBeGreaterThan(10 * 1024 * 1024)
  expect(peakBytes).toBeGreaterThanOrEqual(bytes)
})

it('of one that is not there nothing is known', () => {
  expect(usageOf(2 ** 30)).toEqual({ cpuSeconds: 0, bytes: 0, peakBytes: 0 })
})
