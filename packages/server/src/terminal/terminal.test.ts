import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duration, Progress, progressLine } from './progress.ts'
import { safeLine, safeName } from './safe.ts'
import { styleFor, widthOf } from './style.ts'
import { columns, cut, wrap } from './width.ts'

describe('text on a terminal', () => {
  it('shows what could steer the terminal, and keeps everything else', () => {
    expect(safeLine('a\u001b[2J\tb\r\nc')).toBe('a\\u{1b}[2J b c')
    expect(safeLine('abc\u202Edef')).toBe('abc\\u{202e}def')
    expect(safeLine('Žďár – 東京 👩‍🚀')).toBe('Žďár – 東京 👩‍🚀')
    expect(safeName('a  b\nc')).toBe('a  b\\u{a}c')
  })

  it('measures columns, not characters', () => {
    expect(columns('plain')).toBe(5)
    expect(columns('東京')).toBe(4)
    expect(columns('e\u0301')).toBe(1)
  })

  it('cuts and wraps to the width, and loses no word in wrapping', () => {
    expect(cut('a long name of an outlet', 10)).toBe('a long na…')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (text, width) => {
        const lines = wrap(text, width)
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(columns(cut(text, width))).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('uses colours only where they are wanted', () => {
    expect(styleFor({ isTTY: true }, {}).bold('x')).toBe('\u001b[1mx\u001b[22m')
    expect(styleFor({ isTTY: true }, { NO_COLOR: '1' }).bold('x')).toBe('x')
    expect(styleFor({ isTTY: true }, { TERM: 'dumb' }).bold('x')).toBe('x')
    expect(styleFor({}, {}).bold('x')).toBe('x')
    expect(widthOf({ isTTY: true, columns: 300 })).toBe(110)
    expect(widthOf({})).toBe(80)
  })

  it('says now and then how far a job is where there is no terminal, and nothing where nobody asked', () => {
    const said: string[] = []
    const stream = { write: (text: string) => said.push(text) } as unknown as NodeJS.WriteStream
    const quiet = new Progress(null, stream, { now: 0 })
    const lines = new Progress(null, stream, { lines: true, now: 0 })
    for (let i = 1; i <= 100; i++) for (const p of [quiet, lines]) p.step(i !== 50, 'a.txt', i * 1000)
    expect(said).toHaveLength(6)
    lines.expect(200)
    lines.step(true, '', 120_000)
    expect(said.at(-1)).toBe('101 of 200  1 failed  0.8 a second  1 min 58 s left\n')
  })

  it('tells how far a long job is', () => {
    const line = progressLine({ total: 40, done: 9, failed: 1 }, 2000, 'a\u001bb.html', 120)
    expect(line).toBe('█████░░░░░░░░░░░░░░░  10 of 40  1 failed  5.0 a second  6 s left  a\\u{1b}b.html')
    const open = progressLine({ total: null, done: 9, failed: 1 }, 2000, '', 120)
    expect(open).toBe('░░░░░░░░░░░░░░░░░░░░  10  1 failed  5.0 a second')
    expect(duration(125)).toBe('2 min 5 s')
    expect(duration(3840)).toBe('1 h 4 min')
  })
})
