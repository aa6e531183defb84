/**
 * The inner loops of the neural layers. They work on one block of memory at byte addresses that the caller lays out.
 * Two implementations compute the same bits: `kernel.as` (WebAssembly, 128-bit integers) and `reference.ts`.
 *
 * Vectors go in as int16 in -127..127 with one float32 scale each; rows are padded with zeros to a multiple of 8.
 * Packed weights: rows in blocks of 32 (the last one filled up with zeros), within a block columns in pairs, for each
 * pair 32 x 2 int16. `pack` in `memory.ts` writes it.
 */
export interface KernelFunctions {
  /**
   * n float32 vectors of k values (`stride` bytes apart, from `x`) to int16 (n x padded at `q`) and their scales (float32
   * at `s`): scale = max|x| / 127, q = x / scale, rounded half to even.
   */
  quantise(x: number, stride: number, n: number, k: number, q: number, padded: number, s: number): void
  /**
   * out[i][row] = (q[i] . w[row]) x (ws[row] x s[i]) + b[row]; with `relu`, 0 where that is negative. `width`: int16 of one
   * vector; rows in `blocks` of 32; `stride`: bytes from one vector's outputs to the next; `step`: 4 where each vector
   * has a scale of its own, 0 where all share the one at `s`.
   */
  linear(
    q: number,
    n: number,
    width: number,
    s: number,
    step: number,
    w: number,
    ws: number,
    b: number,
    blocks: number,
    out: number,
    stride: number,
    relu: number,
  ): void
  /**
   * One direction of an LSTM over n steps. `rows`: n addresses of rows of gate inputs (bias included); this direction's 4h
   * float32, gates in the order i, f, g, o, stand `offset` bytes into each. `w`: packed recurrent weights; `ws`: row scales
   * over 127. Outputs, int16 of h x 127, go to `out` + i x `stride`. `scratch`: room for 5h float32.
   */
  recur(
    rows: number,
    n: number,
    offset: number,
    hidden: number,
    w: number,
    ws: number,
    out: number,
    stride: number,
    backward: number,
    scratch: number,
  ): void
  /** out[i x m + j] = (a[i] . b[j]) x (as[i] x bs[j]): n vectors against m, each of `width` int16 (a multiple of 8). */
  pairs(a: number, as: number, n: number, b: number, bs: number, m: number, width: number, out: number): void
}
