import { key1, key2, key3 } from '../model/features.ts'
import { AFFIXES, CAPITAL, type Columns, FIRST, INNER_CAPITAL, LIST_COUNT, SEEN_LOWER } from './columns.ts'

/** The most keys of one token. */
export const MOST_KEYS = 128

/** Values that stand for "before the sentence" and "after it". */
const BEFORE = 0x1d2c3b4a
const AFTER = 0x5a6b7c8d

/** Fills `out` with the keys of token `i` that do not depend on earlier decisions; returns how many. */
export function staticKeys(c: Columns, i: number, from: number, to: number, out: Int32Array, at = 0): number {
  let n = at
  const in1 = i > from
  const in2 = i > from + 1
  const on1 = i + 1 < to
  const on2 = i + 2 < to
  const w0 = c.lower[i]!
  const wm1 = in1 ? c.lower[i - 1]! : BEFORE
  const wm2 = in2 ? c.lower[i - 2]! : BEFORE
  const wp1 = on1 ? c.lower[i + 1]! : AFTER
  const wp2 = on2 ? c.lower[i + 2]! : AFTER
  const s0 = c.caseless[i] ? 7 : c.shape[i]!
  const sm1 = in1 ? c.shape[i - 1]! : BEFORE
  const sp1 = on1 ? c.shape[i + 1]! : AFTER
  const f0 = c.flags[i]!
  out[n++] = key1(1, 0)
  out[n++] = key1(2, c.word[i]!)
  out[n++] = key1(3, w0)
  out[n++] = key1(4, wm1)
  out[n++] = key1(5, wp1)
  out[n++] = key1(6, wm2)
  out[n++] = key1(7, wp2)
  out[n++] = key2(8, wm1, w0)
  out[n++] = key2(9, w0, wp1)
  out[n++] = key2(10, wm2, wm1)
  out[n++] = key2(11, wp1, wp2)
  out[n++] = key1(12, s0)
  out[n++] = key2(13, sm1, s0)
  out[n++] = key2(14, s0, sp1)
  out[n++] = key3(15, sm1, s0, sp1)
  out[n++] = key2(16, f0 & FIRST, s0)
  out[n++] = key2(17, s0, wm1)
  out[n++] = key2(18, s0, wp1)
  out[n++] = key3(19, s0, wm1, wp1)
  for (let k = 0; k < AFFIXES; k++) out[n++] = key2(20 + k, c.affixes[i * AFFIXES + k]!, f0 & CAPITAL)
  const capital = (f0 & (CAPITAL | INNER_CAPITAL)) !== 0
  out[n++] = key3(27, f0, c.document[i]! & 3, in1 ? c.flags[i - 1]! & CAPITAL : 0)
  if (capital || c.caseless[i]) {
    out[n++] = key1(28, c.document[i]! >> 2)
    for (let b = 2; b < 12; b++) if (c.document[i]! & (1 << b)) out[n++] = key2(29, b, 0)
    out[n++] = key3(30, f0 & FIRST, c.document[i]! & SEEN_LOWER, s0)
  }
  if (capital) n = runKeys(c, i, out, n)
  n = knownKeys(c, i, in1, on1, out, n)
  n = listedKeys(c, i, in1, on1, out, n)
  return clusterKeys(c, i, from, to, out, n)
}

/** What the run of capitalised words around the token ends and begins with, and where in it the token stands. */
function runKeys(c: Columns, i: number, out: Int32Array, n: number): number {
  const start = c.runStart[i]!
  const end = c.runEnd[i]!
  const loose = c.looseEnd[i]!
  const place = (i === start ? 1 : 0) | (i === end ? 2 : 0) | (loose > end ? 4 : 0)
  out[n++] = key2(31, Math.min(end - start, 6), place)
  if (end > start) {
    out[n++] = key2(32, c.lower[end]!, place)
    out[n++] = key2(33, c.known[end]!, place)
    out[n++] = key2(34, c.lower[start]!, place)
    out[n++] = key2(35, c.cluster[end]!, place)
    out[n++] = key3(36, c.known[start]!, c.known[end]!, place)
  }
  if (loose > end) {
    out[n++] = key2(37, c.lower[loose]!, place)
    out[n++] = key2(38, c.known[loose]!, c.known[end]!)
  }
  return n
}

