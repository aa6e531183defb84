import { mix } from '../model/features.ts'
import type { SentenceColumns } from './columns.ts'
import { type ParseState, RIGHT } from './state.ts'
import { ACTION_TEMPLATES, ATOMS, LABEL_TEMPLATES } from './templates.ts'

/** Value of an atom whose node does not exist. */
const NONE = 0x27d4eb2f
/** Atoms of a label's head are the ones of `s1` or `n0` under another name; these follow the state's own. */
const HEAD_ATOMS = ['hw', 'ht', 'hp', 'hc', 'hk', 'hs', 'hd']
const NAMES: readonly string[] = [...ATOMS, ...HEAD_ATOMS]
const AT = new Map(NAMES.map((name, i) => [name, i]))
const S1 = AT.get('s1w')!
const N0 = AT.get('n0w')!
const HEAD = ATOMS.length

/** Templates as four columns: seed and up to three atoms (atom 0 is a constant). */
function compile(templates: readonly string[], base: number): Int32Array {
  const out = new Int32Array(templates.length * 4)
  templates.forEach((t, k) => {
    const names = t.split(/\+(?=[a-z])/)
    out[k * 4] = Math.imul(base + k, 0x9e3779b1)
    names.forEach((name, j) => {
      const at = AT.get(name)
      if (at === undefined) throw new Error(`no atom ${name} in template ${t}`)
      out[k * 4 + 1 + j] = at
    })
  })
  return out
}

const ACTIONS = compile(ACTION_TEMPLATES, 1)
const LABELS = compile(LABEL_TEMPLATES, 1001)
export const ACTION_FEATURES = ACTION_TEMPLATES.length
export const LABEL_FEATURES = LABEL_TEMPLATES.length

/** Reads atoms out of a state and hashes them into feature keys. One per parser; not reentrant. */
export class FeatureReader {
  private readonly atoms = new Int32Array(NAMES.length)
  readonly keys = new Int32Array(Math.max(ACTION_FEATURES, LABEL_FEATURES))

  /** Fills `keys` for the choice of the next action; returns how many. */
  actionKeys(s: ParseState, c: SentenceColumns): number {
    this.read(s, c)
    return hash(ACTIONS, this.atoms, this.keys)
  }

  /** Fills `keys` for the label of the arc that `action` would make. Call after `actionKeys` on the same state. */
  labelKeys(s: ParseState, action: number): number {
    const a = this.atoms
    const base = action === RIGHT ? S1 : N0
    for (let k = 0; k < 5; k++) a[HEAD + k] = a[base + k]!
    const head = action === RIGHT ? s.stack[s.depth - 2]! : s.front
    a[HEAD + 5] = action === RIGHT ? s.rightSet[head]! : s.leftSet[head]!
    a[HEAD + 6] = action === RIGHT ? a[D10]! : a[D01]!
    a[RIGHT_AT] = action
    return hash(LABELS, a, this.keys)
  }

