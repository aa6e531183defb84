import type { Random } from './random.ts'

/** The most bytes that an input may grow to. */
const MOST = 1 << 20

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array, tokens: readonly Uint8Array[]) => Uint8Array

/** Lengths of blocks: mostly short, sometimes a good part of the file. */
function blockLength(random: Random, size: number): number {
  const scale = random.pick([1, 2, 4, 8, 16, 64, 256, 1024, 8192])
  return Math.min(size, 1 + random.below(scale * 2))
}

const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes)

function replace(bytes: Uint8Array, start: number, end: number, by: Uint8Array): Uint8Array {
  const out = new Uint8Array(start + by.length + bytes.length - end)
  out.set(bytes.subarray(0, start))
  out.set(by, start)
  out.set(bytes.subarray(end), start + by.length)
  return out
}

const flipBits: Mutation = (bytes, random) => {
  const out = copy(bytes)
  for (let n = 1 + random.below(8); n > 0; n--) out[random.below(out.length)]! ^= 1 << random.below(8)
  return out
}

const setBytes: Mutation = (bytes, random) => {
  const out = copy(bytes)
  for (let n = 1 + random.below(4); n > 0; n--)
    out[random.below(out.length)] = random.pick([0, 1, 9, 10, 13, 32, 34, 38, 60, 62, 0x7f, 0x80, 0xc3, 0xff])
  return out
}

const deleteBlock: Mutation = (bytes, random) => {
  const start = random.below(bytes.length)
  return replace(bytes, start, Math.min(bytes.length, start + blockLength(random, bytes.length)), new Uint8Array())
}

const copyBlock: Mutation = (bytes, random) => {
  const from = random.below(bytes.length)
  const block = bytes.subarray(from, from + blockLength(random, bytes.length))
  const to = random.below(bytes.length + 1)
  return replace(bytes, to, random.chance(0.5) ? to : Math.min(bytes.length, to + block.length), block)
}

/** One stretch many times over: what nests or repeats without end. */
const repeatBlock: Mutation = (bytes, random) => {
  const from = random.below(bytes.length)
  const block = bytes.subarray(from, from + blockLength(random, Math.min(bytes.length, 256)))
  const times = random.pick([2, 3, 10, 30, 300, 300, 5_000, 60_000])
  const room = Math.max(1, Math.floor((MOST - bytes.length) / block.length))
  const many = Buffer.alloc(block.length * Math.min(times, room), block)
  return replace(bytes, from, from, many)
}

const insertNoise: Mutation = (bytes, random) => {
  const noise = Uint8Array.from({ length: blockLength(random, 4096) }, () => random.below(256))
  const at = random.below(bytes.length + 1)
  return replace(bytes, at, at, noise)
}

const insertToken: Mutation = (bytes, random, _, tokens) => {
  if (tokens.length === 0) return insertNoise(bytes, random, bytes, tokens)
  const token = random.pick(tokens)
  const at = random.below(bytes.length + 1)
  return replace(bytes, at, random.chance(0.5) ? at : Math.min(bytes.length, at + token.length), token)
}

const splice: Mutation = (bytes, random, other) => {
  const head = bytes.subarray(0, random.below(bytes.length + 1))
  return replace(head, head.length, head.length, other.subarray(random.below(other.length)))
}

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length))

const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

/** Two or four bytes as a number somebody would trust: a length, a count, an offset. */
const lengthField: Mutation = (bytes, random) => {
  if (bytes.length < 8) return flipBits(bytes, random, bytes, [])
  const out = Buffer.from(copy(bytes))
  const width = random.pick([2, 4] as const)
  const at = random.below(out.length - width)
  const now = random.chance(0.5) ? out.readUIntLE(at, width) : out.readUIntBE(at, width)
  const most = 2 ** (8 * width)
  const value = random.chance(0.5) ? random.pick(EXTREMES) : now + random.pick([-1, 1, -16, 16, 1000])
  const fits = ((value % most) + most) % most
  if (random.chance(0.5)) out.writeUIntLE(fits, at, width)
  else out.writeUIntBE(fits, at, width)
  return out
}

const NUMBERS = [
  '0',
  '-1',
  '1',
  '255',
  '65536',
  '2147483647',
  '4294967296',
  '99999999999999999999',
  '1e308',
  'NaN',
  '0x10',
]

/** A number written in digits becomes another one. */
const digits: Mutation = (bytes, random) => {
  const from = random.below(bytes.length)
  for (let k = 0; k < bytes.length; k++) {
    const at = (from + k) % bytes.length
    if (!isDigit(bytes[at]!)) continue
    let end = at
    while (end < bytes.length && isDigit(bytes[end]!)) end++
    return replace(bytes, at, end, new TextEncoder().encode(random.pick(NUMBERS)))
  }
  return flipBits(bytes, random, bytes, [])
}

const isDigit = (b: number): boolean => b >= 0x30 && b <= 0x39

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  flipBits,
  setBytes,
  deleteBlock,
  copyBlock,
  repeatBlock,
  insertNoise,
  insertToken,
  insertToken,
  insertToken,
  splice,
  truncate,
  lengthField,
  lengthField,
  digits,
]

/** One to some mutations after each other. `other`: a second file of the format, to splice with. */
export function mutate(
  bytes: Uint8Array,
  random: Random,
  other: Uint8Array,
  tokens: readonly Uint8Array[],
): Uint8Array {
  let out = bytes
  for (let n = 1 + random.below(random.pick([1, 2, 4, 8])); n > 0; n--) {
    if (out.length === 0) return out
    out = random.pick(MUTATIONS)(out, random, other.length > 0 ? other : bytes, tokens)
    if (out.length > MOST) out = out.slice(0, MOST)
  }
  return out
}
