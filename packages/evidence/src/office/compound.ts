/** The streams of a compound file (OLE) by their paths, names of storages before a `/`; each is read when it is asked for. */
export type Compound = ReadonlyMap<string, () => Uint8Array>

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** Sector numbers from here on mean the end of a chain, a free sector and the like. */
const LAST_SECTOR = 0xfffffff9
const MOST_ENTRIES = 100_000

/** Opens a compound file (MS-CFB); null when it is none. Chains that run in circles or out of the file end there. */
export function openCompound(bytes: Uint8Array): Compound | null {
  if (bytes.length < 1024 || !MAGIC.every((b, i) => bytes[i] === b)) return null
  const file = new Sectors(bytes)
  const directory = file.stream(file.view.getUint32(0x30, true), bytes.length)
  const entries = readEntries(directory)
  const root = entries[0]
  if (!root) return null
  file.mini = file.stream(root.start, root.size)
  const streams = new Map<string, () => Uint8Array>()
  const seen = new Set<number>([0])
  const open: [index: number, path: string][] = [[root.child, '']]
  for (let next = open.pop(); next; next = open.pop()) {
    const [index, path] = next
    const entry = entries[index]
    if (!entry || seen.has(index)) continue
    seen.add(index)
    open.push([entry.left, path], [entry.right, path])
    if (entry.type === 1) open.push([entry.child, `${path}${entry.name}/`])
    else if (entry.type === 2) streams.set(`${path}${entry.name}`, () => file.contents(entry.start, entry.size))
  }
  return streams
}

interface Entry {
  readonly name: string
  /** 1 storage, 2 stream, 5 root. */
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

function readEntries(directory: Uint8Array): readonly Entry[] {
  const v = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= directory.length && entries.length < MOST_ENTRIES; at += 128) {
    const length = Math.min(Math.max(0, v.getUint16(at + 64, true) - 2), 62)
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + length)),
      type: v.getUint8(at + 66),
      left: v.getUint32(at + 68, true),
      right: v.getUint32(at + 72, true),
      child: v.getUint32(at + 76, true),
      start: v.getUint32(at + 116, true),
      size: v.getUint32(at + 120, true),
    })
  }
  return entries
}

/** The sectors of the file and the tables that chain them. */
class Sectors {
  readonly view: DataView
  /** The stream that holds all small ones. */
  mini: Uint8Array = new Uint8Array(0)
  private readonly bytes: Uint8Array
  private readonly size: number
  private readonly fat: readonly number[]
  private readonly miniFat: readonly number[]
  private readonly cutoff: number

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.size = this.view.getUint16(0x1e, true) === 12 ? 4096 : 512
    this.cutoff = this.view.getUint32(0x38, true)
    this.fat = this.tableSectors().flatMap((sector) => this.numbers(sector))
    const start = this.view.getUint32(0x3c, true)
    this.miniFat = this.chain(start, this.fat, bytes.length).flatMap((sector) => this.numbers(sector))
  }

  /** The contents of a stream: a small one lies in the mini stream. */
  contents(start: number, size: number): Uint8Array {
    if (size >= this.cutoff) return this.stream(start, size)
    const pieces = this.chain(start, this.miniFat, Math.ceil(size / 64)).map((n) =>
      this.mini.subarray(n * 64, n * 64 + 64),
    )
    return Buffer.concat(pieces).subarray(0, size)
  }

  stream(start: number, size: number): Uint8Array {
    const sectors = this.chain(start, this.fat, Math.ceil(size / this.size))
    return Buffer.concat(sectors.map((n) => this.sector(n))).subarray(0, size)
  }

  private sector(n: number): Uint8Array {
    const at = (n + 1) * this.size
    return this.bytes.subarray(at, at + this.size)
  }

  private numbers(n: number): readonly number[] {
    const sector = this.sector(n)
    const v = new DataView(sector.buffer, sector.byteOffset, sector.byteLength)
    return Array.from({ length: sector.byteLength >> 2 }, (_, i) => v.getUint32(i * 4, true))
  }

  /** At most `most` sectors, and no more than the file has. */
  private chain(start: number, table: readonly number[], most: number): readonly number[] {
    const chain: number[] = []
    const all = Math.min(most, Math.ceil(this.bytes.length / this.size) + this.miniLength())
    for (let n = start; n < LAST_SECTOR && chain.length < all; n = table[n] ?? LAST_SECTOR) chain.push(n)
    return chain
  }

  private miniLength(): number {
    return Math.ceil(this.mini.length / 64)
  }

  /** The sectors of the table of sectors: the first 109 stand in the header, more in a chain of their own. */
  private tableSectors(): readonly number[] {
    const found: number[] = []
    for (let at = 0x4c; at < 512; at += 4) found.push(this.view.getUint32(at, true))
    const most = Math.ceil(this.bytes.length / this.size)
    let next = this.view.getUint32(0x44, true)
    for (let n = 0; next < LAST_SECTOR && n < most; n++) {
      const numbers = this.numbers(next)
      found.push(...numbers.slice(0, -1))
      next = numbers.at(-1) ?? LAST_SECTOR
    }
    return found.filter((n) => n < LAST_SECTOR).slice(0, most)
  }
}
