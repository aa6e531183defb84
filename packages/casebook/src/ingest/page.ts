import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unpackAnalysis } from '../case/analysis.ts'
import { find, statement } from '../case/statement.ts'
import { pageName } from '../case/text.ts'
import type { Work } from '../case/transact.ts'

/** Where a document lies, for choosing the page that it is a version of. */
export interface Lair {
  /** Address that the bytes were fetched from, or that an archive says they were. */
  readonly url: string | null
  /** Where the file lay, then the path inside it. */
  readonly path: string
  readonly part: string
}

/** The place of a file of this machine. */
export const filePath = (name: string): string => pathToFileURL(resolve(name)).href

/** An address as it names a page: without fragment, and without the port and case that say nothing. */
export function pageAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null
  parsed.hash = ''
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

interface Newest {
  readonly content_sha256: string
  readonly analysis: Uint8Array
  readonly name: string
}

const NEWEST = statement(
  `select d.content_sha256, d.analysis, c.name from documents d join captures c on c.id = d.capture
   where d.page = ? order by d.version desc limit 1`,
)

/**
 * The page that a document belongs to: the address it was fetched from; else the address that the page itself gives as
 * its own, unless the case has a quite different text under it (a site that gives one address for all its pages); else
 * where the file lay.
 */
export async function choosePage(
  t: Work,
  lair: Lair,
  found: { readonly url: string | null; readonly contentSha256: string; readonly text: string },
  captureName: string,
): Promise<string> {
  const part = lair.part === '' ? '' : `#${lair.part}`
  const fetched = pageAddress(lair.url)
  if (fetched) return fetched + part
  const own = part === '' ? pageAddress(found.url) : null
  if (own === null || new URL(own).pathname === '/') return lair.path + part
  const newest = await find<Newest>(t.db, t.dialect, NEWEST, [pageName(own)])
  if (!newest || newest.content_sha256 === found.contentSha256 || newest.name === captureName) return own
  const { document } = await unpackAnalysis(newest.analysis)
  return similar(document.text, found.text) ? own : lair.path
}

/** Share of the shorter text's word fours that the other one must have for both to be states of one page. */
const SIMILAR = 0.3
/** Words of each text that are looked at. */
const LOOKED_AT = 20_000

/** Do two texts share so much that one is a state of the other? */
export function similar(a: string, b: string): boolean {
  const [left, right] = [wordFours(a), wordFours(b)]
  const [few, many] = left.size <= right.size ? [left, right] : [right, left]
  if (few.size === 0) return a.trim() === b.trim()
  let shared = 0
  for (const four of few) if (many.has(four)) shared++
  return shared >= few.size * SIMILAR
}

function wordFours(text: string): Set<string> {
  const fours = new Set<string>()
  const last: string[] = []
  let words = 0
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words++ >= LOOKED_AT) break
    last.push(word.toLowerCase())
    if (last.length > 4) last.shift()
    if (last.length === 4) fours.add(last.join(' '))
  }
  return fours
}
