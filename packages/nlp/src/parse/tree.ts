import type { Parse, Sentences, TokenRange, Tokens } from '@wherefrom/schema'

/**
 * A dependency parse ready to walk: the children of each token, in order, as one compressed list. `list[first[i]]` up to
 * `list[first[i + 1]]` (exclusive) are the children of token `i`.
 */
export interface Tree {
  readonly parse: Parse
  readonly first: Int32Array
  readonly list: Int32Array
  /** First and one-past-last token of each token's subtree; gaps are possible where the tree crosses itself. */
  readonly left: Int32Array
  readonly right: Int32Array
}

/** Builds the children lists and subtree bounds of a whole document in linear time. */
export function treeOf(parse: Parse): Tree {
  const { head } = parse
  const n = head.length
  const first = new Int32Array(n + 1)
  for (let i = 0; i < n; i++) if (head[i]! >= 0) first[head[i]! + 1]!++
  for (let i = 0; i < n; i++) first[i + 1]! += first[i]!
  const list = new Int32Array(first[n]!)
  const next = first.slice()
  for (let i = 0; i < n; i++) if (head[i]! >= 0) list[next[head[i]!]!++] = i
  const { left, right } = extents(head)
  return { parse, first, list, left, right }
}

/**
 * Hull of each token's subtree: `left` its first token, `right` one past its last. Linear, leaves first: a token is settled
 * once all its children are.
 */
export function extents(head: Int32Array): { readonly left: Int32Array; readonly right: Int32Array } {
  const n = head.length
  const left = new Int32Array(n)
  const right = new Int32Array(n)
  const waiting = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    left[i] = i
    right[i] = i + 1
    if (head[i]! >= 0) waiting[head[i]!]!++
  }
  const ready: number[] = []
  for (let i = 0; i < n; i++) if (waiting[i] === 0) ready.push(i)
  while (ready.length > 0) {
    const i = ready.pop()!
    const h = head[i]!
    if (h < 0) continue
    if (left[i]! < left[h]!) left[h] = left[i]!
    if (right[i]! > right[h]!) right[h] = right[i]!
    if (--waiting[h]! === 0) ready.push(h)
  }
  return { left, right }
}

/** Children of token `i`, in text order. */
export function children(tree: Tree, i: number): Int32Array {
  return tree.list.subarray(tree.first[i]!, tree.first[i + 1]!)
}

/** Children of `i` whose relation is one of `names` (the part before a colon also counts: `nsubj` finds `nsubj:pass`). */
export function childrenBy(tree: Tree, i: number, ...names: readonly string[]): number[] {
  const out: number[] = []
  for (const child of children(tree, i)) {
    const relation = deprelOf(tree.parse, child)
    if (names.includes(relation) || names.includes(relation.split(':')[0]!)) out.push(child)
  }
  return out
}

/** Relation of token `i` to its head. */
export const deprelOf = (parse: Parse, i: number): string => parse.deprelNames[parse.deprel[i]!] ?? 'dep'

/** The tokens from the first to the last of the subtree under `i`. */
export const subtree = (tree: Tree, i: number): TokenRange => ({ from: tree.left[i]!, to: tree.right[i]! })

/** Token `i`, its head, its head's head, up to the root of the sentence. At most `limit` steps. */
export function rootPath(parse: Parse, i: number, limit = 64): number[] {
  const path: number[] = []
  for (let at = i; at >= 0 && path.length < limit; at = parse.head[at]!) path.push(at)
  return path
}

/** Does `i` hang under `ancestor` (or is it the same token)? */
export function isUnder(parse: Parse, i: number, ancestor: number, limit = 400): boolean {
  for (let at = i, steps = 0; at >= 0 && steps < limit; at = parse.head[at]!, steps++) if (at === ancestor) return true
  return false
}

/** Root token of a sentence. */
export function rootOf(parse: Parse, sentences: Sentences, s: number): number {
  for (let i = sentences.from[s]!; i < sentences.to[s]!; i++) if (parse.head[i] === -1) return i
  return sentences.from[s]!
}

/** The token of the range whose head lies outside of it: what the range is about. The first one when there are several. */
export function headOf(parse: Parse, range: TokenRange): number {
  for (let i = range.from; i < range.to; i++) {
    const h = parse.head[i]!
    if (h < range.from || h >= range.to) return i
  }
  return range.from
}

/** What token `i` says, as written. */
export const wordAt = (text: string, tokens: Tokens, i: number): string => text.slice(tokens.start[i], tokens.end[i])
