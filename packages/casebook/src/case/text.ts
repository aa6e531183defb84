import { createHash } from 'node:crypto'

/**
 * Text as both databases give it back: no NUL, which PostgreSQL cannot hold, and no half surrogates, which UTF-8 cannot.
 * Everything that goes into a row passes here before its digest is taken.
 */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

export const storableOrNull = (text: string | null): string | null => (text === null ? null : storable(text))

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Bytes that an index takes as a key on both databases, with room to spare. */
const LONGEST_KEY = 1000

/** The name of a page as it is stored: a very long address is cut, and its hash keeps it apart from others. */
export function pageName(page: string): string {
  const text = storable(page)
  if (Buffer.byteLength(text) <= LONGEST_KEY) return text
  return `${[...text].slice(0, 200).join('')}…${sha256(text)}`
}
