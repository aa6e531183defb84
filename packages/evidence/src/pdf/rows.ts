import type { Level, Run } from './runs.ts'

/** Runs on one baseline, from left to right. Superscripts and subscripts belong to the row that they stand at. */
export interface Row extends Level {
  readonly runs: readonly Run[]
}

/** Runs whose baselines differ by less than this share of their size stand on one row. */
const SAME_LEVEL = 0.3
/** A run is raised or lowered when it is smaller than this share of its row. */
export const SMALL = 0.86

/** Sorts runs into rows, from the top down. */
export function rowsOf(runs: readonly Run[]): readonly Row[] {
  const sorted = runs.map((run, order) => ({ run, order })).sort((a, b) => a.run.base - b.run.base || a.order - b.order)
  const groups: Run[][] = []
  let base = 0
  let size = 0
  for (const { run } of sorted) {
    const last = groups.at(-1)
    if (last && run.base - base <= SAME_LEVEL * Math.min(size, run.size) + 0.5) {
      last.push(run)
      if (run.size > size) {
        size = run.size
        base = run.base
      }
    } else {
      groups.push([run])
      base = run.base
      size = run.size
    }
  }
  return attachRaised(groups.map(rowOf))
}

export function rowOf(runs: readonly Run[]): Row {
  const sorted = [...runs].sort((a, b) => a.left - b.left || a.right - b.right)
  const main = mainOf(sorted)
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const r of sorted) {
    left = Math.min(left, r.left)
    right = Math.max(right, r.right)
    top = Math.min(top, r.top)
    bottom = Math.max(bottom, r.bottom)
  }
  return { runs: sorted, left, right, top, bottom, base: main.base, size: main.size }
}

/** The run with most characters among those of the size that most characters have. */
function mainOf(runs: readonly Run[]): Run {
  const weight = new Map<number, number>()
  for (const r of runs) weight.set(step(r.size), (weight.get(step(r.size)) ?? 0) + r.text.length)
  const size = [...weight].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]![0]
  let best = runs[0]!
  let most = -1
  for (const r of runs) {
    if (step(r.size) !== size || r.text.length <= most) continue
    best = r
    most = r.text.length
  }
  return best
}

/** Sizes in steps of half a point. */
export const step = (size: number): number => Math.round(size * 2) / 2

/** Small runs that stand at the side of a larger row's runs are its superscripts and subscripts. */
function attachRaised(rows: readonly Row[]): readonly Row[] {
  const out: Row[] = []
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const below = rows[i + 1]
    const above = out.at(-1)
    const [rest, raised] = below ? parted(row, below) : [row.runs, []]
    const [free, lowered] = above ? parted({ ...row, runs: rest }, above) : [rest, []]
    if (lowered.length > 0) out[out.length - 1] = rowOf([...above!.runs, ...lowered])
    if (free.length > 0) out.push(free.length === row.runs.length ? row : rowOf(free))
    if (raised.length > 0) {
      out.push(rowOf([...below!.runs, ...raised]))
      i++
    }
  }
  return out
}

/** Runs of a row that are small ones of its neighbour are told apart from the others. */
function parted(row: Row, large: Row): readonly [free: readonly Run[], small: readonly Run[]] {
  if (row.runs.length > 40) return [row.runs, []]
  const small = row.runs.filter((r) => stands(r, large))
  return small.length === 0 ? [row.runs, []] : [row.runs.filter((r) => !small.includes(r)), small]
}

function stands(small: Run, large: Row): boolean {
  if (small.size > large.size * SMALL) return false
  const overlap = Math.min(small.bottom, large.bottom) - Math.max(small.top, large.top)
  if (overlap < 0.3 * (small.bottom - small.top)) return false
  const edge = 0.4 * large.size
  return large.runs.some(
    (l) =>
      l.size > small.size &&
      small.left <= l.right + 1.5 * edge &&
      small.right >= l.left - 1.5 * edge &&
      // what stands over the middle of a run is not its superscript but another line that runs into it
      !(small.left > l.left + edge && small.right < l.right - edge),
  )
}