function knownKeys(c: Columns, i: number, in1: boolean, on1: boolean, out: Int32Array, n: number): number {
  const k0 = c.known[i]!
  const cap = c.flags[i]! & CAPITAL
  if (k0 !== 0) out[n++] = key2(40, k0, cap)
  if (in1 && c.known[i - 1] !== 0) {
    out[n++] = key3(41, c.known[i - 1]!, c.flags[i - 1]! & CAPITAL, cap)
    out[n++] = key3(42, c.known[i - 1]!, c.shape[i]!, k0)
  }
  if (on1 && c.known[i + 1] !== 0) out[n++] = key3(43, c.known[i + 1]!, c.flags[i + 1]! & CAPITAL, cap)
  return n
}

function listedKeys(c: Columns, i: number, in1: boolean, on1: boolean, out: Int32Array, n: number): number {
  let all = 0
  for (let list = 0; list < LIST_COUNT; list++) {
    const here = c.listed[i * LIST_COUNT + list]!
    all = (all << 3) | here
    if (here !== 0) {
      out[n++] = key2(50, list, here)
      out[n++] = key3(51, list, here, c.flags[i]! & FIRST)
    }
    if (in1 && c.listed[(i - 1) * LIST_COUNT + list] !== 0)
      out[n++] = key2(52, list, c.listed[(i - 1) * LIST_COUNT + list]!)
    if (on1 && c.listed[(i + 1) * LIST_COUNT + list] !== 0)
      out[n++] = key2(53, list, c.listed[(i + 1) * LIST_COUNT + list]!)
  }
  if (all !== 0) {
    out[n++] = key1(54, all)
    out[n++] = key2(55, all, c.shape[i]!)
  }
  return n
}

function clusterKeys(c: Columns, i: number, from: number, to: number, out: Int32Array, n: number): number {
  const c0 = c.cluster[i]!
  const m1 = i > from ? c.cluster[i - 1]! : 0xffff
  const p1 = i + 1 < to ? c.cluster[i + 1]! : 0xfffe
  out[n++] = key2(60, c0, c.flags[i]! & CAPITAL)
  out[n++] = key1(61, m1)
  out[n++] = key1(62, p1)
  out[n++] = key2(63, m1, c0)
  out[n++] = key2(64, c0, p1)
  if (i > from + 1) out[n++] = key1(65, c.cluster[i - 2]!)
  if (i + 2 < to) out[n++] = key1(66, c.cluster[i + 2]!)
  const t0 = c.coarse[i]!
  const tm1 = i > from ? c.coarse[i - 1]! : 0xff
  const tp1 = i + 1 < to ? c.coarse[i + 1]! : 0xfe
  out[n++] = key1(70, t0)
  out[n++] = key2(71, tm1, t0)
  out[n++] = key2(72, t0, tp1)
  out[n++] = key3(73, tm1, t0, tp1)
  return n
}

/** Adds the keys that depend on the labels of the two tokens before and on the label that the word had last time. */
export function dynamicKeys(
  c: Columns,
  i: number,
  y1: number,
  y2: number,
  seen: number,
  out: Int32Array,
  at: number,
): number {
  let n = at
  const w0 = c.lower[i]!
  out[n++] = key1(80, y1)
  out[n++] = key2(81, y1, y2)
  out[n++] = key2(82, y1, w0)
  out[n++] = key2(83, y1, c.shape[i]!)
  out[n++] = key2(84, y1, c.cluster[i]!)
  out[n++] = key3(85, y1, c.known[i]!, c.flags[i]! & CAPITAL)
  out[n++] = key3(86, y1, c.affixes[i * AFFIXES + 4]!, c.flags[i]! & CAPITAL)
  out[n++] = key2(87, y1, c.coarse[i]!)
  if (seen !== 0) {
    out[n++] = key2(90, seen, c.flags[i]! & (CAPITAL | FIRST))
    out[n++] = key2(91, seen, y1)
    out[n++] = key2(92, seen, c.shape[i]!)
  }
  return n
}
