import { createHash } from 'node:crypto'
import { type Problem, problem } from '@wherefrom/schema'
import { InflateError } from '../archive/inflate.ts'
import { failure } from '../archive/intake.ts'
import { safePath } from '../archive/names.ts'
import { dataStart, gather, type ZipEntry, zipChunks } from '../archive/zip.ts'
import { openZip } from '../archive/zip-reader.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { rangeSource } from '../source.ts'
import { isoTime } from './capture.ts'
import { readWarcInto } from './reader.ts'
import { judgeSignature } from './signature.ts'
import { type ListedPage, WarcState } from './state.ts'

/** Largest JSON member that is read, in bytes. */
const LARGEST_JSON = 64 * 1024 * 1024

/**
 * Reads a WACZ 1.1.1 or 1.2.0. First what can be said about its integrity: the hash of every resource, the digest of the
 * list of resources, its signature; then the records of its WARC files, pages with their title from the list of pages.
 */
export async function* readWacz(source: ArtifactSource): AsyncGenerator<Found> {
  const listing = await openZip(source)
  if (!listing.whole) yield failure(problem('archive/damaged', { reason: 'its directory is missing or incomplete' }))
  const entries = new Map(listing.entries.filter((e) => !e.encrypted).map((e) => [e.name, e]))
  const judged = await judge(source, entries)
  yield* judged
  const state = new WarcState(source.size, await readPages(source, entries), verdictOf(judged))
  for (const entry of entries.values()) {
    if (!/^archive\/.+\.warc(?:\.gz)?$/.test(entry.name)) continue
    const warc = await memberSource(source, entry)
    if (warc) yield* named(readWarcInto(warc, state), safePath(entry.name).path)
    else yield { kind: 'problem', problem: problem('archive/member-damaged'), name: safePath(entry.name).path }
  }
  yield* state.summary()
}

/** `files verified, digest verified, signature unverifiable`; single files that do not fit are counted. */
function verdictOf(judged: readonly Found[]): string {
  const problems = judged.flatMap((f) => (f.kind === 'problem' ? [f] : []))
  const state = (code: string): string => code.slice(code.indexOf('/') + 1)
  const whole = problems.filter((p) => p.name === undefined)
  const changed = problems.filter((p) => p.name !== undefined && p.problem.code === 'wacz/changed').length
  const parts = whole.map(({ problem: { code, values } }) => `${values?.['what']} ${state(code)}`)
  return [...(changed > 0 ? [`${changed} files changed`] : []), ...parts].join(', ')
}

/** Problems of a WARC as a whole are problems of that member here. */
async function* named(found: AsyncIterable<Found>, name: string): AsyncGenerator<Found> {
  for await (const each of found) yield each.kind === 'problem' && each.name === undefined ? { ...each, name } : each
}

/** A member as a source of its own: a stretch of the file where it is stored as it is, else unpacked anew each time. */
async function memberSource(source: ArtifactSource, entry: ZipEntry): Promise<ArtifactSource | null> {
  const start = await dataStart(source, entry)
  if (start === null || (entry.method !== 0 && entry.method !== 8)) return null
  if (entry.method === 0) return rangeSource(entry.name, entry.packed, (s, e) => source.chunks(start + s, start + e))
  return rangeSource(entry.name, entry.size, (s, e) => stretch(zipChunks(source, entry), s, e))
}

async function* stretch(pieces: AsyncIterable<Uint8Array>, start: number, end: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const piece of pieces) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end - at))
    at += piece.length
    if (part.length > 0) yield part
    if (at >= end) return
  }
}

type Entries = ReadonlyMap<string, ZipEntry>

/** Everything that hashes and signatures say. */
async function judge(source: ArtifactSource, entries: Entries): Promise<readonly Found[]> {
  const listed = entries.get('datapackage.json')
  const bytes = listed ? await whole(source, listed) : null
  if (bytes === null)
    return [
      failure(
        problem('wacz/unverifiable', { what: 'archive', detail: 'its list of files is missing or not readable' }),
      ),
    ]
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const resources = await judgeResources(source, entries, parse(bytes))
  return [...resources, ...(await judgeDigest(source, entries, hash)).map(failure)]
}

async function whole(source: ArtifactSource, entry: ZipEntry): Promise<Uint8Array | null> {
  const { bytes, state } = await gather(zipChunks(source, entry), LARGEST_JSON)
  return state === 'whole' ? bytes : null
}

