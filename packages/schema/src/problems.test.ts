import { describe, expect, it } from 'vitest'
import { problem } from './problems.ts'

describe('a problem', () => {
  it('has a message with its values in it, and keeps the values', () => {
    const made = problem('file/unreadable', { reason: 'permission denied' }, { start: 3, end: 7 })
    expect(made).toEqual({
      code: 'file/unreadable',
      severity: 'error',
      message: 'cannot be read (permission denied)',
      values: { reason: 'permission denied' },
      start: 3,
      end: 7,
    })
  })

  it('never says control characters or half a character, whatever a file put into a value', () => {
    const { message } = problem('reader/unknown-type', { type: 'a\u0000b\n\u001b[31mc\u009bd\ud800' })
    expect(message).toBe('is of a type that cannot be read here (a b  [31mc d\ufffd)')
  })
})
