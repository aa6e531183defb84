import { type CaptureRecord, problem, type Redirect } from '@wherefrom/schema'
import { failure, Intake } from '../archive/intake.ts'
import { typeOfHead } from '../detect.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { checkDigest, type DigestState } from './digest.ts'
import { dechunk, decodeBody, type HttpResponse, parseResponse } from './http.ts'
import { isGap, readRecords, type WarcRecord } from './records.ts'

/** Reads a WARC: each page, document, text and image that was answered in full becomes a member with its record. */
export async function* readWarc(source: ArtifactSource): AsyncGenerator<Found> {
  const state = new WarcState(source.size)
  yield* readWarcInto(source, state)
  yield* state.summary()
}

/** Reads one WARC of several that belong together (a WACZ has one or more). */
export async function* readWarcInto(source: ArtifactSource, state: WarcState): AsyncGenerator<Found> {
  let records = 0
  for await (const found of readRecords(source, LIMITS.member)) {
    if (isGap(found)) {
      yield failure(problem('archive/damaged', { reason: gapReason(found) }))
      continue
    }
    records++
    const stop = state.intake.next()
    if (stop) {
      yield failure(stop)
      return
    }
    yield* readRecord(found, state)
  }
  if (records === 0) yield failure(problem('archive/damaged', { reason: 'it holds no record' }))
}

const gapReason = ({ at, skipped }: { at: number; skipped: number }): string =>
  skipped === 0 ? `it breaks off or is damaged before byte ${at}` : `${skipped} bytes at ${at} are no record`

/** Most redirects and visits that are remembered, so that a huge file takes no more memory than a large one. */
const REMEMBERED = 50_000

/** What a list of pages says of one. */
export interface ListedPage {
  readonly title: string | null
  /** ISO 8601. */
  readonly at: string | null
}

/** What is known of the records so far. */
export class WarcState {
  readonly intake: Intake
  /** Where addresses were sent on to: target -> the step that led there. */
  readonly redirects = new Map<string, Redirect>()
  /** Steps of `redirects` that led to something in the archive. */
  readonly followed = new Set<Redirect>()
  /** Payload digest -> address, for visits that found nothing new; null where it was nothing to read. */
  readonly visited = new Map<string, string | null>()
  /** Which program wrote the file, by its own word. */
  software: string | null = null
  readonly digests: Record<DigestState, number> = { verified: 0, changed: 0, absent: 0 }
  readonly leftOut = new Map<string, number>()
  /** Pages by address, where a list of pages is at hand. */
  readonly pages: ReadonlyMap<string, ListedPage>
  /** What was found of the integrity of the whole; kept with each member, which is judged by it. */
  readonly verdict: string | null

  constructor(size: number, pages: ReadonlyMap<string, ListedPage> = new Map(), verdict: string | null = null) {
    this.intake = new Intake(size)
    this.pages = pages
    this.verdict = verdict
  }

