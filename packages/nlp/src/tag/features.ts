import { key1, key2, key3 } from '../model/features.ts'
import {
  CLUSTER,
  COARSE,
  FLAGS,
  FORM,
  KNOWN,
  LOWER,
  PREFIX1,
  PREFIX3,
  SHAPE,
  SUFFIX1,
  SUFFIX2,
  SUFFIX3,
  SUFFIX5,
  TYPE_COLUMNS,
} from '../tokens/types.ts'

export const TAG_VERSION = 1
export const MAX_TAG_FEATURES = 64

/**
 * Features of one word that do not depend on its neighbours' tags, as seen from `offset` words away (-2 to 2). Their sum
 * of weights is fixed for a type and an offset, so the tagger keeps it.
 */
export function typeFeatures(data: Int32Array, type: number, offset: number, keys: Int32Array, n: number): number {
  const at = type * TYPE_COLUMNS
  const t = 100 + (offset + 2) * 20
  keys[n++] = key1(t, data[at + LOWER]!)
  keys[n++] = key1(t + 1, data[at + CLUSTER]!)
  keys[n++] = key1(t + 17, data[at + KNOWN]!)
  if (offset === 2 || offset === -2) return n
  keys[n++] = key1(t + 2, data[at + SHAPE]!)
  keys[n++] = key1(t + 3, data[at + SUFFIX3]!)
  keys[n++] = key1(t + 4, data[at + SUFFIX2]!)
  keys[n++] = key1(t + 5, data[at + COARSE]!)
  if (offset !== 0) return n
  keys[n++] = key1(t + 6, data[at + FORM]!)
  for (let p = PREFIX1; p <= PREFIX3; p++) keys[n++] = key2(t + 7, p, data[at + p]!)
  for (let s = SUFFIX1; s <= SUFFIX5; s++) if (s !== SUFFIX2 && s !== SUFFIX3) keys[n++] = key2(t + 8, s, data[at + s]!)
  keys[n++] = key1(t + 9, data[at + FLAGS]!)
  keys[n++] = key2(t + 10, data[at + FLAGS]!, data[at + SUFFIX3]!)
  keys[n++] = key2(t + 11, data[at + FLAGS]!, data[at + CLUSTER]!)
  return n
}

/** Features that tie words and tags together at token `i` of a sentence of types `type[from, to)`. */
export function contextFeatures(
  data: Int32Array,
  type: Int32Array,
  tag: Uint8Array,
  i: number,
  from: number,
  to: number,
  keys: Int32Array,
): number {
  const at = (k: number): number => (k < from || k >= to ? 0 : type[k]! * TYPE_COLUMNS)
  const t1 = i - 1 < from ? 255 : tag[i - 1]!
  const t2 = i - 2 < from ? 255 : tag[i - 2]!
  const p = at(i - 1)
  const h = at(i)
  const n = at(i + 1)
  const n2 = at(i + 2)
  const w = data[h + LOWER]!
  const known = data[h + KNOWN]!
  const next = data[n + KNOWN]!
  const suffix = data[h + SUFFIX3]!
  let k = 0
  keys[k++] = 1
  keys[k++] = key1(1, t1)
  keys[k++] = key2(2, t1, t2)
  keys[k++] = key2(3, t1, w)
  keys[k++] = key2(4, t1, suffix)
  keys[k++] = key3(5, t1, t2, w)
  keys[k++] = key2(6, t1, data[n + LOWER]!)
  keys[k++] = key2(7, data[p + LOWER]!, w)
  keys[k++] = key2(8, w, data[n + LOWER]!)
  keys[k++] = key2(9, data[p + LOWER]!, data[n + LOWER]!)
  keys[k++] = key2(10, t1, next)
  keys[k++] = key3(11, t1, known, next)
  keys[k++] = key3(12, t1, next, data[n2 + KNOWN]!)
  keys[k++] = key2(13, known, next)
  keys[k++] = key3(14, w, next, data[n2 + KNOWN]!)
  keys[k++] = key2(15, t2, w)
  keys[k++] = key2(16, t1, data[h + CLUSTER]!)
  keys[k++] = key3(17, t1, data[h + CLUSTER]!, data[n + CLUSTER]!)
  keys[k++] = key3(18, t1, data[h + SHAPE]!, data[n + SHAPE]!)
  keys[k++] = key2(19, suffix, data[n + SUFFIX3]!)
  keys[k++] = key2(20, t1, data[h + SHAPE]!)
  keys[k++] = key2(21, data[n + LOWER]!, data[n2 + LOWER]!)
  keys[k++] = key3(22, data[at(i - 2) + LOWER]!, data[p + LOWER]!, w)
  keys[k++] = key3(23, w, data[n + LOWER]!, data[n2 + LOWER]!)
  keys[k++] = key2(24, t1, data[h + SUFFIX2]!)
  keys[k++] = key3(25, t1, t2, next)
  keys[k++] = key2(26, next, data[n + SUFFIX2]!)
  return k
}
