// The inner loops of the neural layers, in AssemblyScript: what `reference.ts` computes, with 128-bit integers.
// `npm run kernel` compiles this file into `bytes.ts`; a test holds the two together. Every function reads and writes
// plain memory at addresses that the caller lays out (see `memory.ts`); none of them allocates.
//
// Packed weights: rows in blocks of 32; within a block, columns in pairs; for each pair 32 x 2 int16. So one load gives
// four rows of one pair, one multiply-add makes four sums, and no sum ever has to be gathered over lanes.

const BLOCK: i32 = 32

/** n float32 vectors, `stride` bytes apart -> int16 in -127..127 (n x padded at q, zeros behind k); each one's scale at s. */
export function quantise(x: usize, stride: i32, n: i32, k: i32, q: usize, padded: i32, s: usize): void {
  for (let i = 0; i < n; i++) {
    let m = f32x4.splat(0)
    const whole = k & ~3
    for (let j = 0; j < whole; j += 4) m = f32x4.pmax(m, f32x4.abs(v128.load(x + (<usize>j << 2))))
    let largest = max<f32>(
      max<f32>(f32x4.extract_lane(m, 0), f32x4.extract_lane(m, 1)),
      max<f32>(f32x4.extract_lane(m, 2), f32x4.extract_lane(m, 3)),
    )
    for (let j = whole; j < k; j++) largest = max<f32>(largest, abs<f32>(load<f32>(x + (<usize>j << 2))))
    const some = largest > 1e-30
    const up: f32 = some ? <f32>127 / largest : 0
    store<f32>(s, some ? largest / <f32>127 : 0)
    for (let j = 0; j < whole; j += 4) {
      const y = f32x4.mul(v128.load(x + (<usize>j << 2)), f32x4.splat(up))
      narrow(q + (<usize>j << 1), round4(y))
    }
    for (let j = whole; j < k; j++) {
      store<i16>(q + (<usize>j << 1), <i16>(<i32>nearest<f32>(load<f32>(x + (<usize>j << 2)) * up)))
    }
    for (let j = k; j < padded; j++) store<i16>(q + (<usize>j << 1), 0)
    x += stride
    q += <usize>padded << 1
    s += 4
  }
}

/** One block of 32 rows against one vector of `bytes` bytes: 32 int32 sums, as eight vectors, then scaled. */
function block(q: usize, w: usize, bytes: usize, scale: v128, ws: usize, b: usize, out: usize, relu: bool): void {
  let a0 = i32x4.splat(0)
  let a1 = i32x4.splat(0)
  let a2 = i32x4.splat(0)
  let a3 = i32x4.splat(0)
  let a4 = i32x4.splat(0)
  let a5 = i32x4.splat(0)
  let a6 = i32x4.splat(0)
  let a7 = i32x4.splat(0)
  const end = q + bytes
  while (q < end) {
    const v = v128.load32_splat(q)
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(v128.load(w), v))
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(v128.load(w, 16), v))
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(v128.load(w, 32), v))
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(v128.load(w, 48), v))
    a4 = i32x4.add(a4, i32x4.dot_i16x8_s(v128.load(w, 64), v))
    a5 = i32x4.add(a5, i32x4.dot_i16x8_s(v128.load(w, 80), v))
    a6 = i32x4.add(a6, i32x4.dot_i16x8_s(v128.load(w, 96), v))
    a7 = i32x4.add(a7, i32x4.dot_i16x8_s(v128.load(w, 112), v))
    w += 128
    q += 4
  }
  put(a0, scale, ws, b, out, 0, relu)
  put(a1, scale, ws, b, out, 16, relu)
  put(a2, scale, ws, b, out, 32, relu)
  put(a3, scale, ws, b, out, 48, relu)
  put(a4, scale, ws, b, out, 64, relu)
  put(a5, scale, ws, b, out, 80, relu)
  put(a6, scale, ws, b, out, 96, relu)
  put(a7, scale, ws, b, out, 112, relu)
}

/** Four sums as float32: sum x (row scale x vector scale) + bias, cut at 0 where `relu`. */
function put(sums: v128, scale: v128, ws: usize, b: usize, out: usize, at: usize, relu: bool): void {
  const y = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.mul(v128.load(ws + at), scale)),
    v128.load(b + at),
  )
  v128.store(out + at, relu ? f32x4.pmax(y, f32x4.splat(0)) : y)
}

/**
 * out[i][row] = sum of q[i] x w[row], times (ws[row] x s[i]), plus b[row]. Rows come in `blocks` of 32, `stride` bytes from
 * one vector's outputs to the next. `step` is 4 where every vector has its scale at s, 0 where all share one.
 */
