import { type Document, type Problem, problem } from '@wherefrom/schema'
import { decode } from './decode.ts'
import { typeOfHead } from './detect.ts'
import { readHtml } from './html/reader.ts'
import { LIMITS } from './limits.ts'
import type { Given } from './metadata/settle.ts'
import { readText } from './text/reader.ts'

/** What reading gives: a document with the type of file it came from, or why there is none (`problem` is the first). */
export type Reading =
  | { readonly ok: true; readonly document: Document; readonly type: 'text' | 'html' }
  | { readonly ok: false; readonly problem: Problem; readonly problems: readonly Problem[] }

/**
 * Reads bytes that are one text or page; `openArtifact` reads everything else too. The type is judged from the bytes
 * alone; nothing is fetched and nothing in them is run. Never throws on any input: what is wrong with it is told in
 * problems. Same bytes and options, same document.
 */
export function readArtifact(bytes: Uint8Array, options: Given = {}): Reading {
  if (bytes.length === 0) return refuse(problem('reader/empty'))
  if (bytes.length > LIMITS.document) return refuse(tooLarge(LIMITS.document))
  const { kind, label } = typeOfHead(bytes, options.name)
  if (label === null) return refuse(problem('reader/binary'))
  if (kind === 'html') return readTextual(bytes, 'html', options)
  const textual = kind === 'text' || kind === 'markdown' || kind === 'csv'
  return textual ? readTextual(bytes, 'text', options) : refuse(problem('reader/unknown-type', { type: label }))
}

/** Reads bytes whose type is known to be text or HTML. */
export function readTextual(bytes: Uint8Array, type: 'text' | 'html', options: Given): Reading {
  const decoded = decode(bytes, type === 'html', options.charset)
  const document = type === 'html' ? readHtml(decoded, options) : readText(bytes, decoded, options)
  if (!hasText(document)) return refuse(problem('reader/no-text'))
  return { ok: true, document, type }
}

/** Is there a letter or digit in it? A document without one is refused as `reader/no-text`. */
export const hasText = (document: Document): boolean => /[\p{L}\p{N}]/u.test(document.text)

/** `file/too-large` with the limit in MB; `limit` in bytes. */
export const tooLarge = (limit: number): Problem =>
  problem('file/too-large', { limit: Math.floor(limit / 1024 / 1024) })

const refuse = (found: Problem): Reading => ({ ok: false, problem: found, problems: [found] })
