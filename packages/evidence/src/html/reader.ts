import { type Block, type BlockKind, type Document, type Problem, problem } from '@wherefrom/schema'
import type { Decoded } from '../decode.ts'
import { type Found, readHead, scriptDates } from '../metadata/head.ts'
import { type LinkedData, readLinkedData } from '../metadata/jsonld.ts'
import { pageCandidates, type TextDate } from '../metadata/page.ts'
import { type Draft, finish, type Given } from '../metadata/settle.ts'
import { type Part, splitCaptions } from '../text/captions.ts'
import { replaceControls } from '../text/clean.ts'
import { placeAt } from '../text/dateline.ts'
import { gluedProblems } from '../text/reader.ts'
import { type Choice, chooseMain } from './choose.ts'
import { DEEPEST, MOST_ELEMENTS, parsePage } from './parse.ts'
import { findSegments, type Segment, type Segments } from './segments.ts'
import { type Kept, selectSegments } from './select.ts'
import { Paths } from './tree.ts'
import { Role } from './vocabulary.ts'

/**
 * Reads a page. `Document.text` holds its title and main text, blocks apart by an empty line; white space is collapsed.
 * Scripts, styles, frames and hidden parts are inert, and nothing is fetched.
 */
export function readHtml(decoded: Decoded, given: Given): Document {
  return finish(draftHtml(decoded, given.url ?? null), given)
}

/** A page before its metadata is settled. `url`: its address where that is known from elsewhere. */
export function draftHtml(decoded: Decoded, url: string | null): Draft {
  const { text: html, problems } = replaceControls(decoded.raw)
  const { root, flattened, crowded } = parsePage(html)
  const segments = findSegments(root)
  const choice = chooseMain(segments)
  const kept = selectSegments(segments, choice)
  const found = readHead(root)
  const linked = readLinkedData(found.scripts)
  const paths = new Paths()
  const body = withLinkedBody(kept, linked)
  const headline = headlineOf(segments, found, linked, url)
  const pieces = [
    ...headline,
    ...body.filter((k) => !(k.kind === 'title' && k.segment.text === headline[0]?.segment.text)),
  ]
  const { text, blocks, offsets } = assemble(pieces, (e) => (e < 0 ? SCRIPT : paths.of(segments.elements[e]!)))
  const shown = linked.candidates.some((c) => c.field === 'published')
  const candidates = pageCandidates(
    { ...found, scriptDates: shown ? [] : scriptDates(html) },
    linked,
    textDates(segments, kept, choice, offsets),
    url,
  )
  const unsure = choice.sure || body !== kept ? [] : [problem('reader/main-content-unsure')]
  const bounds: Problem[] = flattened ? [problem('reader/nesting', { limit: DEEPEST })] : []
  if (crowded) bounds.push(problem('reader/truncated', { limit: MOST_ELEMENTS, what: 'elements' }))
  return {
    text,
    blocks,
    candidates,
    problems: [...decoded.problems, ...problems, ...bounds, ...unsure, ...gluedProblems(blocks)],
  }
}

/** The page's title as a piece of its text: the heading that shows it, or else the `title` element. */
function headlineOf(segments: Segments, found: Found, linked: LinkedData, url: string | null): readonly Kept[] {
  const title = pageCandidates(found, linked, [], url).find((c) => c.field === 'title')?.value
  if (!title) return []
  const squeezed = title.replace(/\s+/g, ' ').trim()
  const heading =
    segments.list.find((s) => s.level === 1 && s.text === squeezed) ??
    segments.list.find((s) => s.level > 0 && s.text === squeezed)
  if (heading) return [{ segment: heading, kind: 'title' }]
  const element = segments.elements.findIndex((e) => e.tag === 'html')
  return [{ segment: { element: Math.max(0, element), text: squeezed, linked: 0, roles: 0, level: 1 }, kind: 'title' }]
}

interface Assembled {
  readonly text: string
  readonly blocks: readonly Block[]
  /** Where each segment stands in the text. */
  readonly offsets: ReadonlyMap<Segment, number>
}

/** Text and blocks of the kept segments; datelines, captions and credits inside paragraphs become blocks of their own. */
function assemble(kept: readonly Kept[], path: (element: number) => string): Assembled {
  const parts: string[] = []
  const blocks: Block[] = []
  const offsets = new Map<Segment, number>()
  let at = 0
  let paragraphs = 0
  for (const { segment, kind } of kept) {
    const source = { type: 'element', path: path(segment.element) } as const
    for (const part of partsOf(segment.text, kind, paragraphs < OPENING)) {
      blocks.push({ kind: part.kind, start: at + part.start, end: at + part.end, source })
    }
    if (kind === 'paragraph') paragraphs++
    offsets.set(segment, at)
    parts.push(segment.text)
    at += segment.text.length + SEPARATOR.length
  }
  return { text: parts.join(SEPARATOR), blocks, offsets }
}

const SEPARATOR = '\n\n'
/** The place and agency that open a report stand in one of the first paragraphs. */
const OPENING = 3

