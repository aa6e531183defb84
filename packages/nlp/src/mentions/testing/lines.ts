import type { Sentences, Tokens } from '@wherefrom/schema'
import { scan } from '../../tokens/scan.ts'

/** Tokens of a text of one sentence a line, for tests of rules. */
export function tokensOfLines(text: string): { readonly tokens: Tokens; readonly sentences: Sentences } {
  const start: number[] = []
  const end: number[] = []
  const sentence: number[] = []
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const line of text.split('\n')) {
    from.push(start.length)
    scan(text, at, at + line.length, (a, b) => {
      start.push(a)
      end.push(b)
      sentence.push(from.length - 1)
    })
    to.push(start.length)
    at += line.length + 1
  }
  const tokens = {
    length: start.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    sentence: Int32Array.from(sentence),
  }
  return { tokens, sentences: { length: from.length, from: Int32Array.from(from), to: Int32Array.from(to) } }
}
