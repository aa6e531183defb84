import type { CaptureRecord } from '@wherefrom/schema'
import { VERSION } from '../contract.ts'

/** What every collection record of this program says alike. */
export interface Collector {
  /** Who acts, as in the custody log. */
  readonly actor: string
  readonly note: string | null
  readonly reason: string | null
}

export const TOOL = `wherefrom ${VERSION}`

function blank(collector: Collector, name: string, receivedAt: string): Omit<CaptureRecord, 'method'> {
  return {
    name,
    url: null,
    finalUrl: null,
    redirects: [],
    httpStatus: null,
    responseHeaders: [],
    serverIp: null,
    tlsCertSha256: null,
    userAgent: null,
    collector: collector.actor,
    machineIp: null,
    identityUsed: null,
    requestedAt: null,
    receivedAt,
    clockSource: 'system',
    clockOffsetMs: null,
    tool: TOOL,
    mediaType: null,
    note: collector.note,
    reason: collector.reason,
    parent: null,
    asserted: [],
  }
}

/** Record of a file that a person gave: its name and what they say about it rest on their word. */
export function uploadRecord(collector: Collector, name: string, at: string): CaptureRecord {
  const asserted = ['name', ...(['note', 'reason'] as const).filter((k) => collector[k] !== null)]
  return { ...blank(collector, name, at), method: 'upload', asserted }
}

/** Record of an address that could not be fetched: for the list of failures. */
export function addressRecord(collector: Collector, url: string, at: string): CaptureRecord {
  return { ...blank(collector, url, at), method: 'fetch', url }
}

/**
 * Record of a member of an artifact. Everything that the archive says about how it was collected is kept and named as
 * asserted; who took it out, when and with what is what this program saw itself.
 */
export function memberRecord(
  collector: Collector,
  parent: string,
  name: string,
  told: Partial<CaptureRecord>,
  at: string,
): CaptureRecord {
  const { asserted = [], method: _method, parent: _parent, name: _name, ...fields } = told
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
  const all = new Set([...asserted, ...known.map(([key]) => key), 'name'])
  return {
    ...blank(collector, name, at),
    ...(Object.fromEntries(known) as Partial<CaptureRecord>),
    method: 'import',
    parent,
    asserted: [...all].sort(),
  }
}

/** The place of a member that gave no bytes. */
export const memberPlace = (parent: string, name: string) => ({ method: 'import', name, url: null, parent }) as const