function parse(bytes: Uint8Array | null): unknown {
  if (bytes === null) return undefined
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

/** A member of a value that may be anything. */
function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

async function judgeResources(source: ArtifactSource, entries: Entries, list: unknown): Promise<readonly Found[]> {
  const resources = member(list, 'resources')
  if (!Array.isArray(resources))
    return [failure(problem('wacz/unverifiable', { what: 'archive', detail: 'its list of files is not readable' }))]
  const found: Found[] = []
  const stated = new Set<string>()
  let good = 0
  for (const resource of resources.slice(0, 100_000)) {
    const path = member(resource, 'path')
    if (typeof path !== 'string' || stated.has(path)) continue
    stated.add(path)
    const wrong = await judgeResource(source, entries.get(path), member(resource, 'hash'))
    if (wrong === null) good++
    else if (found.length < 200) found.push({ kind: 'problem', problem: wrong, name: safePath(path).path })
  }
  const unlisted = [...entries.keys()].filter((n) => !stated.has(n) && !n.endsWith('/') && !n.startsWith('datapackage'))
  for (const name of unlisted.slice(0, 200))
    found.push({
      kind: 'problem',
      problem: problem('wacz/unverifiable', { what: 'file', detail: 'it is not in the list of files' }),
      name: safePath(name).path,
    })
  if (good > 0)
    found.unshift(
      failure(
        problem('wacz/verified', {
          what: 'files',
          detail: `${good} of ${stated.size} have the hash that the list states`,
        }),
      ),
    )
  return found
}

async function judgeResource(
  source: ArtifactSource,
  entry: ZipEntry | undefined,
  stated: unknown,
): Promise<Problem | null> {
  if (!entry) return problem('wacz/changed', { what: 'file', detail: 'it is listed but missing' })
  const m = typeof stated === 'string' ? /^(sha256|sha512|md5):([0-9a-f]{32,128})$/i.exec(stated) : null
  if (!m) return problem('wacz/unverifiable', { what: 'file', detail: 'the list states no hash for it' })
  const hash = createHash(m[1]!.toLowerCase())
  try {
    for await (const piece of zipChunks(source, entry)) hash.update(piece)
  } catch (error) {
    if (!(error instanceof InflateError)) throw error
    return problem('wacz/changed', { what: 'file', detail: 'it is damaged' })
  }
  return hash.digest('hex') === m[2]!.toLowerCase()
    ? null
    : problem('wacz/changed', { what: 'file', detail: 'its hash is not the one that the list states' })
}

async function judgeDigest(source: ArtifactSource, entries: Entries, hash: string): Promise<readonly Problem[]> {
  const entry = entries.get('datapackage-digest.json')
  if (!entry)
    return [
      problem('wacz/unverifiable', {
        what: 'digest',
        detail: 'there is none, so the list of files may have been written anew',
      }),
    ]
  const digest = parse(await whole(source, entry))
  const stated = member(digest, 'hash')
  if (typeof stated !== 'string')
    return [problem('wacz/unverifiable', { what: 'digest', detail: 'it is not readable' })]
  const held: Problem =
    stated === hash
      ? problem('wacz/verified', { what: 'digest', detail: 'the list of files is the one that the digest was made of' })
      : problem('wacz/changed', {
          what: 'digest',
          detail: 'the list of files is not the one that the digest was made of',
        })
  return [held, ...judgeSignature(member(digest, 'signedData'), hash)]
}

/** Most pages whose titles are kept. */
const MOST_PAGES = 100_000

/** Address -> what the lists of pages say. */
async function readPages(source: ArtifactSource, entries: Entries): Promise<ReadonlyMap<string, ListedPage>> {
  const pages = new Map<string, ListedPage>()
  for (const name of ['pages/pages.jsonl', 'pages/extraPages.jsonl']) {
    const entry = entries.get(name)
    const bytes = entry ? await whole(source, entry) : null
    if (bytes === null) continue
    for (const line of Buffer.from(bytes).toString('utf8').split('\n', MOST_PAGES)) {
      const page = parse(Buffer.from(line))
      const [url, title, ts] = [member(page, 'url'), member(page, 'title'), member(page, 'ts')]
      // Records are named without the part of the page that was shown.
      const address = typeof url === 'string' ? url.replace(/#.*$/s, '') : ''
      if (address === '' || pages.has(address)) continue
      pages.set(address, {
        title: typeof title === 'string' ? title.slice(0, 500) : null,
        at: isoTime(typeof ts === 'string' ? ts : undefined),
      })
    }
  }
  return pages
}
