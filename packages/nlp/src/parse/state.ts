/** Transitions of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011), root at the end of the buffer. */
export const SHIFT = 0
export const LEFT = 1
export const RIGHT = 2
export type Action = typeof SHIFT | typeof LEFT | typeof RIGHT

/**
 * State of parsing one sentence. Nodes are 0..n-1, the root is node n and stands last in the buffer. Arrays are as long
 * as the longest sentence and are reused; `reset` makes them ready.
 */
export class ParseState {
  n = 0
  /** Front of the buffer; the buffer is `front..n`. */
  front = 0
  stack = new Int32Array(64)
  depth = 0
  head = new Int32Array(64)
  label = new Int32Array(64)
  left = new Int32Array(64)
  left2 = new Int32Array(64)
  right = new Int32Array(64)
  right2 = new Int32Array(64)
  leftCount = new Int32Array(64)
  rightCount = new Int32Array(64)
  /** Order-free hash of the labels of left and right children. */
  leftSet = new Int32Array(64)
  rightSet = new Int32Array(64)

  reset(n: number): void {
    if (n + 1 > this.stack.length) this.grow(n + 1)
    this.n = n
    this.front = 0
    this.depth = 0
    const m = n + 1
    this.head.fill(-1, 0, m)
    this.label.fill(-1, 0, m)
    this.left.fill(-1, 0, m)
    this.left2.fill(-1, 0, m)
    this.right.fill(-1, 0, m)
    this.right2.fill(-1, 0, m)
    this.leftCount.fill(0, 0, m)
    this.rightCount.fill(0, 0, m)
    this.leftSet.fill(0, 0, m)
    this.rightSet.fill(0, 0, m)
  }

  get done(): boolean {
    return this.front === this.n && this.depth === 0
  }

  /** Only one word may hang on the root: the last one left on the stack. */
  allows(action: Action): boolean {
    if (action === SHIFT) return this.front < this.n
    if (action === LEFT) return this.depth > 0 && (this.front < this.n || this.depth === 1)
    return this.depth > 1
  }

  /** The head that an arc action would give to the top of the stack. */
  headOf(action: typeof LEFT | typeof RIGHT): number {
    return action === LEFT ? this.front : this.stack[this.depth - 2]!
  }

  shift(): void {
    this.stack[this.depth++] = this.front++
  }

  arc(action: typeof LEFT | typeof RIGHT, label: number): void {
    const head = this.headOf(action)
    const dependent = this.stack[--this.depth]!
    this.head[dependent] = head
    this.label[dependent] = label
    const mark = Math.imul(label + 1, 0x9e3779b1)
    if (action === LEFT) {
      this.left2[head] = this.left[head]!
      this.left[head] = dependent
      this.leftCount[head]!++
      this.leftSet[head]! += mark
    } else {
      this.right2[head] = this.right[head]!
      this.right[head] = dependent
      this.rightCount[head]!++
      this.rightSet[head]! += mark
    }
  }

  private grow(size: number): void {
    const length = Math.max(size, this.stack.length * 2)
    this.stack = new Int32Array(length)
    this.head = new Int32Array(length)
    this.label = new Int32Array(length)
    this.left = new Int32Array(length)
    this.left2 = new Int32Array(length)
    this.right = new Int32Array(length)
    this.right2 = new Int32Array(length)
    this.leftCount = new Int32Array(length)
    this.rightCount = new Int32Array(length)
    this.leftSet = new Int32Array(length)
    this.rightSet = new Int32Array(length)
  }
}