  private read(s: ParseState, c: SentenceColumns): void {
    const a = this.atoms
    const s0 = s.depth > 0 ? s.stack[s.depth - 1]! : -1
    const s1 = s.depth > 1 ? s.stack[s.depth - 2]! : -1
    const s2 = s.depth > 2 ? s.stack[s.depth - 3]! : -1
    const n0 = s.front
    const n1 = n0 + 1 <= s.n ? n0 + 1 : -1
    const n2 = n0 + 2 <= s.n ? n0 + 2 : -1
    let i = 1
    i = node(a, i, s0, c)
    i = node(a, i, s1, c)
    i = node(a, i, n0, c)
    a[i++] = value(c.word, n1)
    a[i++] = value(c.tag, n1)
    a[i++] = value(c.pair, n1)
    a[i++] = value(c.fine, n1)
    a[i++] = value(c.word, n2)
    a[i++] = value(c.tag, n2)
    a[i++] = value(c.pair, n2)
    a[i++] = value(c.word, s2)
    a[i++] = value(c.tag, s2)
    a[i++] = value(c.pair, s2)
    a[i++] = value(c.fine, s2)
    a[i++] = value(s.leftCount, s0)
    a[i++] = value(s.rightCount, s0)
    a[i++] = value(s.leftSet, s0)
    a[i++] = value(s.rightSet, s0)
    a[i++] = value(s.leftCount, s1)
    a[i++] = value(s.rightCount, s1)
    a[i++] = value(s.leftSet, s1)
    a[i++] = value(s.rightSet, s1)
    a[i++] = value(s.leftCount, n0)
    a[i++] = value(s.leftSet, n0)
    i = child(a, i, s0 < 0 ? -1 : s.left[s0]!, s, c)
    i = child(a, i, s0 < 0 ? -1 : s.right[s0]!, s, c)
    i = child(a, i, s1 < 0 ? -1 : s.left[s1]!, s, c)
    i = child(a, i, s1 < 0 ? -1 : s.right[s1]!, s, c)
    i = child(a, i, s.left[n0]!, s, c)
    i = second(a, i, s0 < 0 ? -1 : s.left2[s0]!, s, c)
    i = second(a, i, s0 < 0 ? -1 : s.right2[s0]!, s, c)
    i = second(a, i, s1 < 0 ? -1 : s.right2[s1]!, s, c)
    i = second(a, i, s1 < 0 ? -1 : s.left2[s1]!, s, c)
    i = second(a, i, s.left2[n0]!, s, c)
    a[i++] = s0 < 0 ? 0 : distance(n0 - s0)
    a[i++] = s1 < 0 ? 0 : distance(s0 - s1)
    let commas = 0
    let verbs = 0
    let outer = 0
    const stop = Math.min(n0, s.n)
    if (s0 >= 0) {
      const from = Math.max(s0 + 1, stop - WINDOW)
      for (let k = from; k < stop; k++) {
        if (c.comma[k] === 1) commas++
        else if (c.comma[k] === 2) outer = 1
        verbs += c.verb[k]!
      }
    }
    a[i++] = Math.min(commas, 3)
    a[i++] = Math.min(verbs, 2) + 4 * outer
    a[i++] = n0 > 0 && n0 <= s.n ? c.comma[n0 - 1]! : 3
    a[i++] = s0 >= 0 && s0 + 1 < stop ? c.tag[(s0 + stop) >> 1]! : NONE
    a[i++] = 0
    a[i++] = n0 > 0 ? c.tag[n0 - 1]! : NONE
    a[i++] = s0 > 0 ? c.tag[s0 - 1]! : NONE
    a[i++] = s0 >= 0 && s0 + 1 <= s.n ? c.tag[s0 + 1]! : NONE
    a[i++] = s1 >= 0 && s1 + 1 <= s.n ? c.tag[s1 + 1]! : NONE
  }
}

const D01 = AT.get('d01')!
const D10 = AT.get('d10')!
const RIGHT_AT = AT.get('right')!
/** How far back commas and verbs between two nodes are counted; keeps the cost of a step constant. */
const WINDOW = 12

function value(column: Int32Array, node: number): number {
  return node < 0 ? NONE : column[node]!
}

function node(a: Int32Array, i: number, node: number, c: SentenceColumns): number {
  if (node < 0) {
    a[i] = a[i + 1] = a[i + 2] = a[i + 3] = a[i + 4] = NONE
  } else {
    a[i] = c.word[node]!
    a[i + 1] = c.tag[node]!
    a[i + 2] = c.pair[node]!
    a[i + 3] = c.fine[node]!
    a[i + 4] = c.coarse[node]!
  }
  return i + 5
}

function child(a: Int32Array, i: number, node: number, s: ParseState, c: SentenceColumns): number {
  if (node < 0) {
    a[i] = a[i + 1] = a[i + 2] = a[i + 3] = NONE
  } else {
    a[i] = c.word[node]!
    a[i + 1] = c.tag[node]!
    a[i + 2] = s.label[node]!
    a[i + 3] = c.fine[node]!
  }
  return i + 4
}

function second(a: Int32Array, i: number, node: number, s: ParseState, c: SentenceColumns): number {
  a[i] = node < 0 ? NONE : c.tag[node]!
  a[i + 1] = node < 0 ? NONE : s.label[node]!
  return i + 2
}

/** Distance in words, in growing steps. */
function distance(d: number): number {
  return d <= 4 ? d : d <= 6 ? 5 : d <= 10 ? 6 : d <= 20 ? 7 : 8
}

function hash(templates: Int32Array, atoms: Int32Array, keys: Int32Array): number {
  const count = templates.length >> 2
  for (let k = 0; k < count; k++) {
    const at = k << 2
    let h = mix(templates[at]!, atoms[templates[at + 1]!]!)
    const second = templates[at + 2]!
    if (second !== 0) {
      h = mix(h, atoms[second]!)
      const third = templates[at + 3]!
      if (third !== 0) h = mix(h, atoms[third]!)
    }
    h ^= h >>> 16
    h = Math.imul(h, 0x85ebca6b)
    h ^= h >>> 13
    keys[k] = h === 0 ? 1 : h
  }
  return count
}
