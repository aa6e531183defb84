/** Byte order of UTF-16 text, by its mark or by where its zero bytes stand; null when it is not UTF-16. */
export function utf16Order(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const n = Math.min(head.length, 4096) & ~1
  if (n < 16) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < n; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  if (odd > n * 0.4 && even < n * 0.02) return 'utf-16le'
  return even > n * 0.4 && odd < n * 0.02 ? 'utf-16be' : null
}
