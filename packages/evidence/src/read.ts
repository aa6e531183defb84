import { type Document, type Problem, type Producer, problem } from '@wherefrom/schema'
import { decode } from './decode.ts'
import { detectType } from './detect.ts'
import { readHtml } from './html/reader.ts'
import type { Given } from './metadata/settle.ts'
import { readText } from './text/reader.ts'

/** What reading gives: a document with the type of file it came from, or why there is none (`problem` is the first). */
export type Reading =
  | { readonly ok: true; readonly document: Document; readonly type: 'text' | 'html' }
  | { readonly ok: false; readonly problem: Problem; readonly problems: readonly Problem[] }

/** The readers and their versions; a change of what one reads raises its version. */
export const READERS: readonly Producer[] = [
  { component: 'evidence.html', version: '1' },
  { component: 'evidence.text', version: '1' },
]

/** The largest artifact that is read as one document, in bytes. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads the bytes of one artifact. The type is judged from the bytes alone; nothing is fetched and nothing in them is
 * run. Never throws on any input: what is wrong with it is told in problems. Same bytes and options, same document.
 */
export function readArtifact(bytes: Uint8Array, options: Given = {}): Reading {
  if (bytes.length === 0) return refuse(problem('reader/empty'))
  if (bytes.length > LARGEST) return refuse(problem('file/too-large', { limit: LARGEST / 1024 / 1024 }))
  const type = detectType(bytes, options.name)
  if (type.kind === 'binary') {
    return refuse(type.name ? problem('reader/unknown-type', { type: type.name }) : problem('reader/binary'))
  }
  const decoded = decode(bytes, type.kind === 'html')
  const document = type.kind === 'html' ? readHtml(decoded, options) : readText(bytes, decoded, options)
  if (!/[\p{L}\p{N}]/u.test(document.text)) return refuse(problem('reader/no-text'))
  return { ok: true, document, type: type.kind }
}

const refuse = (found: Problem): Reading => ({ ok: false, problem: found, problems: [found] })
