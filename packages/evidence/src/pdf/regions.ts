import { type Row, rowsOf } from './rows.ts'
import type { Run } from './runs.ts'

/** Rows that are read one after the other: a column, or a part of the page without columns. */
export type Flow = readonly Row[]

/** Regions inside regions; deeper ones are read row by row. */
const DEEPEST = 8
/** Pages with more rows than this are read without a search for columns. */
const MOST_ROWS = 600
/** Steps that the search for gutters may take in one region. */
const MOST_STEPS = 4_000_000
/** A column has this many rows at least. */
const LEAST_ROWS = 3
/** Narrowest gutter, as a share of the size of text. */
const NARROWEST = 0.8

/** Reading order of a layer: what stands above a set of columns, the columns one after the other, what stands below. */
export function flowsOf(runs: readonly Run[]): readonly Flow[] {
  const out: Flow[] = []
  const work: { readonly runs: readonly Run[]; readonly depth: number }[] = [{ runs, depth: 0 }]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (next.runs.length === 0) continue
    const rows = rowsOf(next.runs)
    const gutter = next.depth < DEEPEST && rows.length <= MOST_ROWS ? findGutter(rows) : null
    if (!gutter) {
      out.push(rows)
      continue
    }
    const inside = rows.slice(gutter.from, gutter.to + 1).flatMap((r) => r.runs)
    const middle = (gutter.left + gutter.right) / 2
    const sides = [inside.filter((r) => centre(r) < middle), inside.filter((r) => centre(r) >= middle)]
    if (mostlyRtl(inside)) sides.reverse()
    const parts = [
      rows.slice(0, gutter.from).flatMap((r) => r.runs),
      ...sides,
      rows.slice(gutter.to + 1).flatMap((r) => r.runs),
    ]
    for (const part of parts.reverse()) work.push({ runs: part, depth: next.depth + 1 })
  }
  return out
}

const centre = (r: Run): number => (r.left + r.right) / 2

export function mostlyRtl(runs: readonly Run[]): boolean {
  let n = 0
  for (const r of runs) n += r.rtl ? r.text.length : -r.text.length
  return n > 0
}

/** A strip without text between two columns: rows `from` to `to` (inclusive), between x `left` and `right`. */
interface Gutter {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
}

interface Interval {
  readonly left: number
  readonly right: number
}

/** The tallest strip that parts columns; null where the rows are read as they stand. */
function findGutter(rows: readonly Row[]): Gutter | null {
  if (rows.length < LEAST_ROWS) return null
  const free = rows.map((r) => freeIntervals(r))
  const narrowest = NARROWEST * median(rows.map((r) => r.size))
  const budget = { steps: MOST_STEPS }
  const found: { readonly gutter: Gutter; readonly score: number }[] = []
  const seen = new Set<string>()
  for (let i = 0; i < rows.length && budget.steps > 0; i++) {
    for (const start of free[i]!) {
      if (start.right - start.left < narrowest) continue
      const gutter = grow(rows, free, i, start, narrowest, budget)
      const key = `${gutter.from} ${gutter.to} ${gutter.left.toFixed(1)}`
      if (seen.has(key)) continue
      seen.add(key)
      const score = support(rows, gutter)
      if (score > 0) found.push({ gutter, score })
    }
  }
  found.sort((a, b) => b.score - a.score || a.gutter.left - b.gutter.left)
  return found[0]?.gutter ?? null
}

/** Stretches of a row without text, and those before its first and behind its last run. */
function freeIntervals(row: Row): readonly Interval[] {
  if (row.runs.length > 400 || isLabelled(row)) return []
  const out: Interval[] = []
  let at = -1e6
  for (const r of row.runs) {
    if (r.left > at) out.push({ left: at, right: r.left })
    at = Math.max(at, r.right)
  }
  out.push({ left: at, right: 1e6 })
  return out
}

/** `Date of judgment:      4 March` is read across, whatever stands above and below it. */
function isLabelled(row: Row): boolean {
  for (const [i, r] of row.runs.entries()) {
    const next = row.runs[i + 1]
    if (next && next.left - r.right > row.size) return /^.{2,40}:\s{0,3}$/.test(r.text) && i < 8
  }
  return false
}

/** Follows a strip up and down from row `i` as long as it stays wide enough. */
function grow(
  rows: readonly Row[],
  free: readonly (readonly Interval[])[],
  i: number,
  start: Interval,
  narrowest: number,
  budget: { steps: number },
): Gutter {
  let strip = start
  let [from, to] = [i, i]
  for (const direction of [1, -1] as const) {
    for (let k = i + direction; k >= 0 && k < rows.length && budget.steps > 0; k += direction) {
      const next = widest(free[k]!, strip, budget)
      if (!next || next.right - next.left < narrowest) break
      strip = next
      if (direction === 1) to = k
      else from = k
    }
  }
  return { from, to, left: strip.left, right: strip.right }
}

function widest(free: readonly Interval[], strip: Interval, budget: { steps: number }): Interval | null {
  let best: Interval | null = null
  budget.steps -= free.length
  for (const f of free) {
    const left = Math.max(f.left, strip.left)
    const right = Math.min(f.right, strip.right)
    if (right > left && (!best || right - left > best.right - best.left)) best = { left, right }
  }
  return best
}

/** Rows that speak for a gutter; 0 when it parts no columns but the cells of a table, numbers of a list, or nothing. */
function support(rows: readonly Row[], g: Gutter): number {
  const sides = { left: [] as Side[], right: [] as Side[] }
  let both = 0
  for (let i = g.from; i <= g.to; i++) {
    const row = rows[i]!
    const left = sideOf(row, row.runs.filter((r) => centre(r) < g.left).reverse())
    const right = sideOf(
      row,
      row.runs.filter((r) => centre(r) > g.right),
    )
    if (left) sides.left.push(left)
    if (right) sides.right.push(right)
    if (left && right) both++
  }
  const least = Math.min(sides.left.length, sides.right.length)
  if (least < LEAST_ROWS || !besides(sides.left, sides.right)) return 0
  const aligned = both >= 0.6 * least
  const cells = Math.min(median(sides.left.map((s) => s.letters)), median(sides.right.map((s) => s.letters)))
  if (aligned && cells < CELL) return 0
  return least + Math.min(g.right - g.left, 60) / 100
}

/** Sides of aligned rows that are shorter than this are cells of a table or labels, not lines. In characters. */
const CELL = 15

interface Side {
  readonly top: number
  readonly bottom: number
  readonly letters: number
}

/** What stands on one side of a gutter; `runs` from the gutter outwards, counted as far as the next wide space. */
function sideOf(row: Row, runs: readonly Run[]): Side | null {
  let letters = 0
  for (const [i, r] of runs.entries()) {
    const last = runs[i - 1]
    if (last && Math.max(last.left - r.right, r.left - last.right) > row.size) break
    letters += r.text.length
  }
  return letters === 0 ? null : { top: row.top, bottom: row.bottom, letters }
}

/** Do two sides stand beside each other, rather than one below the other? */
function besides(left: readonly Side[], right: readonly Side[]): boolean {
  const top = Math.max(left[0]!.top, right[0]!.top)
  const bottom = Math.min(left.at(-1)!.bottom, right.at(-1)!.bottom)
  const inside = (s: Side) => s.bottom > top && s.top < bottom
  return left.filter(inside).length >= 2 && right.filter(inside).length >= 2
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
