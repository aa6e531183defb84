/**
 * A smaller input that still fails in the same way: leaves stretches out, long ones first, then makes bytes plain. Stops
 * when nothing more can go or the time is over.
 */
export async function minimise(
  bytes: Uint8Array,
  fails: (bytes: Uint8Array) => Promise<boolean>,
  milliseconds: number,
): Promise<Uint8Array> {
  const until = performance.now() + milliseconds
  let best = bytes
  for (
    let length = 2 ** Math.floor(Math.log2(Math.max(1, bytes.length)));
    length >= 1;
    length = Math.floor(length / 2)
  ) {
    for (let at = 0; at < best.length; ) {
      if (performance.now() > until) return best
      const shorter = new Uint8Array(Buffer.concat([best.subarray(0, at), best.subarray(at + length)]))
      if (shorter.length < best.length && (await fails(shorter))) best = shorter
      else at += length
    }
  }
  return best
}
