/**
 * The measures of coreference as the reference scorer (version 8.01) computes them: MUC (Vilain et al. 1995), B-cubed
 * (Bagga and Baldwin 1998, with system mentions as they are), CEAF over entities (Luo 2005, phi4). Counts are added over
 * documents before they are divided. A cluster is a list of mention keys; a mention stands in one cluster a side.
 */
export type Cluster = readonly string[]

/** Numerators and denominators of recall and precision. */
export interface Counts {
  recall: number
  key: number
  precision: number
  response: number
}

export type Measure = 'muc' | 'b3' | 'ceafe'

/** Sums of one measure each; `add` a document at a time. */
export class CorefScore {
  readonly counts: Readonly<Record<Measure, Counts>> = { muc: none(), b3: none(), ceafe: none() }
  readonly mentions: Counts = none()

  add(key: readonly Cluster[], response: readonly Cluster[]): void {
    const keyOf = indexOf(key)
    const responseOf = indexOf(response)
    sum(this.counts.muc, muc(key, responseOf), muc(response, keyOf))
    sum(this.counts.b3, bCubed(key, response, responseOf), bCubed(response, key, keyOf))
    const same = ceafe(key, response)
    sum(this.counts.ceafe, [same, key.length], [same, response.length])
    let both = 0
    for (const mention of keyOf.keys()) if (responseOf.has(mention)) both++
    sum(this.mentions, [both, keyOf.size], [both, responseOf.size])
  }

  f(measure: Measure): number {
    return fOf(this.counts[measure])
  }

  /** The mean of the three F1s. */
  get conllF(): number {
    return (this.f('muc') + this.f('b3') + this.f('ceafe')) / 3
  }
}

const none = (): Counts => ({ recall: 0, key: 0, precision: 0, response: 0 })

type Part = readonly [numerator: number, denominator: number]

function sum(counts: Counts, recall: Part, precision: Part): void {
  counts.recall += recall[0]
  counts.key += recall[1]
  counts.precision += precision[0]
  counts.response += precision[1]
}

/** F1 of a measure's counts. */
export function fOf(c: Counts): number {
  const r = c.key === 0 ? 0 : c.recall / c.key
  const p = c.response === 0 ? 0 : c.precision / c.response
  return r + p === 0 ? 0 : (2 * r * p) / (r + p)
}

function indexOf(clusters: readonly Cluster[]): Map<string, number> {
  const index = new Map<string, number>()
  for (const [k, cluster] of clusters.entries()) for (const mention of cluster) index.set(mention, k)
  return index
}

/** Links of `clusters` that the other side keeps: size less the number of parts that it is split into. */
function muc(clusters: readonly Cluster[], other: ReadonlyMap<string, number>): Part {
  let kept = 0
  let links = 0
  for (const cluster of clusters) {
    const parts = new Set<number>()
    let alone = 0
    for (const mention of cluster) {
      const k = other.get(mention)
      if (k === undefined) alone++
      else parts.add(k)
    }
    kept += cluster.length - parts.size - alone
    links += cluster.length - 1
  }
  return [kept, links]
}

function bCubed(clusters: readonly Cluster[], others: readonly Cluster[], other: ReadonlyMap<string, number>): Part {
  let total = 0
  let mentions = 0
  for (const cluster of clusters) {
    const shared = new Map<number, number>()
    for (const mention of cluster) {
      const k = other.get(mention)
      if (k !== undefined && k < others.length) shared.set(k, (shared.get(k) ?? 0) + 1)
    }
    for (const n of shared.values()) total += (n * n) / cluster.length
    mentions += cluster.length
  }
  return [total, mentions]
}

/** Highest sum of phi4 over one-to-one pairs of clusters. */
function ceafe(key: readonly Cluster[], response: readonly Cluster[]): number {
  if (key.length === 0 || response.length === 0) return 0
  const responseOf = indexOf(response)
  const similarity = key.map((k) => {
    const shared = new Map<number, number>()
    for (const mention of k) {
      const r = responseOf.get(mention)
      if (r !== undefined) shared.set(r, (shared.get(r) ?? 0) + 1)
    }
    const row = new Float64Array(response.length)
    for (const [r, n] of shared) row[r] = (2 * n) / (k.length + response[r]!.length)
    return row
  })
  return bestAssignment(similarity, response.length)
}

/**
 * Largest total of a one-to-one assignment of rows to columns: the Hungarian method with potentials (Kuhn 1955 in
 * Jonker and Volgenant's form), cubic in the number of clusters.
 */
export function bestAssignment(rows: readonly Float64Array[], columns: number): number {
  if (rows.length > columns) {
    const turned = Array.from({ length: columns }, (_, c) => Float64Array.from(rows, (row) => row[c]!))
    return bestAssignment(turned, rows.length)
  }
  const n = rows.length
  const m = columns
  const u = new Float64Array(n + 1)
  const v = new Float64Array(m + 1)
  const match = new Int32Array(m + 1)
  const way = new Int32Array(m + 1)
  for (let i = 1; i <= n; i++) {
    match[0] = i
    let j0 = 0
    const least = new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Uint8Array(m + 1)
    do {
      used[j0] = 1
      const i0 = match[j0]!
      let delta = Number.POSITIVE_INFINITY
      let j1 = 0
      for (let j = 1; j <= m; j++) {
        if (used[j]) continue
        const cost = -rows[i0 - 1]![j - 1]! - u[i0]! - v[j]!
        if (cost < least[j]!) {
          least[j] = cost
          way[j] = j0
        }
        if (least[j]! < delta) {
          delta = least[j]!
          j1 = j
        }
      }
      for (let j = 0; j <= m; j++) {
        if (used[j]) {
          u[match[j]!]! += delta
          v[j]! -= delta
        } else least[j]! -= delta
      }
      j0 = j1
    } while (match[j0] !== 0)
    do {
      const j1 = way[j0]!
      match[j0] = match[j1]!
      j0 = j1
    } while (j0 !== 0)
  }
  let total = 0
  for (let j = 1; j <= m; j++) if (match[j]! > 0) total += rows[match[j]! - 1]![j - 1]!
  return total
}
