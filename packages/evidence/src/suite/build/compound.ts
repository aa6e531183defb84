import { join, little } from './bytes.ts'

/** A storage or stream of a compound file; names of storages before a `/`, one level deep. */
export type Streams = Readonly<Record<string, Uint8Array>>

const SECTOR = 512
const END = 0xfffffffe
const FREE = 0xffffffff

/**
 * A compound file (OLE) with the given streams. Those under 4096 bytes lie in the mini stream, as programs do it. Siblings
 * are chained to the right, which readers must accept although it is no balanced tree.
 */
export function buildCompound(streams: Streams): Uint8Array {
  const sectors: Uint8Array[] = []
  const fat: number[] = []
  const put = (bytes: Uint8Array): number => {
    if (bytes.length === 0) return END
    const first = sectors.length
    for (let at = 0; at < bytes.length; at += SECTOR) {
      const sector = new Uint8Array(SECTOR)
      sector.set(bytes.subarray(at, at + SECTOR))
      sectors.push(sector)
      fat.push(at + SECTOR < bytes.length ? sectors.length : END)
    }
    return first
  }
  const mini: Uint8Array[] = []
  const miniFat: number[] = []
  const putMini = (bytes: Uint8Array): number => {
    const first = mini.length
    for (let at = 0; at < bytes.length; at += 64) {
      const piece = new Uint8Array(64)
      piece.set(bytes.subarray(at, at + 64))
      mini.push(piece)
      miniFat.push(at + 64 < bytes.length ? mini.length : END)
    }
    return bytes.length === 0 ? END : first
  }
  const entries = layOut(streams, (bytes) => (bytes.length < 4096 ? putMini(bytes) : put(bytes)))
  const whole = join(mini)
  const root = { ...entries[0]!, start: put(whole), size: whole.length }
  const miniStart = put(table(miniFat))
  const directory = put(join([root, ...entries.slice(1)].map(entryBytes)))
  const fatStart = sectors.length
  fat.push(0xfffffffd)
  sectors.push(table(fat))
  const header = join([
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    new Uint8Array(16),
    little([2, 0x3e], [2, 3], [2, 0xfffe], [2, 9], [2, 6]),
    new Uint8Array(10),
    little([4, 1], [4, directory], [4, 0], [4, 4096], [4, miniStart], [4, 1], [4, END], [4, 0], [4, fatStart]),
    new Uint8Array(108 * 4).fill(0xff),
  ])
  return join([header, ...sectors])
}

interface Entry {
  readonly name: string
  readonly type: number
  right: number
  child: number
  readonly start: number
  readonly size: number
}

function layOut(streams: Streams, put: (bytes: Uint8Array) => number): readonly Entry[] {
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, right: FREE, child: FREE, start: 0, size: 0 }]
  /** Index of the last child of each storage, '' for the root. */
  const last = new Map<string, number>()
  const storages = new Map<string, number>([['', 0]])
  const add = (folder: string, entry: Entry): number => {
    const index = entries.push(entry) - 1
    const before = last.get(folder)
    if (before === undefined) entries[storages.get(folder)!]!.child = index
    else entries[before]!.right = index
    last.set(folder, index)
    return index
  }
  for (const [path, bytes] of Object.entries(streams)) {
    const slash = path.lastIndexOf('/')
    const folder = slash === -1 ? '' : path.slice(0, slash)
    if (!storages.has(folder))
      storages.set(folder, add('', { name: folder, type: 1, right: FREE, child: FREE, start: 0, size: 0 }))
    add(folder, {
      name: path.slice(slash + 1),
      type: 2,
      right: FREE,
      child: FREE,
      start: put(bytes),
      size: bytes.length,
    })
  }
  return entries
}

function entryBytes({ name, type, right, child, start, size }: Entry): Uint8Array {
  const text = new Uint8Array(64)
  text.set(Buffer.from(name, 'utf16le'))
  return join([
    text,
    little([2, name.length * 2 + 2], [1, type], [1, 1], [4, FREE], [4, right], [4, child]),
    new Uint8Array(36),
    little([4, start], [4, size], [4, 0]),
  ])
}

const table = (numbers: readonly number[]): Uint8Array =>
  join(Array.from({ length: Math.ceil(numbers.length / 128) * 128 }, (_, i) => little([4, numbers[i] ?? FREE])))
