import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { stanceScore } from './stance.ts'
import { ratedFiles, readRated } from './stance-files.ts'

describe('stanceScore', () => {
  it('is the mean error and the correlation', () => {
    const { mae, r } = stanceScore([
      [3, 2],
      [-3, -2],
      [0, 0],
    ])
    expect(mae).toBeCloseTo(2 / 3)
    expect(r).toBeCloseTo(1)
  })
  it('has no correlation where nothing varies', () => {
    expect(
      stanceScore([
        [1, 2],
        [3, 2],
      ]),
    ).toEqual({ mae: 1, r: 0 })
    expect(stanceScore([])).toEqual({ mae: 0, r: 0 })
  })
})

describe('readRated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stance-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  it('finds the words by their number between spaces', () => {
    const text = "The ferry did n't sail , he said ."
    const row = {
      text,
      targets: [
        { span1: [4, 5], label: -3 },
        { span1: [6, 8], label: 2 },
        { span1: [40, 41], label: 1 },
      ],
    }
    writeFileSync(join(folder, 'a.jsonl'), `${JSON.stringify(row)}\n\n`)
    writeFileSync(join(folder, 'notes.txt'), 'x')
    expect(ratedFiles(folder)).toEqual([join(folder, 'a.jsonl')])
    const [sentence] = readRated(join(folder, 'a.jsonl'))
    expect(sentence?.targets.map((t) => [text.slice(t.start, t.end), t.label])).toEqual([
      ['sail', -3],
      ['he said', 2],
    ])
  })
})
