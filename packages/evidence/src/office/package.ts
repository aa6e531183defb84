import { listZip, readZipEntry, type ZipEntry } from '../archive/zip.ts'
import { decode } from '../decode.ts'
import type { ArtifactSource } from '../found.ts'
import { LIMITS } from '../limits.ts'

/** The parts of an office file, which is a ZIP archive. Names are as its directory has them, the first of each name. */
export interface Package {
  readonly names: readonly string[]
  /** False where the archive's directory breaks off. */
  readonly whole: boolean
  has(name: string): boolean
  /** A part's characters; null when there is none of this name or nothing of it can be unpacked. */
  text(name: string): Promise<PartText | null>
  /** A part's bytes under the same conditions. */
  bytes(name: string): Promise<Part<Uint8Array> | null>
}

interface Part<T> {
  readonly content: T
  /** `encrypted`: only the password opens it; `damaged`, `too-large`: what came before is there. */
  readonly state: 'whole' | 'damaged' | 'too-large' | 'encrypted'
}
export type PartText = Part<string>

/** Most parts of one office file. */
const MOST_PARTS = 20_000
/** All parts that are read of one file together, unpacked, in bytes: what a bomb costs at most. */
const MOST_BYTES = 256 * 1024 * 1024

/** Opens an office file; null when it is no ZIP archive that can be read. */
export async function openPackage(source: ArtifactSource): Promise<Package | null> {
  const listing = await listZip(source)
  if (listing === null) return null
  const entries = new Map<string, ZipEntry>()
  for (const entry of listing.entries.slice(0, MOST_PARTS)) if (!entries.has(entry.name)) entries.set(entry.name, entry)
  let left = MOST_BYTES
  const bytes = async (name: string): Promise<Part<Uint8Array> | null> => {
    const entry = entries.get(name)
    if (entry === undefined) return null
    if (entry.encrypted) return { content: new Uint8Array(0), state: 'encrypted' }
    if (entry.method !== 0 && entry.method !== 8) return { content: new Uint8Array(0), state: 'damaged' }
    const { bytes: content, state } = await readZipEntry(source, entry, Math.min(LIMITS.document, left))
    left -= content.length
    return { content, state }
  }
  return {
    names: [...entries.keys()],
    whole: listing.whole,
    has: (name) => entries.has(name),
    bytes,
    text: async (name) => {
      const part = await bytes(name)
      return part === null ? null : { content: decode(part.content, true).raw, state: part.state }
    },
  }
}

/** Resolves the target of a relationship against the part that has it: `word/document.xml` + `media/a.png`. */
export function resolvePart(base: string, target: string): string {
  const parts = target.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const step of target.split('/').slice(0, 64)) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}