  *summary(): Generator<Found> {
    for (const step of this.redirects.values())
      if (!this.followed.has(step))
        yield* this.intake.say('warc/redirect', step.url, { status: step.status, location: step.location })
    yield* this.intake.summary()
    const { verified, changed, absent } = this.digests
    if (verified + changed + absent > 0) yield failure(problem('warc/digests', { verified, changed, absent }))
    const count = [...this.leftOut.values()].reduce((a, b) => a + b, 0)
    if (count === 0) return
    const kinds = [...this.leftOut].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${n} ${kind}`)
    yield failure(problem('warc/left-out', { count, kinds: kinds.slice(0, 20).join(', ') }))
  }

  leave(kind: string): void {
    const key = this.leftOut.size < 100 || this.leftOut.has(kind) ? kind : 'other'
    this.leftOut.set(key, (this.leftOut.get(key) ?? 0) + 1)
  }
}

async function* readRecord(record: WarcRecord, state: WarcState): AsyncGenerator<Found> {
  const { headers } = record
  const type = headers.get('warc-type')?.toLowerCase() ?? ''
  if (type === 'warcinfo') return noteSoftware(record, state)
  if (type === 'request') return
  const url = targetOf(record)
  const name = url ?? `record at byte ${record.at}`
  if (record.block === null)
    return yield* state.intake.say('archive/member-too-large', name, { limit: LIMITS.member / 1024 / 1024 })
  if (!record.whole) yield* state.intake.say('archive/member-damaged', name)
  if (type === 'revisit') yield* readRevisit(record, url, state)
  else if (type === 'response') yield* readResponse(record, url, state)
  else if (type === 'resource' || type === 'conversion' || type === 'metadata') yield* readResource(record, url, state)
  else state.leave(`records of type "${type.slice(0, 20)}"`)
}

/** The address of a record; some programs put it between `<` and `>`. */
function targetOf(record: WarcRecord): string | null {
  const uri = record.headers.get('warc-target-uri')?.replace(/^<|>$/g, '').trim()
  return uri ? uri.slice(0, 8192) : null
}

function noteSoftware(record: WarcRecord, state: WarcState): void {
  const text = Buffer.from(record.block?.subarray(0, 64 * 1024) ?? []).toString('utf8')
  state.software ??= /^software:[ \t]{0,20}([^\r\n]{1,200})/im.exec(text)?.[1]?.trim() ?? null
}

async function* readResponse(record: WarcRecord, url: string | null, state: WarcState): AsyncGenerator<Found> {
  const response = parseResponse(record.block!)
  if (response === null) return yield* readResource(record, url, state)
  const body = await decodeBody(response, LIMITS.member)
  yield* tellDigests(record, [response.payload, dechunk(response.payload).bytes, body.bytes], url, state)
  const { status } = response
  if (status >= 300 && status < 400) return noteRedirect(response, url, state)
  if (status < 200 || status >= 300)
    return yield* state.intake.say('warc/status', url ?? `record at byte ${record.at}`, { status })
  if (!body.whole && record.whole)
    yield* state.intake.say('archive/member-damaged', url ?? `record at byte ${record.at}`)
  const found = [...member(body.bytes, { record, url, response, state })]
  const kept = found.some((f) => f.kind === 'member')
  remember(state.visited, record.headers.get('warc-payload-digest'), kept ? (url ?? '') : null)
  yield* found
}

function noteRedirect(response: HttpResponse, url: string | null, state: WarcState): void {
  const location = response.headers.get('location')
  const target = url !== null && location !== undefined ? URL.parse(location, url)?.href : undefined
  if (target === undefined || url === null || target === url) return
  if (state.redirects.size < REMEMBERED) state.redirects.set(target, { url, status: response.status, location: target })
}

/** Most steps of one chain of redirects: a browser follows 20. */
const MOST_STEPS = 20

function redirectsTo(url: string, state: WarcState): readonly Redirect[] {
  const steps: Redirect[] = []
  const seen = new Set<string>()
  for (let at = url; steps.length < MOST_STEPS && !seen.has(at); ) {
    seen.add(at)
    const step = state.redirects.get(at)
    if (!step) break
    steps.unshift(step)
    state.followed.add(step)
    at = step.url
  }
  return steps
}

async function* readResource(record: WarcRecord, url: string | null, state: WarcState): AsyncGenerator<Found> {
  // Crawlers keep their notes about pages beside them: lists of requests, texts and thumbnails made of the page.
  if (url !== null && /^(?:urn:(?:pageinfo|text|thumbnail)|metadata):/i.test(url))
    return state.leave('notes of the crawler')
  if (/^application\/warc-fields/i.test(record.headers.get('content-type') ?? ''))
    return state.leave('notes of the crawler')
  yield* tellDigests(record, [record.block!], url, state)
  yield* member(record.block!, { record, url, response: null, state })
}

/** A visit that found what an earlier one had found: told, with where that was. */
function* readRevisit(record: WarcRecord, url: string | null, state: WarcState): Generator<Found> {
  const digest = record.headers.get('warc-payload-digest')
  const earlier = digest === undefined ? undefined : state.visited.get(digest)
  const response = parseResponse(record.block!)
  if (earlier === null || isPlain(response?.headers.get('content-type'), url))
    return state.leave('visits of such records')
  const stated = record.headers.get('warc-refers-to-target-uri')
  const name = url ?? `record at byte ${record.at}`
  const at = record.headers.get('warc-date') ?? 'an unknown time'
  if (earlier !== undefined) yield* state.intake.say('warc/revisit', name, { at, of: earlier })
  else yield* state.intake.say('warc/revisit-elsewhere', name, { at, of: stated ?? 'an address that is not stated' })
}

function* tellDigests(
  record: WarcRecord,
  payloads: readonly Uint8Array[],
  url: string | null,
  state: WarcState,
): Generator<Found> {
  const { headers, block } = record
  const states = [
    checkDigest(headers.get('warc-block-digest'), [block!]),
    checkDigest(headers.get('warc-payload-digest'), payloads),
  ]
  const worst = states.includes('changed') ? 'changed' : states.includes('verified') ? 'verified' : 'absent'
  state.digests[worst]++
  if (worst === 'changed') yield* state.intake.say('warc/digest', url ?? `record at byte ${record.at}`)
}

function remember(map: Map<string, string | null>, key: string | undefined, value: string | null): void {
  if (key !== undefined && map.size < REMEMBERED && !map.has(key)) map.set(key, value)
}

interface Captured {
  readonly record: WarcRecord
  readonly url: string | null
  readonly response: HttpResponse | null
  readonly state: WarcState
}

/** Kinds of content that hold nothing to read; the page's own scripts and styles mostly. */
const PLAIN_KINDS =
  /^(?:text\/(?:css|(?:x-)?javascript|ecmascript)|application\/(?:x-)?(?:javascript|ecmascript|json|wasm|font|manifest\+json)|font\/|audio\/|video\/|image\/svg)/i

const isPlain = (type: string | null | undefined, url: string | null): boolean =>
  type ? PLAIN_KINDS.test(type.trim()) : /\.(?:m?js|css|json|ttf|otf|woff2?)(?:$|\?)/i.test(url ?? '')

function* member(bytes: Uint8Array, captured: Captured): Generator<Found> {
  const { record, url, response, state } = captured
  const stated = mediaTypeOf(record, response)
  if (bytes.length === 0) return state.leave('empty bodies')
  const kind = typeOfHead(bytes, url ?? '')
  if (isPlain(stated, url)) return state.leave(stated ?? 'scripts and styles')
  if (kind.kind === null) return state.leave(stated ?? kind.label ?? 'binary data')
  state.intake.took(bytes.length)
  const named = state.intake.path(nameOf(url, record.at))
  if (named === null) return
  const asPage = state.pages.size === 0 || url === null || state.pages.has(url)
  yield {
    kind: 'member',
    name: named.path,
    role: asPage && kind.kind !== 'image' ? 'member' : 'embedded',
    bytes,
    record: captureOf(captured, named.path, stated),
  }
}

function mediaTypeOf(record: WarcRecord, response: HttpResponse | null): string | null {
  const stated = (response ?? record).headers.get('content-type') ?? ''
  const type = stated.split(';')[0]!.trim().toLowerCase()
  return /^[a-z0-9.+-]{1,80}\/[a-z0-9.+-]{1,80}$/.test(type) ? type : null
}

/** `host/path` of the address, as a member's name. */
function nameOf(url: string | null, at: number): string {
  const parsed = url === null ? null : URL.parse(url)
  if (parsed === null || parsed.host === '') return url?.replace(/[:/?#]+/g, '/') ?? `record-${at}`
  const path = parsed.pathname.endsWith('/') ? `${parsed.pathname}index` : parsed.pathname
  return `${parsed.host}${decoded(path)}${parsed.search}`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function captureOf(captured: Captured, name: string, mediaType: string | null): Partial<CaptureRecord> {
  const { record, url, response, state } = captured
  const redirects = url === null ? [] : redirectsTo(url, state)
  const listed = url === null ? undefined : state.pages.get(url)
  return {
    method: 'import',
    name,
    url: redirects[0]?.url ?? url,
    finalUrl: url,
    redirects,
    httpStatus: response?.status ?? null,
    responseHeaders: response?.headers.list.slice(0, 200) ?? [],
    serverIp: record.headers.get('warc-ip-address') ?? null,
    requestedAt: isoTime(record.headers.get('warc-date')) ?? listed?.at ?? null,
    mediaType,
    ...(state.software === null ? {} : { tool: state.software }),
    ...noteOf(listed?.title ?? null, state.verdict),
  }
}

function noteOf(title: string | null, verdict: string | null): { note?: string } {
  const parts = [title && `page title in the archive: ${title}`, verdict && `of the archive, ${verdict}`]
  const note = parts.filter((part) => part).join('; ')
  return note === '' ? {} : { note }
}

/** A WARC date as ISO 8601 with milliseconds; null when it is none. */
export function isoTime(stated: string | undefined): string | null {
  if (stated === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/.test(stated))
    return null
  const time = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(stated) ? stated : `${stated}Z`)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
