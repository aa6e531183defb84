import type { CaptureRecord } from '@wherefrom/schema'
import type { HttpResponse } from './http.ts'
import type { WarcRecord } from './records.ts'
import type { WarcState } from './state.ts'

/** Content of a record, with where it came from. */
export interface Captured {
  readonly record: WarcRecord
  readonly url: string | null
  /** Null for records that hold the content itself. */
  readonly response: HttpResponse | null
  readonly state: WarcState
}

/** What a record says its content is. */
export function mediaTypeOf(record: WarcRecord, response: HttpResponse | null): string | null {
  const stated = (response ?? record).headers.get('content-type') ?? ''
  const type = stated.split(';')[0]!.trim().toLowerCase()
  return /^[a-z0-9.+-]{1,80}\/[a-z0-9.+-]{1,80}$/.test(type) ? type : null
}

/** `host/path` of the address, as a member's name. */
export function nameOf(url: string | null, at: number): string {
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

/** What the archive says about how something was collected. */
export function captureOf(captured: Captured, name: string, mediaType: string | null): Partial<CaptureRecord> {
  const { record, url, response, state } = captured
  const redirects = url === null ? [] : state.redirectsTo(url)
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
