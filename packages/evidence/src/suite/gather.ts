import type { ArtifactSource, Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'

/** What reading an artifact and, in turn, its members gave. */
export interface Reading {
  readonly name: string
  readonly bytes: Uint8Array
  /** How many archives lie around it. */
  readonly depth: number
  readonly founds: readonly Found[]
}

export interface Bounds {
  readonly depth?: number
  readonly members?: number
  /** All bytes of members together. */
  readonly bytes?: number
  /** Pages that may be read by OCR, which takes seconds each; the reader's own bound when left out. */
  readonly ocrPages?: number
}

export async function gatherFounds(source: ArtifactSource, given: Given = {}): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of openArtifact(source, given)) founds.push(found)
  return founds
}

/** Reads bytes and what lies in them, breadth first, within bounds. */
export async function readDeep(name: string, bytes: Uint8Array, bounds: Bounds = {}): Promise<Reading[]> {
  const { depth = 4, members = 200, bytes: room = 256 << 20, ocrPages } = bounds
  const given: Given = ocrPages === undefined ? {} : { ocrPages }
  const queue: { name: string; bytes: Uint8Array; depth: number }[] = [{ name, bytes, depth: 0 }]
  const readings: Reading[] = []
  let total = 0
  for (let next = queue.shift(); next; next = queue.shift()) {
    const founds = await gatherFounds(bytesSource(next.name, next.bytes), given)
    readings.push({ ...next, founds })
    for (const f of founds) {
      if (f.kind !== 'member' || next.depth >= depth || readings.length + queue.length >= members) continue
      total += f.bytes.length
      if (total < room) queue.push({ name: f.name, bytes: f.bytes, depth: next.depth + 1 })
    }
  }
  return readings
}
