import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Block, type Document, NO_METADATA, type Span } from '@wherefrom/schema'

/** One gold attribution. Spans are sorted, trimmed of white space, and joined where only white space lies between them. */
export interface GoldAttribution {
  readonly source: readonly Span[]
  readonly cue: readonly Span[]
  readonly content: readonly Span[]
}

/** One document of the PolNeAR layout: its text as it stands on disk, and its attributions (first annotator). */
export interface PolnearDocument {
  readonly name: string
  readonly text: string
  readonly attributions: readonly GoldAttribution[]
}

/** Offsets of code points as UTF-16 offsets; null when every code point is one unit (the usual case). */
function codePointStarts(text: string): Int32Array | null {
  let extra = false
  for (let i = 0; i < text.length && !extra; i++) extra = (text.charCodeAt(i) & 0xfc00) === 0xd800
  if (!extra) return null
  const starts = new Int32Array(text.length + 1)
  let n = 0
  for (let i = 0; i < text.length; n++) {
    starts[n] = i
    i += text.codePointAt(i)! > 0xffff ? 2 : 1
  }
  starts[n] = text.length
  return starts.subarray(0, n + 1)
}

const isBlank = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === ''

/** Sorts fragments, trims white space off them, joins fragments that only white space parts, drops empty ones. */
export function tidySpans(text: string, spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const s of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    let { start, end } = s
    while (start < end && isBlank(text, start, start + 1)) start++
    while (end > start && isBlank(text, end - 1, end)) end--
    if (start >= end) continue
    const last = out.at(-1)
    if (last && (start <= last.end || isBlank(text, last.end, start)))
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    else out.push({ start, end })
  }
  return out
}

/** `Content 209 236;91 186` -> role and fragments. */
function readSpans(field: string, at: (pos: number) => number): { role: string; spans: Span[] } {
  const gap = field.indexOf(' ')
  const spans = field
    .slice(gap + 1)
    .split(';')
    .map((f) => f.split(' ').map(Number))
    .filter((f) => f.length === 2 && f.every((v) => Number.isInteger(v)))
    .map(([start, end]) => ({ start: at(start!), end: at(end!) }))
  return { role: field.slice(0, gap), spans }
}

/**
 * Reads a brat file: T rows (`id TAB role start end;start end TAB text`) and E rows that tie them
 * (`id TAB Attribution:T8 Content:T7 Cue:T6 Source:T5`). Two contents of one row are one discontinuous content.
 * Rows without a cue or a content are left out: they are annotators' leftovers.
 */
export function readAnn(text: string, ann: string): GoldAttribution[] {
  const starts = codePointStarts(text)
  const at = (pos: number): number => (starts ? starts[Math.min(pos, starts.length - 1)]! : Math.min(pos, text.length))
  const spansOf = new Map<string, Span[]>()
  const events: string[] = []
  for (const line of ann.split('\n')) {
    const fields = line.split('\t')
    if (fields.length < 2) continue
    if (line.startsWith('T')) spansOf.set(fields[0]!, readSpans(fields[1]!, at).spans)
    else if (line.startsWith('E')) events.push(fields[1]!)
  }
  const out: GoldAttribution[] = []
  for (const event of events) {
    const parts: Record<'Source' | 'Cue' | 'Content', Span[]> = { Source: [], Cue: [], Content: [] }
    for (const pair of event.trim().split(' ')) {
      const colon = pair.indexOf(':')
      const role = pair.slice(0, colon).replace(/\d{1,3}$/, '')
      if (role === 'Source' || role === 'Cue' || role === 'Content')
        parts[role].push(...(spansOf.get(pair.slice(colon + 1)) ?? []))
    }
    const cue = tidySpans(text, parts.Cue)
    const content = tidySpans(text, parts.Content)
    if (cue.length > 0 && content.length > 0) out.push({ source: tidySpans(text, parts.Source), cue, content })
  }
  return out
}

/**
 * Reads a folder with `text/*.txt` and `attributions/*.ann` (`NAME.txt` goes with `NAME_ANNOTATOR.ann`; of several
 * annotators the first file in sorted order counts), or one file of it. A text without annotations is left out.
 */
export function readPolnear(path: string): PolnearDocument[] {
  const single = statSync(path).isFile()
  const root = single ? dirname(dirname(path)) : path
  const texts = join(root, 'text')
  const anns = join(root, 'attributions')
  if (!existsSync(texts) || !existsSync(anns)) return []
  const files = readdirSync(anns).sort()
  const wanted = single ? basename(path).replace(/\.(txt|ann)$/, '') : null
  const out: PolnearDocument[] = []
  for (const file of readdirSync(texts).sort()) {
    if (!file.endsWith('.txt')) continue
    const name = file.slice(0, -4)
    const ann = files.find((f) => f.startsWith(`${name}_`) && f.endsWith('.ann') && f.indexOf('_', name.length + 1) < 0)
    if (!ann || (wanted !== null && wanted !== name && wanted !== ann.slice(0, -4))) continue
    const text = readFileSync(join(texts, file), 'utf8')
    out.push({ name, text, attributions: readAnn(text, readFileSync(join(anns, ann), 'utf8')) })
  }
  return out
}

/** Does the line that starts here go on with the sentence of the line before (a hard wrap)? */
const goesOn = (line: string): boolean => /^\p{Ll}/u.test(line)

/** Plain text as a Document: a paragraph for each line; a line that starts in lower case goes on with the one before. */
export function plainDocument(text: string): Document {
  const blocks: Block[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const start = at + (line.length - line.trimStart().length)
    const end = at + line.trimEnd().length
    at += line.length + 1
    if (start >= end) continue
    const last = blocks.at(-1)
    if (last && goesOn(line) && text.slice(last.end, start).split('\n').length === 2)
      blocks[blocks.length - 1] = { ...last, end, source: { type: 'element', path: '' } }
    else blocks.push({ kind: 'paragraph', start, end, source: { type: 'element', path: '' } })
  }
  return { text, blocks, metadata: NO_METADATA, problems: [] }
}
