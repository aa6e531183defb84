import { createHash } from 'node:crypto'
import { type CaptureRecord, type Problem, problem } from '@wherefrom/schema'
import { decode } from '../decode.ts'
import { parsePage } from '../html/parse.ts'
import { type Element, elementsOf, isElement, textOf } from '../html/tree.ts'

/** What a report of auto-archiver (Bellingcat's, the HTML page beside the files) says of one archived address. */
export interface ArchiverReport {
  readonly url: string | null
  readonly title: string | null
  /** When it was archived, ISO 8601, by the report's word. */
  readonly at: string | null
  /** `auto-archiver` and its version. */
  readonly tool: string
  readonly files: readonly ArchivedFile[]
}

/** One file of a report: the names under which it is linked, and its stated hash. */
export interface ArchivedFile {
  readonly names: readonly string[]
  readonly algorithm: 'SHA-256' | 'SHA3-512'
  readonly hash: string
}

/** The words by which the page names its maker. */
const MADE_BY = /Made with (?:bellingcat\/)?auto-archiver ?(?:v([\w.+-]{1,40}))?/
const HASH = /\b(?:(SHA-256): ?([0-9a-f]{64})|(SHA3-512): ?([0-9a-f]{128}))/
const MOST = 10_000

/** Reads a report; null when the page is none. Cheap for other pages: they are not parsed. */
export function archiverReport(bytes: Uint8Array): ArchiverReport | null {
  const tail = Buffer.from(bytes.subarray(-64 * 1024)).toString('latin1')
  if (!tail.includes('auto-archiver')) return null
  const version = MADE_BY.exec(tail.replace(/<[^<>]{0,1000}>/g, ' ').replace(/\s+/g, ' '))
  if (!version) return null
  const { root } = parsePage(decode(bytes, true).raw)
  const all = elementsOf(root)
  const rows = all.filter((e) => e.tag === 'tr')
  const facts = new Map(rows.flatMap(keyAndValue))
  return {
    url: webAddress(textOf(all.find((e) => e.tag === 'title') ?? root).trim()) ?? webAddress(facts.get('url') ?? ''),
    title: facts.get('title') ?? null,
    at: isoTime(facts.get('_processed_at') ?? facts.get('archive_date') ?? ''),
    tool: `auto-archiver ${version[1] ?? ''}`.trim(),
    files: rows.flatMap(archivedFile),
  }
}

function keyAndValue(row: Element): [string, string][] {
  const cells = row.children.filter(isElement).filter((e) => e.tag === 'td')
  if (cells.length !== 2) return []
  return [[textOf(cells[0]!).trim().slice(0, 100), textOf(cells[1]!).trim().slice(0, 2000)]]
}

/** A row of the table of contents: a hash, and links to the file it is of. */
function archivedFile(row: Element): readonly ArchivedFile[] {
  const m = HASH.exec(textOf(row))
  if (!m) return []
  const links = elementsOf(row).flatMap(({ attributes: a }) => [a['href'], a['src']])
  const names = links.flatMap((link) => (link ? [baseName(link)] : [])).filter((name) => name !== '')
  return [
    { names: [...new Set(names)].slice(0, MOST), algorithm: m[1] ? 'SHA-256' : 'SHA3-512', hash: (m[2] ?? m[4])! },
  ]
}

function baseName(link: string): string {
  const path = link.split(/[?#]/, 1)[0]!.split(/[/\\]/).at(-1)!
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function webAddress(text: string): string | null {
  const url = URL.parse(text)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

function isoTime(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return null
  const time = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

/** A file's hashes, hexadecimal, as far as they are at hand. */
export type FileHashes = { readonly [algorithm in ArchivedFile['algorithm']]?: string }

export const hashesOf = (bytes: Uint8Array): FileHashes => ({
  'SHA-256': createHash('sha256').update(bytes).digest('hex'),
  'SHA3-512': createHash('sha3-512').update(bytes).digest('hex'),
})

/** What a report says about one file of its folder, and whether the file is still the one it was made of. */
export interface ArchivedJudgement {
  readonly record: Partial<CaptureRecord>
  readonly problem: Problem
}

/**
 * Holds a file against a report; null when the report says nothing of it. A file is known by its hash, whatever its
 * name; one that is linked by name but has another hash was changed.
 */
export function judgeArchived(report: ArchiverReport, name: string, hashes: FileHashes): ArchivedJudgement | null {
  const own = baseName(name)
  const same = report.files.find((f) => hashes[f.algorithm] === f.hash)
  const stated = same ?? report.files.find((f) => f.names.includes(own) && hashes[f.algorithm] !== undefined)
  if (!stated) return null
  const { tool, title, url, at } = report
  const verdict = `${same ? 'has' : 'does not have'} the ${stated.algorithm} hash that the report of ${tool} states`
  // The address is that of the post or page, of which a folder has many files: none of them is the page itself.
  const note = [title && `"${title}"`, url && `archived from ${url}`, verdict].filter((part) => part).join('; ')
  const record: Partial<CaptureRecord> = { name, note, ...(at === null ? {} : { requestedAt: at }) }
  const code = same ? 'archiver/verified' : 'archiver/changed'
  return { record, problem: problem(code, { algorithm: stated.algorithm, tool }) }
}
