import { type Document, type Problem, problem } from '@wherefrom/schema'
import { decode } from './decode.ts'
import { detectType } from './detect.ts'
import { readHtml } from './html/reader.ts'
import type { Given } from './metadata/settle.ts'
import { readText } from './text/reader.ts'

/** What reading gives: a document, or why there is none. */
export type Reading = { readonly document: Document } | { readonly problems: readonly Problem[] }

/** The largest artifact that is read as one document, in bytes. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads the bytes of one artifact. The type is judged from the bytes alone; nothing is fetched and nothing in them is
 * run. Never throws on any input: what is wrong with it is told in problems. Same bytes and options, same document.
 */
export function readArtifact(bytes: Uint8Array, options: Given = {}): Reading {
  if (bytes.length === 0) return { problems: [problem('reader/empty')] }
  if (bytes.length > LARGEST) return { problems: [problem('file/too-large', { limit: LARGEST / 1024 / 1024 })] }
  const type = detectType(bytes)
  if (type.kind === 'binary') {
    return { problems: [type.name ? problem('reader/unknown-type', { type: type.name }) : problem('reader/binary')] }
  }
  const decoded = decode(bytes, type.kind === 'html')
  const document = type.kind === 'html' ? readHtml(decoded, options) : readText(bytes, decoded, options)
  if (!/[\p{L}\p{N}]/u.test(document.text)) return { problems: [problem('reader/no-text')] }
  return { document }
}
