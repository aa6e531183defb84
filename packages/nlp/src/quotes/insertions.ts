import type { Basis, Insertion, Span } from '@wherefrom/schema'
import { isDash, isLetter, isSpace } from './chars.ts'

/** Longest bracketed note that is looked at (code units). */
const LONGEST = 400

/** Words that sign a note as the editor's, at its end after a dash: `- Ed.`, `– editor's note`. */
const SIGNED =
  /[-\u2010-\u2015] {0,2}(?:ed|eds|edit|editor|editors|ed note|author|red|note|tr|trans)(?:\.|'s note|\u2019s note|s' note|\. note| note)?\.?$/i

/** Words that announce a note as the editor's, at its start. */
const ANNOUNCED =
  /^(?:the )?(?:editors?(?:'s?|\u2019s?)? note|author(?:'s|\u2019s)? note|translator(?:'s|\u2019s)? note|ed\.? note|ed\.?:|ed\. ?[-\u2013\u2014]|eds?\.,|nb:|n\.b\.)/i

/** Whole notes that only an editor writes. */
const STOCK =
  /^(?:sic!?|\.{3}|\u2026|(?:my |our )?emphasis (?:added|ours|mine|in (?:the )?original|his|hers|theirs|as (?:received|published))|italics (?:added|mine|ours)|(?:as )?(?:received|published|heard|printed|transmitted|given)|as in original|inaudible|unintelligible|indistinct|words? indistinct|passage omitted|expletive(?: deleted)?|redacted|laughs|laughter|applause|crosstalk|pause|translated from [a-z]{3,20}|translation|author'?s emphasis)\.?$/i

/** Square brackets that are apparatus, not words put into a text: reference numbers, `[edit]`, `[TEXT]`. */
const APPARATUS = /^(?:\d{1,4}|[a-z]|edit|citation needed|pdf|update|video|photo|text|report|[A-Z0-9 /,.-]{1,40})$/i

function trimmed(text: string, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && isSpace(text.charCodeAt(from))) from++
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--
  return { start: from, end: to }
}

/** Which rule makes `inner` of a bracket an editor's words, or null. */
function ruleFor(inner: string, square: boolean, quoted: boolean): string | null {
  if (STOCK.test(inner)) return 'insertion/stock'
  if (SIGNED.test(inner)) return 'insertion/signed'
  if (ANNOUNCED.test(inner)) return 'insertion/announced'
  if (!square || !hasLetter(inner)) return null
  if (quoted) return /^(?:\d{1,4}|[a-z])$/.test(inner) ? null : 'insertion/square'
  return APPARATUS.test(inner) ? null : 'insertion/square'
}

function hasLetter(s: string): boolean {
  for (let i = 0; i < s.length; i++) if (isLetter(s.charCodeAt(i))) return true
  return false
}

/** Position of the bracket that closes the one at `open`, brackets inside it counted; -1 when none within reach. */
function closing(text: string, open: number, to: number, left: number, right: number): number {
  let depth = 0
  const limit = Math.min(to, open + LONGEST)
  for (let i = open; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === left) depth++
    else if (code === right && --depth === 0) return i
  }
  return -1
}

/** A note without brackets, signed at its end: ` - Ed.` or ` – Ed. note`, at the end of a sentence or block. */
function bareNote(text: string, dash: number, to: number): number {
  const match =
    /^[-\u2013\u2014] {0,2}(?:Ed\. note|Ed\.|Editor's note\.?|Editor\u2019s note\.?)(?=[\s)\]"\u201d]|$)/.exec(
      text.slice(dash, Math.min(to, dash + 20)),
    )
  return match ? dash + match[0].length : -1
}

/**
 * Editor's insertions of `text[from, to)`: notes in brackets or after a dash that the outlet puts into somebody's words.
 * `inQuote` tells whether a position lies inside a quotation: there every square bracket is the editor's.
 */
export function findInsertions(
  text: string,
  from: number,
  to: number,
  inQuote: (pos: number) => boolean,
  out: Insertion[],
): void {
  const add = (start: number, end: number, rule: string): void => {
    const basis: Basis = { type: 'rule', rule, spans: [{ start, end }] }
    out.push({ start, end, basis })
  }
  const head = trimmed(text, from, to)
  if (ANNOUNCED.test(text.slice(head.start, head.start + 40))) {
    add(head.start, head.end, 'insertion/announced')
    return
  }
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x28 || code === 0x5b) {
      const square = code === 0x5b
      const end = closing(text, i, to, code, square ? 0x5d : 0x29)
      if (end < 0) continue
      const inner = trimmed(text, i + 1, end)
      const rule = ruleFor(text.slice(inner.start, inner.end), square, square && inQuote(i))
      if (!rule) continue
      add(i, end + 1, rule)
      i = end
    } else if (isDash(code) && text.charCodeAt(i - 1) === 0x20) {
      const end = bareNote(text, i, to)
      if (end < 0) continue
      add(i, end, 'insertion/signed')
      i = end - 1
    }
  }
}
