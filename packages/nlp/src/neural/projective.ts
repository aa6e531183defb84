/**
 * Best projective tree (no two arcs cross) with exactly one child of the root: Eisner's algorithm (1996), O(n^3) in words.
 * A span is complete when its head needs nothing more on that side, incomplete when an arc joins its two ends.
 */
export class ProjectiveTree {
  private size = 0
  /** Scores of spans [a, b] by a row of a each: headed by a (right) or, by a row of b each, headed by b (left). */
  private right = new Float64Array(0)
  private left = new Float64Array(0)
  /** Where complete spans divide, by the same rows, and incomplete ones, by a. */
  private rightAt = new Int32Array(0)
  private leftAt = new Int32Array(0)
  private arcAt = new Int32Array(0)
  private rightArc = new Float64Array(0)
  private leftArc = new Float64Array(0)

  /** `scores[d * (n + 1) + h]` for dependent d and head h, the root as head n. Writes heads to `head[0, n)`. */
  solve(scores: Float32Array, n: number, head: Int32Array): void {
    this.reserve(n)
    for (let a = 0; a < n; a++) this.right[a * n + a] = this.left[a * n + a] = 0
    for (let width = 1; width < n; width++) for (let a = 0; a + width < n; a++) this.span(scores, n, a, a + width)
    let root = 0
    let top = Number.NEGATIVE_INFINITY
    for (let r = 0; r < n; r++) {
      const sum = this.left[r * n]! + this.right[r * n + n - 1]! + scores[r * (n + 1) + n]!
      if (sum > top) {
        top = sum
        root = r
      }
    }
    head[root] = n
    this.open(n, root, head)
  }

  private span(scores: Float32Array, n: number, a: number, b: number): void {
    const { right, left, rightArc, leftArc } = this
    const ra = a * n
    const lb = b * n
    let best = Number.NEGATIVE_INFINITY
    let at = a
    for (let k = a; k < b; k++) {
      const sum = right[ra + k]! + left[lb + k + 1]!
      if (sum > best) {
        best = sum
        at = k
      }
    }
    this.arcAt[ra + b] = at
    rightArc[ra + b] = best + scores[b * (n + 1) + a]!
    leftArc[lb + a] = best + scores[a * (n + 1) + b]!
    best = Number.NEGATIVE_INFINITY
    for (let k = a + 1; k <= b; k++) {
      const sum = rightArc[ra + k]! + right[k * n + b]!
      if (sum > best) {
        best = sum
        at = k
      }
    }
    right[ra + b] = best
    this.rightAt[ra + b] = at
    best = Number.NEGATIVE_INFINITY
    for (let k = a; k < b; k++) {
      const sum = leftArc[lb + k]! + left[k * n + a]!
      if (sum > best) {
        best = sum
        at = k
      }
    }
    left[lb + a] = best
    this.leftAt[lb + a] = at
  }

  /** Reads the heads off, from the root's two complete spans down. */
  private open(n: number, root: number, head: Int32Array): void {
    // Complete spans still to open: head, far end.
    const open = [root, 0, root, n - 1]
    while (open.length > 0) {
      const far = open.pop()!
      const h = open.pop()!
      if (h === far) continue
      const toRight = far > h
      const d = toRight ? this.rightAt[h * n + far]! : this.leftAt[h * n + far]!
      head[d] = h
      const split = this.arcAt[toRight ? h * n + d : d * n + h]!
      const [a, b] = toRight ? [h, d] : [d, h]
      open.push(a, split, b, split + 1, d, far)
    }
  }

  private reserve(n: number): void {
    if (n * n <= this.size) return
    this.size = n * n
    for (const name of ['right', 'left', 'rightArc', 'leftArc'] as const) this[name] = new Float64Array(n * n)
    for (const name of ['rightAt', 'leftAt', 'arcAt'] as const) this[name] = new Int32Array(n * n)
  }
}

/** Do arcs cross? O(n^2) at worst, for heads that make a tree. */
export function isProjective(head: Int32Array, n: number): boolean {
  for (let d = 0; d < n; d++) {
    const h = head[d]!
    if (h === n) continue
    const low = Math.min(d, h)
    const high = Math.max(d, h)
    for (let k = low + 1; k < high; k++) {
      const other = head[k]!
      if (other < low || other > high) return false
    }
  }
  return true
}
