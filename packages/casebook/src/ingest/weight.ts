import type { Document } from '@wherefrom/schema'
import type { Job } from './protocol.ts'

/** Bytes in memory for each code unit of a document that waits, with its analysis. */
const BYTES_A_UNIT = 8
/** Bytes in memory for each byte of an artifact that is opened: what is packed in it comes out. */
const UNPACKED = 10

/** About how much memory a document takes while it waits and is analysed, in bytes. */
export const memoryOf = ({ text }: Document): number => text.length * BYTES_A_UNIT

/** About how much memory a job may be the cause of, in bytes. */
export function weightOf(job: Job): number {
  if (job.kind === 'analyse') return memoryOf(job.document)
  const { place } = job
  return UNPACKED * (place.kind === 'bytes' ? place.bytes.length : place.size)
}
