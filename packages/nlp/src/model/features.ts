/**
 * Features are 32-bit integers. A feature is a template number mixed with the values that it looks at; words enter as
 * hashes computed once per token. Keys are exact: the table holds the full 32 bits, buckets are never shared, so a
 * feature that training did not see adds nothing (save one chance in about 4,000 for a million features).
 */

/** FNV-1a over UTF-16 code units of `text[start, end)`. Never 0: zero marks an empty slot in tables. */
export function hashText(text: string, start = 0, end = text.length): number {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h === 0 ? 1 : h
}

/** Mixes a value into a running hash (one round of MurmurHash3's 32-bit body, then a rotate). */
export function mix(h: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  h ^= Math.imul(k, 0x1b873593)
  h = (h << 13) | (h >>> 19)
  return (Math.imul(h, 5) + 0xe6546b64) | 0
}

/** Last step of a feature key: avalanche (MurmurHash3's finaliser). Never 0. */
export function finish(h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h === 0 ? 1 : h
}

/** Key of a template over one, two or three values. */
export const key1 = (template: number, a: number): number => finish(mix(template, a))
export const key2 = (template: number, a: number, b: number): number => finish(mix(mix(template, a), b))
export const key3 = (template: number, a: number, b: number, c: number): number =>
  finish(mix(mix(mix(template, a), b), c))
