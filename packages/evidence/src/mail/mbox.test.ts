import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArtifactSource, Found } from '../found.ts'
import { rangeSource } from '../source.ts'
import { readMbox } from './mbox.ts'

/** A mailbox that comes in pieces of `size` bytes. */
function source(text: string, size: number): ArtifactSource {
  const bytes = Buffer.from(text, 'latin1')
  return rangeSource('a.mbox', bytes.length, async function* (start, end) {
    for (let at = start; at < end; at += size) yield bytes.subarray(at, Math.min(at + size, end))
  })
}

async function messages(text: string, size = 1 << 18): Promise<readonly string[]> {
  const out: string[] = []
  for await (const found of readMbox(source(text, size)))
    if (found.kind === 'member') out.push(Buffer.from(found.bytes).toString('latin1'))
  return out
}

const LINE = 'From ada@quay.example Tue May  4 10:00:00 2021\n'
const one = 'Subject: One\n\nFirst text.\n\n'
const two = 'Subject: Two\n\nSecond text.\n'

describe('a mailbox', () => {
  test('is its messages, whatever pieces it comes in', async () => {
    for (const size of [1, 2, 7, 50, 1 << 18]) expect(await messages(LINE + one + LINE + two, size)).toEqual([one, two])
  })

  test('lines that only look like the start of a message stay text', async () => {
    const text = 'Subject: One\n\nFrom here to 2021 nothing happened.\n\nFrom Velm we went on.\n'
    expect(await messages(LINE + text)).toEqual([text])
  })

  test('escaped lines are put back by one mark', async () => {
    expect(await messages(`${LINE}Subject: One\n\n>From here\n>>From there\n> From quoted\n`)).toEqual([
      'Subject: One\n\nFrom here\n>From there\n> From quoted\n',
    ])
  })

  test('a message begins without an empty line before it where the date is written as only mailboxes do', async () => {
    expect(await messages(`${LINE}${two}${LINE}${two}`)).toEqual([two, two])
  })

  test('members say where they stand in the mailbox', async () => {
    const founds: Found[] = []
    for await (const found of readMbox(source(LINE + one + LINE + two, 64))) founds.push(found)
    const start = LINE.length
    expect(founds).toMatchObject([
      { name: 'message-000001.eml', record: { note: `bytes ${start} to ${start + one.length} of the mailbox` } },
      { name: 'message-000002.eml' },
    ])
  })

  test('lines of CR and LF', async () => {
    const dos = (s: string) => s.replaceAll('\n', '\r\n')
    expect(await messages(dos(LINE + one + LINE + two), 5)).toEqual([dos(one), dos(two)])
  })

  test('what was put in comes out', async () => {
    const line = fc.constantFrom('text', '', 'From', 'From me', '>From you', 'Subject: a', ' ')
    const message = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 80 }),
        async (list, size) => {
          const box = list.map((m) => `${LINE}${m.replace(/^(>*From )/gm, '>$1')}\n`).join('')
          expect(await messages(box, size)).toEqual(list.map((m) => `${m}\n`))
        },
      ),
    )
  })
})
