import { ModelError } from '@wherefrom/nlp'

/**
 * A forest of binary trees over binary features, in whole numbers. Node k of a tree: `feature` (index, or 65535 for a
 * leaf), then where to go without and with the feature (index in the tree), then a leaf's value in thousandths.
 */
export interface Forest {
  /** First node of each tree, and one past the last. */
  readonly starts: Int32Array
  readonly feature: Uint16Array
  readonly without: Uint8Array
  readonly with: Uint8Array
  readonly value: Int16Array
  /** Sum that every row starts with, in thousandths. */
  readonly base: number
}

const LEAF = 0xffff

/** One node as the trainer grows it. A leaf has feature -1. */
export interface GrownNode {
  readonly feature: number
  readonly without: number
  readonly with: number
  readonly value: number
}

/** Sections `PREFIXtrees` (nodes of each tree, one byte) and `PREFIXnodes` (six bytes a node). */
export function encodeForest(trees: readonly (readonly GrownNode[])[], prefix: string): Map<string, Uint8Array> {
  const nodes = trees.flat()
  const bytes = new Uint8Array(nodes.length * 6)
  const view = new DataView(bytes.buffer)
  nodes.forEach((n, k) => {
    view.setUint16(k * 6, n.feature < 0 ? LEAF : n.feature, true)
    bytes[k * 6 + 2] = n.without
    bytes[k * 6 + 3] = n.with
    view.setInt16(k * 6 + 4, Math.round(n.value * 1000), true)
  })
  return new Map([
    [`${prefix}trees`, Uint8Array.from(trees, (t) => t.length)],
    [`${prefix}nodes`, bytes],
  ])
}

/** Reads what `encodeForest` wrote. Throws `ModelError` where a section is missing or cut off. */
export function decodeForest(sections: ReadonlyMap<string, Uint8Array>, prefix: string, base: number): Forest {
  const sizes = sections.get(`${prefix}trees`)
  const bytes = sections.get(`${prefix}nodes`)
  if (!sizes || !bytes) throw new ModelError(`model section ${prefix}trees or ${prefix}nodes is missing`)
  const starts = new Int32Array(sizes.length + 1)
  for (let t = 0; t < sizes.length; t++) starts[t + 1] = starts[t]! + sizes[t]!
  const n = starts[sizes.length]!
  if (bytes.length !== n * 6) throw new ModelError(`model section ${prefix}nodes is cut off or too long`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    starts,
    feature: Uint16Array.from({ length: n }, (_, k) => view.getUint16(k * 6, true)),
    without: Uint8Array.from({ length: n }, (_, k) => bytes[k * 6 + 2]!),
    with: Uint8Array.from({ length: n }, (_, k) => bytes[k * 6 + 3]!),
    value: Int16Array.from({ length: n }, (_, k) => view.getInt16(k * 6 + 4, true)),
    base: Math.round(base * 1000),
  }
}

/** Sum over the trees, in thousandths. `has[f]` is 1 where feature f is present. */
export function forestSum(forest: Forest, has: Uint8Array): number {
  let sum = forest.base
  for (let t = 0; t + 1 < forest.starts.length; t++) {
    const start = forest.starts[t]!
    const end = forest.starts[t + 1]!
    let at = start
    // A child always comes after its parent, so a walk ends; a damaged file's walk ends too.
    for (let steps = 0; steps < 256 && at < end; steps++) {
      const f = forest.feature[at]!
      if (f === LEAF) {
        sum += forest.value[at]!
        break
      }
      at = start + (has[f] === 1 ? forest.with[at]! : forest.without[at]!)
    }
  }
  return sum
}
