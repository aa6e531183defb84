import { describe, expect, it } from 'vitest'
import { killSession } from './session.ts'

describe.each(['sqlite', 'postgres'] as const)('a run that is killed, on %s', (database) => {
  it('loses nothing, doubles nothing, and leaves a log that verifies', async () => {
    const report = await killSession({ database, kills: 3, files: 20, seed: 7, workers: 1 })
    expect(report).toMatchObject({ kills: 3, wrong: [] })
    expect(report.finished).toBeGreaterThan(0)
  })
})
