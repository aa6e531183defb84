import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A gold time expression: characters of `text`, TIMEX value. */
export interface GoldTime {
  readonly start: number
  readonly end: number
  readonly type: string
  readonly value: string
}

export interface TimeFile {
  readonly name: string
  readonly text: string
  readonly gold: readonly GoldTime[]
  /** Document creation time, ISO. */
  readonly reference: string | null
  /** TIMEX2 histories (WikiWars): the reference of a date is the date before it. */
  readonly narrative: boolean
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decode = (text: string): string =>
  text.replace(/&(#\d{1,6}|[a-z]{2,4});/g, (all, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (ENTITIES[name] ?? all),
  )

function attributes(tag: string): Map<string, string> {
  return new Map(
    [...tag.matchAll(/([A-Za-z]\w{0,40})\s{0,5}=\s{0,5}"([^"]{0,400})"/g)].map((m) => [
      m[1]!.toLowerCase(),
      decode(m[2]!),
    ]),
  )
}

/** Plain text of marked-up text, and the outermost elements named `TIMEX2` or `TIMEX3` in it. */
function unmark(marked: string): { text: string; gold: GoldTime[] } {
  let text = ''
  const gold: GoldTime[] = []
  const open: { start: number; at: Map<string, string> }[] = []
  for (const piece of marked.split(/(<[^>]{1,4000}>)/)) {
    if (!piece.startsWith('<') || !piece.endsWith('>')) {
      text += decode(piece)
      continue
    }
    if (/^<TIMEX[23]\b/.test(piece) && !piece.endsWith('/>')) open.push({ start: text.length, at: attributes(piece) })
    else if (/^<\/TIMEX[23]>/.test(piece)) {
      const last = open.pop()
      if (!last || open.length > 0) continue
      const value = last.at.get('value') ?? last.at.get('val') ?? ''
      gold.push({ start: last.start, end: text.length, type: last.at.get('type') ?? '', value })
    }
  }
  return { text, gold }
}

function between(source: string, tag: string): string | null {
  const start = source.indexOf(`<${tag}>`)
  const end = source.indexOf(`</${tag}>`, start)
  return start < 0 || end < 0 ? null : source.slice(start + tag.length + 2, end)
}

/** Reads one TimeML or inline TIMEX2 file; null when it holds no text. */
export function readTimeFile(path: string): TimeFile | null {
  const source = readFileSync(path, 'utf8')
  const body = between(source, 'TEXT')
  if (body === null) return null
  const head = between(source, 'DCT') ?? between(source, 'DATETIME') ?? ''
  const stated = attributes(/<TIMEX[23][^>]{0,2000}>/.exec(head)?.[0] ?? '')
  const narrative = !source.includes('<TIMEX3') && source.includes('<TIMEX2')
  const reference = (stated.get('value') ?? stated.get('val') ?? head.trim()) || null
  return { name: path, ...unmark(body), reference, narrative }
}

const READABLE = /\.(tml|xml|sgm|sgml)$/

/** All readable files of a folder (recursively, sorted by name), or the one file. */
export function timeFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  const out: string[] = []
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const full = join(path, entry.name)
    if (entry.isDirectory()) out.push(...timeFiles(full))
    else if (READABLE.test(entry.name)) out.push(full)
  }
  return out.sort()
}
