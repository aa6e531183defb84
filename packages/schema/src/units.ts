/**
 * Units. Every position in the system names its unit, and the units do not mix.
 *
 * A `CharPos` counts UTF-16 code units from zero into a document's text; it is what JavaScript's `slice` takes.
 * Code points and bytes appear only where data crosses a border (readers, exports).
 */
declare const unit: unique symbol

/** UTF-16 code unit offset into `Document.text`, zero-based. */
export type CharPos = number & { readonly [unit]?: 'char' }

/** Index into the columns of `Tokens`, zero-based over the whole document. */
export type TokenIndex = number & { readonly [unit]?: 'token' }

/** Byte offset into an artifact, zero-based. */
export type BytePos = number & { readonly [unit]?: 'byte' }

/** Half-open range of UTF-16 code units: `text.slice(start, end)`. Invariant: `0 <= start <= end <= text.length`. */
export interface Span {
  readonly start: CharPos
  readonly end: CharPos
}

/** Half-open range of tokens. Invariant: `0 <= from <= to <= tokens.length`. */
export interface TokenRange {
  readonly from: TokenIndex
  readonly to: TokenIndex
}

export const span = (start: CharPos, end: CharPos): Span => ({ start, end })

/** The characters of a span. */
export const slice = (text: string, s: Span): string => text.slice(s.start, s.end)

/** Do two half-open spans share at least one code unit? */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** Does `outer` hold every code unit of `inner`? */
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

/** Order by start, the longer one first. */
export const bySpan = (a: Span, b: Span): number => a.start - b.start || b.end - a.end