export function linear(
  q: usize, n: i32, width: i32, s: usize, step: i32,
  w: usize, ws: usize, b: usize, blocks: i32,
  out: usize, stride: i32, relu: i32,
): void {
  const bytes = <usize>width << 1
  for (let r = 0; r < blocks; r++) {
    let v = q
    let o = out
    let scale = s
    for (let i = 0; i < n; i++) {
      block(v, w, bytes, v128.load32_splat(scale), ws, b, o, relu != 0)
      v += bytes
      o += stride
      scale += step
    }
    w += bytes * BLOCK
    ws += BLOCK << 2
    b += BLOCK << 2
    out += BLOCK << 2
  }
}

// Constants are read from memory: an engine builds a constant of 128 bits from pieces each time it is used.
const NUMBERS = memory.data<f32>([4.97, -4.97, 378, 17325, 135135, 28, 3150, 62370, 1, -1, 0.5, 127, 12582912])

function number(k: usize): v128 {
  return v128.load32_splat(NUMBERS + (k << 2))
}

/** tanh by Lambert's continued fraction, cut at 4.97: off by less than 1e-4. */
function tanh4(x: v128): v128 {
  const c = f32x4.pmin(f32x4.pmax(x, number(1)), number(0))
  const z = f32x4.mul(c, c)
  const top = f32x4.add(f32x4.mul(z, f32x4.add(f32x4.mul(z, f32x4.add(z, number(2))), number(3))), number(4))
  const low = f32x4.mul(z, f32x4.add(f32x4.mul(z, f32x4.add(f32x4.mul(z, number(5)), number(6))), number(7)))
  const y = f32x4.div(f32x4.mul(c, top), f32x4.add(low, number(4)))
  return f32x4.pmin(f32x4.pmax(y, number(9)), number(8))
}

function sigmoid4(x: v128): v128 {
  return f32x4.add(f32x4.mul(tanh4(f32x4.mul(x, number(10))), number(10)), number(10))
}

/** Four float32 below 2^22 to int32, half to even: what is left of the mantissa once 1.5 x 2^23 is added. */
function round4(x: v128): v128 {
  return i32x4.sub(f32x4.add(x, number(12)), number(12))
}

/** Four int32 as int16, to eight bytes. */
function narrow(to: usize, x: v128): void {
  v128.store64_lane(to, i16x8.narrow_i32x4_s(x, x), 0)
}

/**
 * One direction of an LSTM over n steps. `rows` holds n addresses of rows of gate inputs (bias included), this
 * direction's 4h float32 `offset` bytes into each; gates in the order i, f, g, o. `w`: packed recurrent weights, `ws`:
 * their row scales over 127. Outputs, int16 of h x 127, go to out + i x stride. `scratch`: room for 5h float32.
 */
export function recur(
  rows: usize, n: i32, offset: i32, h: i32, w: usize, ws: usize,
  out: usize, stride: i32, backward: i32, scratch: usize,
): void {
  const width = <usize>h << 2
  const gates = scratch
  const cell = scratch + (width << 2)
  const one = f32x4.splat(1)
  memory.fill(cell, 0, width)
  let before: usize = 0
  for (let t = 0; t < n; t++) {
    const i = backward ? n - 1 - t : t
    const input = <usize>load<u32>(rows + (<usize>i << 2)) + <usize>offset
    if (before == 0) memory.copy(gates, input, width << 2)
    else {
      let v = w
      for (let at: usize = 0; at < width << 2; at += BLOCK << 2) {
        block(before, v, width >> 1, one, ws + at, input + at, gates + at, false)
        v += (width >> 1) * BLOCK
      }
    }
    const q = out + <usize>i * <usize>stride
    for (let j: usize = 0; j < width; j += 16) {
      const forget = sigmoid4(v128.load(gates + width + j))
      const add = f32x4.mul(sigmoid4(v128.load(gates + j)), tanh4(v128.load(gates + (width << 1) + j)))
      const c = f32x4.add(f32x4.mul(forget, v128.load(cell + j)), add)
      v128.store(cell + j, c)
      const y = f32x4.mul(sigmoid4(v128.load(gates + width * 3 + j)), tanh4(c))
      narrow(q + (j >> 1), round4(f32x4.mul(y, number(11))))
    }
    before = q
  }
}

/** out[i x m + j] = sum of a[i] x b[j], times (as[i] x bs[j]): n vectors against m, each of `width` int16 (a multiple of 8). */
export function pairs(a: usize, as: usize, n: i32, b: usize, bs: usize, m: i32, width: i32, out: usize): void {
  const bytes = <usize>width << 1
  for (let i = 0; i < n; i++) {
    const scale = load<f32>(as + (<usize>i << 2))
    let v = b
    for (let j = 0; j < m; j++) {
      let sum = i32x4.splat(0)
      for (let k: usize = 0; k < bytes; k += 16) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(a + k), v128.load(v + k)))
      }
      const total =
        i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)
      store<f32>(out, <f32>total * (scale * load<f32>(bs + (<usize>j << 2))))
      out += 4
      v += bytes
    }
    a += bytes
  }
}
