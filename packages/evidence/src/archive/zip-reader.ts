import { problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import { type ArchiverReport, archiverReport, hashesOf, judgeArchived } from './auto-archiver.ts'
import { failure, Intake } from './intake.ts'
import { salvageZip } from './salvage.ts'
import { listZip, readZipEntry, type ZipEntry, type ZipListing } from './zip.ts'

const STORED = 0
const DEFLATED = 8
/** File kinds in a Unix mode. */
const KIND = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000

/** Reads a ZIP: its members in the order of its directory. */
export async function* readZip(source: ArtifactSource): AsyncGenerator<Found> {
  const listing = await openZip(source)
  if (!listing.whole) yield failure(problem('archive/damaged', { reason: 'its directory is missing or incomplete' }))
  const intake = new Intake(source.size)
  const zip: OpenZip = {
    source,
    intake,
    overlapping: findOverlaps(listing.entries),
    reports: await findReports(source, listing.entries),
  }
  for (const entry of listing.entries) {
    if (isFolder(entry)) continue
    const stop = intake.next()
    if (stop) {
      yield failure(stop)
      break
    }
    yield* readMember(zip, entry)
  }
  yield* intake.summary()
}

/** The directory of a ZIP, or what can be found of its members where it has none. */
export async function openZip(source: ArtifactSource): Promise<ZipListing> {
  return (await listZip(source)) ?? { entries: await salvageZip(source), whole: false }
}

const isFolder = (entry: ZipEntry): boolean => /[/\\]$/.test(entry.name) || ((entry.mode ?? 0) & KIND) === FOLDER

interface OpenZip {
  readonly source: ArtifactSource
  readonly intake: Intake
  readonly overlapping: ReadonlySet<ZipEntry>
  /** Reports of auto-archiver among the members. */
  readonly reports: readonly ArchiverReport[]
}

async function* readMember(zip: OpenZip, entry: ZipEntry): AsyncGenerator<Found> {
  const { source, intake } = zip
  const named = intake.path(entry.name)
  if (named === null) return
  const { path } = named
  yield* named.problems
  const kind = (entry.mode ?? REGULAR) & KIND
  if (kind !== REGULAR && kind !== 0) return yield* intake.say('archive/link', path)
  if (entry.encrypted) return yield* intake.say('reader/encrypted', path, { type: 'ZIP' })
  if (entry.method !== STORED && entry.method !== DEFLATED)
    return yield* intake.say('archive/method', path, { method: METHODS[entry.method] ?? String(entry.method) })
  if (zip.overlapping.has(entry)) return yield* intake.say('archive/overlap', path)
  const room = intake.room(entry.packed)
  if (entry.method === STORED && entry.packed > room) return yield* intake.tooLarge(path, room)
  const { bytes, state } = await readZipEntry(source, entry, room)
  intake.took(bytes.length)
  if (state === 'too-large') return yield* intake.tooLarge(path, room)
  if (state === 'damaged') yield* intake.say('archive/member-damaged', path)
  if (state === 'damaged' && bytes.length === 0) return
  const hashes = zip.reports.length > 0 ? hashesOf(bytes) : {}
  const judged = zip.reports.map((r) => judgeArchived(r, path, hashes)).find((j) => j !== null)
  if (judged) yield { kind: 'problem', problem: judged.problem, name: path }
  const record = { ...memberRecord(path, entry.modified), ...judged?.record }
  yield { kind: 'member', name: path, role: 'member', bytes, record }
}

/** Pages that are looked at, and the largest, in bytes; a report lies beside the files that it is about. */
const MOST_PAGES = 200
const LARGEST_PAGE = 2 * 1024 * 1024

async function findReports(source: ArtifactSource, entries: readonly ZipEntry[]): Promise<readonly ArchiverReport[]> {
  const reports: ArchiverReport[] = []
  const pages = entries.filter((e) => /\.html?$/i.test(e.name) && !e.encrypted && e.size <= LARGEST_PAGE)
  for (const entry of pages.slice(0, MOST_PAGES)) {
    if (entry.method !== STORED && entry.method !== DEFLATED) continue
    const { bytes, state } = await readZipEntry(source, entry, LARGEST_PAGE)
    const report = state === 'whole' ? archiverReport(bytes) : null
    if (report) reports.push(report)
  }
  return reports
}

/** What an archive says about a member: no more than when its file was last changed, and that in no time zone. */
export function memberRecord(path: string, modified: string | null): { name: string; note?: string } {
  return modified === null ? { name: path } : { name: path, note: `last modified ${modified} by the archive's word` }
}

const METHODS: Readonly<Record<number, string>> = {
  1: 'shrink',
  6: 'implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
  99: 'AES encryption',
}

/** Members whose bytes begin before those of an earlier one end. Honest archives have none, and bombs live by them. */
function findOverlaps(entries: readonly ZipEntry[]): ReadonlySet<ZipEntry> {
  const overlaps = new Set<ZipEntry>()
  let end = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) overlaps.add(entry)
    else end = entry.offset + 30 + entry.packed
  }
  return overlaps
}
