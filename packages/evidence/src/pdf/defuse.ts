import { constants, createInflate, inflateSync } from 'node:zlib'

/**
 * Streams of a PDF that would take the engine more memory or time than any page needs, made empty before the engine
 * sees them: it inflates what it is given without a bound. Streams under a password or packed in rarer ways are not
 * looked into.
 */

const MB = 1024 * 1024
const LIMITS = {
  /** Largest unpacked stream of drawing steps, text or tables; real ones stay below 20 MB. */
  stream: 32 * MB,
  /** All of them together, as far as they are larger than `counted`. */
  all: 384 * MB,
  counted: MB,
  /** Largest unpacked image. */
  image: 160 * MB,
  /** Deflate packs a thousand bytes into one at best: shorter streams cannot reach a limit. */
  ratio: 1032,
  streams: 400_000,
  /** Codes that one character map may name; there are 65,536 in a font. */
  codes: 1_000_000,
} as const

/** An empty stream in zlib's format. */
const EMPTY = Uint8Array.of(0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01)

/** A copy of the file without such streams, and how many there were. */
export async function defuse(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly emptied: number }> {
  const copy = new Uint8Array(bytes)
  const file = Buffer.from(copy.buffer)
  let emptied = 0
  let all = 0
  let at = file.indexOf('stream')
  for (let n = 0; at !== -1 && n < LIMITS.streams; n++) {
    const start = dataStart(file, at)
    const mark = start === null ? null : await judge(file, at, start, LIMITS.all - all)
    if (mark === 'bomb') {
      copy.set(EMPTY.subarray(0, copy.length - start!), start!)
      emptied++
    } else if (mark !== null) all += mark
    at = file.indexOf('stream', at + 6)
  }
  return { bytes: copy, emptied }
}

/** Where the data of a stream begins; null for the word in `endstream` and in running text. */
function dataStart(file: Buffer, at: number): number | null {
  if (file[at - 1] === 0x64) return null
  const next = file[at + 6]
  if (next === 0x0a) return at + 7
  if (next === 0x0d) return file[at + 7] === 0x0a ? at + 8 : at + 7
  return null
}

/** How much of the common bound a stream uses up, or that it is to be emptied. */
async function judge(file: Buffer, at: number, start: number, left: number): Promise<number | 'bomb' | null> {
  const [first, second] = [file[start] ?? 0, file[start + 1] ?? 0]
  const head = file.toString('latin1', Math.max(0, file.lastIndexOf('obj', at), at - 8192), at)
  if ((first & 15) !== 8 || ((first << 8) | second) % 31 !== 0) return hugeMap(file, start) ? 'bomb' : null
  const data = file.subarray(start)
  if (/\/Image\b/.test(head)) {
    const end = file.indexOf('endstream', start)
    const packed = (end === -1 ? file.length : end) - start
    return packed * LIMITS.ratio > LIMITS.image && (await inflatesBeyond(data, LIMITS.image)) ? 'bomb' : null
  }
  const unpacked = inflate(data)
  if (unpacked === 'too much' || (unpacked !== null && unpacked.length > left)) return 'bomb'
  if (unpacked === null) return null
  const nested = /FlateDecode[\s/]{1,20}FlateDecode|\/Fl\s{0,9}\/Fl\b/.test(head) ? inflate(unpacked) : null
  if (nested === 'too much' || (unpacked.length < 4 * MB && hugeMap(unpacked, 0))) return 'bomb'
  return unpacked.length > LIMITS.counted ? unpacked.length : null
}

function inflate(data: Buffer): Buffer | 'too much' | null {
  try {
    return inflateSync(data, { maxOutputLength: LIMITS.stream, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : null
  }
}

/** Does the stream at the beginning of some bytes unpack to more than `most`? Keeps nothing of it. */
async function inflatesBeyond(data: Buffer, most: number): Promise<boolean> {
  const inflater = createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
  inflater.end(data)
  let size = 0
  try {
    for await (const piece of inflater) {
      size += (piece as Buffer).length
      if (size > most) return true
    }
  } catch {
    // damaged from here on
  } finally {
    inflater.destroy()
  }
  return false
}

/** A character map that names more codes than a font has: the engine writes down every one of them. */
function hugeMap(data: Buffer, start: number): boolean {
  let codes = 0
  const end = data.indexOf('endcmap', start)
  const stream = data.indexOf('endstream', start)
  const to = end !== -1 && (stream === -1 || end < stream) ? end : start
  if (to === start || to - start > 4 * MB) return false
  const map = data.toString('latin1', start, to)
  for (const kind of ['bfrange', 'cidrange', 'notdefrange'])
    for (let at = map.indexOf(`begin${kind}`); at !== -1; at = map.indexOf(`begin${kind}`, at + 1)) {
      const close = map.indexOf(`end${kind}`, at)
      codes += codesIn(map.slice(at, close === -1 ? undefined : close))
      if (codes > LIMITS.codes) return true
    }
  return false
}

/** Codes of a section's rows, each `<first> <last> what`, where `what` is a code, a number or a list in brackets. */
function codesIn(section: string): number {
  let codes = 0
  let at = 0
  for (;;) {
    const first = section.indexOf('<', at)
    const second = section.indexOf('<', section.indexOf('>', first) + 1)
    if (first === -1 || second <= first) return codes
    codes += Math.max(0, numberAt(section, second) - numberAt(section, first))
    let next = section.indexOf('>', second) + 1
    if (next === 0) return codes
    while (/\s/.test(section[next] ?? '')) next++
    const close = section[next] === '<' ? '>' : section[next] === '[' ? ']' : null
    if (close !== null) next = section.indexOf(close, next)
    if (next === -1) return codes
    at = next
  }
}

/** The last four bytes of a hexadecimal string as a number, as the engine takes them; what is no digit is passed over. */
function numberAt(text: string, at: number): number {
  const close = text.indexOf('>', at)
  const digits = text.slice(at, close === -1 ? undefined : close).replace(/[^0-9a-f]/gi, '')
  const even = digits.length % 2 === 0 ? digits : `${digits}0`
  return Number.parseInt(even.slice(-8) || '0', 16)
}
