import type { Span } from '@wherefrom/schema'

/** Where a decision hangs: W3C TextQuoteSelector and TextPositionSelector in one, UTF-16 code units. */
export interface QuoteSelector {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  readonly start: number
  readonly end: number
}

/**
 * Where the quotation stands now. `exact`: at the very place. `moved`: elsewhere, and only there with these words around
 * it. `orphan`: it is no longer there, or several places could be meant; then nobody but a person may say which.
 */
export type Anchor =
  | { readonly state: 'exact' | 'moved'; readonly span: Span }
  | { readonly state: 'orphan'; readonly span: null }

const ORPHAN: Anchor = { state: 'orphan', span: null }
/** Characters of prefix and suffix that a selector keeps. */
const AROUND = 32
/** Places that are looked at; a quotation that stands more often tells nothing. */
const PLACES = 1000

/** The selector of a stretch of a text. */
export function selectorOf(text: string, { start, end }: Span): QuoteSelector {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - AROUND), start),
    suffix: text.slice(end, end + AROUND),
    start,
    end,
  }
}

/** Finds a selector's place in a text. Bounded and deterministic; never guesses between places that are alike. */
export function anchorIn(text: string, selector: QuoteSelector): Anchor {
  const { exact, start, end } = selector
  if (exact === '') return ORPHAN
  if (end - start === exact.length && text.startsWith(exact, start)) return { state: 'exact', span: { start, end } }
  let best = { at: -1, score: -1, alone: false }
  let at = text.indexOf(exact)
  for (let n = 0; at >= 0; n++, at = text.indexOf(exact, at + 1)) {
    if (n >= PLACES) return ORPHAN
    const score = around(text, at, selector)
    if (score > best.score) best = { at, score, alone: true }
    else if (score === best.score) best = { ...best, alone: false }
  }
  if (best.at < 0 || !best.alone) return ORPHAN
  return { state: 'moved', span: { start: best.at, end: best.at + exact.length } }
}

/** Characters next to a place that are those of the selector. */
function around(text: string, at: number, { exact, prefix, suffix }: QuoteSelector): number {
  let before = 0
  while (before < prefix.length && text[at - 1 - before] === prefix[prefix.length - 1 - before]) before++
  let behind = 0
  const end = at + exact.length
  while (behind < suffix.length && text[end + behind] === suffix[behind]) behind++
  return before + behind
}
