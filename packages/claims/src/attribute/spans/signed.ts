import { CLOSING, type Columns, OUTSIDE } from './columns.ts'
import type { Linked } from './network.ts'

export const SIGNED_RULE = 'attribution/signed-quotation'

const DASHES = new Set(['-', '--', '–', '—', '―'])
/** Tokens of a signature at most. */
const LONGEST = 14

/**
 * Quotations with their speaker's name behind a dash, as lists of voices print them (`"Nobody asked us." - Ilse Brandt,
 * baker`): the dash is the cue. A signature runs to the end of its block and holds no verb.
 */
export function findSigned(c: Columns, isVerb: (token: number) => boolean): Linked[] {
  const out: Linked[] = []
  for (let i = 1; i + 1 < c.n; i++) {
    if (c.quote[i - 1] !== CLOSING || !DASHES.has(c.text.slice(c.start[i]!, c.end[i]!))) continue
    const id = c.quoteId[i - 1]!
    let to = i + 1
    while (to < c.n && to - i <= LONGEST && c.blockStart[to] === 0 && c.quote[to] === OUTSIDE && !isVerb(to)) to++
    if (to < c.n && c.blockStart[to] === 0) continue
    while (to > i + 1 && c.text.slice(c.start[to - 1]!, c.end[to - 1]!) === '.') to--
    const capital = /^\p{Lu}/u.test(c.text.slice(c.start[i + 1]!, c.end[i + 1]!))
    if (id < 0 || to <= i + 1 || !capital) continue
    out.push({ cueFrom: i, cueTo: i + 1, source: [i + 1, to], content: [c.quoteFrom[id]!, c.quoteTo[id]!], score: 0 })
  }
  return out
}
