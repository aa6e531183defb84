import type { Span } from '@wherefrom/schema'

/** A piece of a result's text; `hit` where it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly hit: boolean
}

/**
 * The part of a result that is worth showing, at most about `length` characters: from a little before the first highlight,
 * between words, with `…` where something is left out. `highlights` count as the result's `start` does.
 */
export function snippetOf(
  result: { readonly text: string; readonly start: number; readonly highlights: readonly Span[] },
  length = 360,
): Piece[] {
  const { text, start: base } = result
  const hits = result.highlights.map((h) => ({ start: h.start - base, end: h.end - base }))
  const [from, to] = windowOf(text, hits[0]?.start ?? 0, length)
  const pieces: Piece[] = from > 0 ? [{ text: '… ', hit: false }] : []
  let at = from
  for (const hit of hits) {
    const [start, end] = [Math.max(hit.start, at), Math.min(hit.end, to)]
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < to) pieces.push({ text: text.slice(at, to), hit: false })
  if (to < text.length) pieces.push({ text: ' …', hit: false })
  return pieces
}

function windowOf(text: string, first: number, length: number): readonly [from: number, to: number] {
  if (text.length <= length) return [0, text.length]
  const from = first <= length / 2 ? 0 : between(text, first - Math.floor(length / 3))
  return [from, Math.max(from + 1, between(text, Math.min(text.length, from + length)))]
}

/** The next place between words at or before `at`, not further away than a long word. */
function between(text: string, at: number): number {
  if (at >= text.length) return text.length
  for (let i = at; i > at - 40 && i > 0; i--) if (/\s/.test(text[i - 1]!)) return i
  return text.charCodeAt(at) >>> 10 === 0x37 ? at - 1 : at
}