function partsOf(text: string, kind: BlockKind, opening: boolean): readonly Part[] {
  if (kind !== 'paragraph' && kind !== 'caption') return [{ kind, start: 0, end: text.length }]
  const place = kind === 'paragraph' && opening ? placeAt(text) : null
  if (place) {
    const from = place.end + (/^\s*/.exec(text.slice(place.end))?.[0].length ?? 0)
    const rest = splitCaptions(text.slice(from)).map((p) => ({
      kind: p.kind,
      start: p.start + from,
      end: p.end + from,
    }))
    return [{ kind: 'dateline', start: 0, end: place.end }, ...rest]
  }
  const parts = splitCaptions(text)
  return kind === 'caption' ? parts.map((p) => (p.kind === 'paragraph' ? { ...p, kind } : p)) : parts
}

/** Path given for text that the page carries in its JSON-LD only. */
const SCRIPT = '//script[@type="application/ld+json"]'

/** Where the page's own statement of the article's text is much longer than what it shows, that is the text. */
function withLinkedBody(kept: readonly Kept[], linked: LinkedData): readonly Kept[] {
  const body = linked.articleBody
  if (body === null || body.length < LEAST_BODY) return kept
  const shown = kept.reduce((n, k) => n + (k.kind === 'paragraph' || k.kind === 'quote' ? k.segment.text.length : 0), 0)
  if (shown > body.length * 0.5) return kept
  return body
    .replace(/<(?:br|\/p|\/h[1-6]|\/li|\/div)[^>]{0,100}>/gi, '\n')
    .replace(/<[^>]{0,1000}>/g, ' ')
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map((text) => ({ segment: { element: -1, text, linked: 0, roles: 0, level: 0 }, kind: 'paragraph' as const }))
}

const LEAST_BODY = 250

/** Dates in the page's text, those near the headline and the head of the main text first. */
function textDates(
  segments: Segments,
  kept: readonly Kept[],
  choice: Choice,
  offsets: ReadonlyMap<Segment, number>,
): readonly TextDate[] {
  const { list } = segments
  const inText = new Set(kept.filter((k) => k.kind !== 'dateline' && k.kind !== 'caption').map((k) => k.segment))
  const first = list.findIndex((s) => inText.has(s))
  const last = list.findLastIndex((s) => inText.has(s))
  let title = first
  while (title > 0 && list[title]!.level !== 1 && first - title < 40) title--
  if (list[title]?.level !== 1) title = first
  const dates: TextDate[] = []
  for (const [i, s] of list.entries()) {
    const text = s.text.length > 300 ? (inText.has(s) ? s.text.slice(0, 40) : '') : s.text
    if (!/\d{4}|\d[./]\d/.test(text) && !BYLINE_START.test(text)) continue
    if (choice.roles[i]! & (Role.comments | Role.hidden)) continue
    const named = namedAsDate(segments, s.element) ? 1.1 : 0
    const apart = choice.roles[i]! & Role.furniture ? 3 : UPDATED.test(s.text) ? 1 : 0
    const at = offsets.get(s)
    const rank = dateRank(i, title, first, last) + apart - named
    dates.push(at === undefined ? { text, rank } : { text, rank, start: at })
    if (dates.length >= MOST_DATES) break
  }
  return dates.sort((a, b) => a.rank - b.rank)
}

const MOST_DATES = 200
const BYLINE_START = /^(?:by|von|par|por|di|door|av|text|autor|author|interview)\b/i
const UPDATED =
  /^(?:last )?(?:updated?|modified|aktualisiert|geändert|stand|zuletzt|mis à jour|actualizado|aggiornato|обновлено)/i
const DATE_NAME =
  /(?:^|[-_\s])(?:date|datetime|time|timestamp|published|posted|pubdate|publish|datum|fecha|postdate|entrydate|byline|created|stamp|dateline)(?:$|[-_\s\d])|[a-z](?:Date|Time|Published)\b|date\b/

/** Does the element, or one of the two above it, call itself a date? */
function namedAsDate(segments: Segments, element: number): boolean {
  for (let e = element, n = 0; e > 0 && n < 3; e = segments.parents[e]!, n++) {
    const a = segments.elements[e]!.attributes
    if (DATE_NAME.test(`${a['class'] ?? ''} ${a['id'] ?? ''}`.slice(0, 300))) return true
    if (segments.elements[e]!.tag === 'time') return true
  }
  return false
}

function dateRank(i: number, title: number, first: number, last: number): number {
  if (i >= title && i < first) return 0 + (i - title) / 1000
  if (i >= first && i < first + 4) return 1 + (i - first) / 1000
  if (i < title && i >= title - 8) return 1.2 + (title - i) / 1000
  if (i > last && i <= last + 12) return 2 + (i - last) / 1000
  if (i >= first && i <= last) return 2.5 + Math.min(i - first, last - i) / 100_000
  return i < title ? 4 + (title - i) / 100_000 : 5 + (i - last) / 100_000
}
