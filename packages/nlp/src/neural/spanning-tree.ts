/**
 * Maximum spanning arborescence with exactly one child of the root (Chu and Liu 1965, Edmonds 1967), by contracting cycles
 * on a dense matrix as Tarjan (1977) does for dense graphs: O(n^2) in words, whatever the scores. Ties go to the head that
 * comes first.
 */

/** Taken off every arc from the root: larger than any sum of scores, so that a best tree uses one such arc only. */
const ROOT_COST = 2 ** 24

/**
 * Heads of the best tree: `scores[d * (n + 1) + h]` for dependent d and head h, the root as head n. Writes the head of
 * each word to `head[0, n)`, n for the root.
 */
export function bestTree(scores: Float32Array, n: number, head: Int32Array): void {
  greedyHeads(scores, n, head)
  if (!isTree(head, n)) new Contraction(scores, n).solve(head)
}

/** Best head of each word by itself; they need not make a tree. */
export function greedyHeads(scores: Float32Array, n: number, head: Int32Array): void {
  for (let d = 0; d < n; d++) {
    const row = d * (n + 1)
    let best = n
    for (let h = 0; h < n; h++) if (h !== d && scores[row + h]! > scores[row + best]!) best = h
    head[d] = best
  }
}

/** Do the heads make one tree in which the root (n) has one child? Linear. */
export function isTree(head: Int32Array, n: number): boolean {
  const seen = new Int32Array(n)
  let roots = 0
  for (let d = 0; d < n; d++) {
    if (head[d] === n) roots++
    let at = d
    while (at !== n && seen[at] === 0) {
      seen[at] = d + 1
      at = head[at]!
    }
    if (at !== n && seen[at] === d + 1) return false
  }
  return roots === 1
}

/**
 * Nodes 0 to n - 1 are words, n is the root, larger ones are cycles made into one node. A node that lives has a slot of the
 * matrix: `weight[slot of d * width + slot of h]` is the best arc from h into d, `from` and `into` its words.
 */
class Contraction {
  private readonly n: number
  private readonly width: number
  private readonly weight: Float64Array
  private readonly from: Int32Array
  private readonly into: Int32Array
  /** Slot of each living node, and the node of each slot. */
  private readonly slot: Int32Array
  private readonly node: Int32Array
  /** Slots still in use, other than the root's. */
  private alive: number[]
  /** The cycle that a node was made part of; -1 while it lives. */
  private readonly parent: Int32Array
  /** The arc chosen into each node, as words. */
  private readonly chosenFrom: Int32Array
  private readonly chosenInto: Int32Array
  private readonly members: number[][] = []
  private count: number

  constructor(scores: Float32Array, n: number) {
    const width = n + 1
    this.n = n
    this.width = width
    this.count = width
    this.weight = Float64Array.from(scores.subarray(0, n * width))
    this.from = new Int32Array(n * width)
    this.into = new Int32Array(n * width)
    for (let d = 0; d < n; d++)
      for (let h = 0; h <= n; h++) {
        this.from[d * width + h] = h
        this.into[d * width + h] = d
        if (h === n) this.weight[d * width + h]! -= ROOT_COST
      }
    this.slot = Int32Array.from({ length: 2 * n + 1 }, (_, k) => k)
    this.node = Int32Array.from({ length: width }, (_, k) => k)
    this.alive = Array.from({ length: n }, (_, k) => k)
    this.parent = new Int32Array(2 * n + 1).fill(-1)
    this.chosenFrom = new Int32Array(2 * n + 1)
    this.chosenInto = new Int32Array(2 * n + 1)
  }

  solve(head: Int32Array): void {
    const { n } = this
    // Grows a path of best heads backwards; where it bites itself, the cycle becomes one node; at a finished node it ends.
    const done = new Uint8Array(2 * n + 1)
    done[n] = 1
    const onPath = new Int32Array(2 * n + 1).fill(-1)
    for (let start = 0; start < n; start++) {
      let at = this.living(start)
      const path: number[] = []
      while (done[at] === 0) {
        if (onPath[at]! >= 0) {
          const cycle = path.splice(onPath[at]!)
          for (const k of cycle) onPath[k] = -1
          at = this.contract(cycle)
          continue
        }
        onPath[at] = path.length
        path.push(at)
        at = this.choose(at)
      }
      for (const k of path) done[k] = 1
    }
    this.expand(head)
  }

  /** The living node that holds word `k`. */
  private living(k: number): number {
    let at = k
    while (this.parent[at]! >= 0) at = this.parent[at]!
    return at
  }

  /** Chooses the best arc into a node; returns the living node that it comes from. */
  private choose(at: number): number {
    const { weight, width, n } = this
    const own = this.slot[at]!
    const row = own * width
    let best = n
    for (const s of this.alive) {
      if (s === own) continue
      const ahead = weight[row + s]! - weight[row + best]!
      if (ahead > 0 || (ahead === 0 && this.from[row + s]! < this.from[row + best]!)) best = s
    }
    this.chosenFrom[at] = this.from[row + best]!
    this.chosenInto[at] = this.into[row + best]!
    return this.node[best]!
  }

  /** Makes a cycle one node in the slot of its first member. */
  private contract(cycle: readonly number[]): number {
    const { weight, width, from, into } = this
    const slots = cycle.map((k) => this.slot[k]!)
    const inside = new Uint8Array(width)
    for (const s of slots) inside[s] = 1
    const cost = cycle.map((k) => this.weightOf(k))
    const target = slots[0]!
    this.alive = this.alive.filter((s) => inside[s] === 0)
    for (const other of [...this.alive, this.n]) {
      let bestIn = 0
      let bestOut = 0
      for (let k = 1; k < slots.length; k++) {
        const enter = weight[slots[k]! * width + other]! - cost[k]!
        if (enter > weight[slots[bestIn]! * width + other]! - cost[bestIn]!) bestIn = k
        if (other !== this.n && weight[other * width + slots[k]!]! > weight[other * width + slots[bestOut]!]!)
          bestOut = k
      }
      const enter = slots[bestIn]! * width + other
      const to = target * width + other
      const gain = weight[enter]! - cost[bestIn]!
      from[to] = from[enter]!
      into[to] = into[enter]!
      weight[to] = gain
      if (other === this.n) continue
      const leave = other * width + slots[bestOut]!
      const back = other * width + target
      from[back] = from[leave]!
      into[back] = into[leave]!
      weight[back] = weight[leave]!
    }
    this.alive.push(target)
    const made = this.count++
    for (const k of cycle) this.parent[k] = made
    this.slot[made] = target
    this.node[target] = made
    this.members[made] = [...cycle]
    return made
  }

  /** Weight of the arc chosen into a node of the path. */
  private weightOf(k: number): number {
    const row = this.slot[k]! * this.width
    const h = this.slot[this.livingHead(k)]!
    return this.weight[row + h]!
  }

  private livingHead(k: number): number {
    return this.living(this.chosenFrom[k]!)
  }

  /** Opens the cycles again, last made first: the arc into a cycle replaces the one into the member that it enters. */
  private expand(head: Int32Array): void {
    for (let made = this.count - 1; made > this.n; made--) {
      const word = this.chosenInto[made]!
      let member = word
      while (this.parent[member] !== made) member = this.parent[member]!
      this.chosenFrom[member] = this.chosenFrom[made]!
      this.chosenInto[member] = word
    }
    for (let d = 0; d < this.n; d++) head[d] = this.chosenFrom[d]!
  }
}
