import { problem } from '@wherefrom/schema'
import { failure } from '../archive/intake.ts'
import { typeOfHead } from '../detect.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { type Captured, captureOf, mediaTypeOf, nameOf } from './capture.ts'
import { checkDigest } from './digest.ts'
import { dechunk, decodeBody, parseResponse } from './http.ts'
import { isGap, readRecords, type WarcRecord } from './records.ts'
import { WarcState } from './state.ts'

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
      yield* state.intake.tell(problem('archive/damaged', { reason: gapReason(found) }))
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
  if (status >= 300 && status < 400) return state.redirect(response, url)
  if (status < 200 || status >= 300)
    return yield* state.intake.say('warc/status', url ?? `record at byte ${record.at}`, { status })
  if (!body.whole && record.whole)
    yield* state.intake.say('archive/member-damaged', url ?? `record at byte ${record.at}`)
  const found = [...member(body.bytes, { record, url, response, state })]
  const kept = found.some((f) => f.kind === 'member')
  state.visit(record.headers.get('warc-payload-digest'), kept ? (url ?? '') : null)
  yield* found
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
  const capture = captureOf(captured, named.path, stated)
  const asked = [url, ...(capture.redirects ?? []).map((step) => step.url)]
  const asPage = state.pages.size === 0 || asked.some((address) => address === null || state.pages.has(address))
  yield {
    kind: 'member',
    name: named.path,
    role: asPage && kind.kind !== 'image' ? 'member' : 'embedded',
    bytes,
    record: capture,
  }
}
