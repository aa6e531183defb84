import type { ByteReader } from '../archive/byte-reader.ts'

/** Header fields in order. Names are looked up without regard to case. */
export class Headers {
  readonly list: readonly (readonly [name: string, value: string])[]

  constructor(list: readonly (readonly [string, string])[]) {
    this.list = list
  }

  /** The first value of a field, trimmed; undefined when there is none. */
  get(name: string): string | undefined {
    return this.list.find(([n]) => n.toLowerCase() === name)?.[1]
  }
}

/** Most header lines of one block, and the longest line. */
const MOST_LINES = 1000
const LONGEST_LINE = 64 * 1024

/** Header lines up to an empty one. What is no `Name: value` is passed over; continued lines are joined. */
export async function readHeaders(reader: ByteReader): Promise<Headers> {
  const lines: string[] = []
  for (let n = 0; n < MOST_LINES; n++) {
    const line = await reader.line(LONGEST_LINE)
    if (line === null || line === '') break
    lines.push(line)
  }
  return parseHeaders(lines)
}

/** Lines read as Latin-1, of which a value that is UTF-8 is decoded as such. */
export function parseHeaders(lines: readonly string[]): Headers {
  const list: [string, string][] = []
  for (const line of lines) {
    const last = list.at(-1)
    if (last && /^[ \t]/.test(line)) {
      last[1] = `${last[1]} ${decodeUtf8(line.trim())}`
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0) list.push([line.slice(0, colon).trim(), decodeUtf8(line.slice(colon + 1).trim())])
  }
  return new Headers(list)
}

function decodeUtf8(latin: string): string {
  if (!/[\u0080-\u00ff]/.test(latin)) return latin
  const text = Buffer.from(latin, 'latin1').toString('utf8')
  return text.includes('\uFFFD') ? latin : text
}
