import type { CaptureRecord } from '@wherefrom/schema'

const CHARSET = /;\s{0,20}charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})/i

/** The encoding that a server stated for what it sent (`Content-Type: text/html; charset=koi8-r`); null when it stated none. */
export function charsetOf(record: Partial<CaptureRecord>): string | null {
  const type = record.responseHeaders?.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return CHARSET.exec(type.slice(0, 1000))?.[1] ?? null
}
