import { afterEach, describe, expect, it } from 'vitest'
import { Workforce } from './workforce.ts'

describe('work that was too much beside other work', () => {
  const workforce = new Workforce({ workers: 2 })
  afterEach(async () => await workforce.stop())

  it('waits for what is analysed, lets nothing begin, one piece at a time, until it says that it is over', async () => {
    const seen: string[] = []
    const say = (what: string) => async () => void seen.push(what)
    let finish = (): void => {}
    const going = workforce.analysers.lend(() => new Promise<void>((done) => (finish = done)))
    const turn = () => new Promise((done) => setImmediate(done))
    let later: Promise<void> | undefined
    const first = workforce.alone(async (over) => {
      seen.push('alone')
      await workforce.analysers.spare(say('spare'))
      over()
      await later
      seen.push('still at work')
    })
    const second = workforce.alone(say('alone again'))
    await turn()
    later = workforce.analysers.lend(say('later'))
    await turn()
    expect(seen).toEqual([])
    finish()
    await Promise.all([going, first, second, later])
    expect(seen.slice(0, 2)).toEqual(['alone', 'spare'])
    expect(seen.slice(2).sort()).toEqual(['alone again', 'later', 'still at work'])
  })

  it('lets the others go on when it fails', async () => {
    await expect(workforce.alone(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await workforce.analysers.lend(async () => 'goes on')).toBe('goes on')
  })
})
