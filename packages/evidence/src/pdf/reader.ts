import {
  type Block,
  BODY_KINDS,
  type MetadataCandidate,
  type PageBox,
  type Problem,
  type ProblemCode,
  problem,
} from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ArtifactSource, Found } from '../found.ts'
import { detectLanguage } from '../language.ts'
import { type Draft, finish, type Given } from '../metadata/settle.ts'
import { ocrEngine } from '../ocr/engine.ts'
import { replaceControls } from '../text/clean.ts'
import { assemble, joinParts } from './assemble.ts'
import { attachmentsOf } from './attachments.ts'
import { openPdf } from './engine.ts'
import { markFurniture } from './furniture.ts'
import { wordsOf } from './join.ts'
import { statedBy } from './metadata.ts'
import type { PageLines } from './pages.ts'
import { picturesOf } from './pictures.ts'
import { bodyOf, LARGER, type Part, partsOf } from './roles.ts'
import { step } from './rows.ts'
import { ocrProblems, readPages } from './scan.ts'

/** Bounds of what is read of one file. They do not depend on time, so the same bytes always give the same document. */
const MOST = {
  bytes: 128 * 1024 * 1024,
  pages: 2000,
  /** Characters of text. */
  text: 4_000_000,
  ocr: 12,
  looks: 40,
} as const

/** Reads a PDF: one document, then its links, attachments and JPEG pictures. Scripts in it never run and nothing is fetched. */
export async function* readPdf(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size > MOST.bytes) {
    yield failed(problem('file/too-large', { limit: MOST.bytes / 1024 / 1024 }))
    return
  }
  const bytes = await source.bytes()
  const opened = await openPdf(bytes)
  if (typeof opened === 'string') {
    yield failed(
      opened === 'encrypted'
        ? problem('reader/encrypted', { type: 'PDF' })
        : problem('reader/damaged', { reason: 'no PDF structure was found' }),
    )
    return
  }
  try {
    yield* readOpened(opened.pdf, given)
    yield* picturesOf(bytes)
    if (opened.emptied > 0) yield failed(problem('archive/bomb'))
  } finally {
    await opened.close()
  }
}

const failed = (found: Problem): Found => ({ kind: 'problem', problem: found })

async function* readOpened(pdf: PDFDocumentProxy, given: Given): AsyncGenerator<Found> {
  const read = await readPages(pdf, { ...MOST, ocr: given.ocrPages ?? MOST.ocr })
  const draft = await draftOf(pdf, read.pages)
  if (/[\p{L}\p{N}]/u.test(draft.text)) {
    const engine = read.recognised.length > 0 ? (await ocrEngine()).engine : null
    const ocr = engine ? ocrProblems(read.recognised, engine.name, draft.blocks) : []
    const document = finish({ ...draft, problems: [...read.problems, ...ocr, ...draft.problems] }, given)
    yield { kind: 'document', part: '', reader: 'pdf', document }
  } else {
    const reason = read.problems.find((p) => NO_TEXT.has(p.code)) ?? problem('reader/no-text')
    yield failed({ ...reason, severity: 'error' })
    for (const p of read.problems) if (p.code !== reason.code) yield failed(p)
  }
  for (const [url, page] of read.links) yield { kind: 'link', url, note: `page ${page}` }
  yield* attachmentsOf(pdf, read.files)
}

/** Why a file may be without text, as its first problem. */
const NO_TEXT: ReadonlySet<ProblemCode> = new Set(['reader/scanned', 'reader/glyphs'])

async function draftOf(pdf: PDFDocumentProxy, pages: readonly PageLines[]): Promise<Draft> {
  markFurniture(pages)
  const body = bodyOf(pages)
  const parts = joinParts(pages.map((p) => partsOf(p, body)))
  const made = assemble(parts, wordsOf(pages), MOST.text)
  const { text, problems } = replaceControls(made.text)
  const cut = made.cut ? [problem('reader/truncated', { limit: MOST.text, what: 'characters' })] : []
  const stated = await statedBy(pdf)
  const candidates = [
    ...titles(headings(text, made.blocks, parts), stated, body.size),
    ...made.candidates,
    ...languageOf(text, made.blocks),
    ...stated.filter((c) => c.field !== 'title'),
  ]
  return { text, blocks: made.blocks, candidates, problems: [...problems, ...made.problems, ...cut] }
}

/** The text's own language goes before the one that the file states, which is often that of the program. */
function languageOf(text: string, blocks: readonly Block[]): readonly MetadataCandidate[] {
  const body = blocks.filter((b) => BODY_KINDS.has(b.kind)).slice(0, 40)
  const value = detectLanguage(
    body
      .map((b) => text.slice(b.start, b.end))
      .join('\n')
      .slice(0, 4000),
  )
  return value === null ? [] : [{ field: 'language', value, from: 'detected' }]
}

/** Headings that name a part rather than the document. */
const PART =
  /^(?:(?:table of )?contents|abstract|summary|executive summary|introduction|foreword|preface|inhalt|sommaire)$/i

/** What shows and is stated as the title goes first, then what is set large, then what the file states, then the rest. */
function titles(
  shown: readonly Title[],
  stated: readonly MetadataCandidate[],
  size: number,
): readonly MetadataCandidate[] {
  const own = stated.filter((c) => c.field === 'title')
  const rank = ({ candidate, size: s }: Title): number => {
    if (own.some((c) => alike(c.value, candidate.value))) return 0
    return s >= LARGER * size && candidate.value.split(' ').length > 2 ? 1 : 3
  }
  const of = (n: number) => shown.filter((t) => rank(t) === n).map((t) => t.candidate)
  return [...of(0), ...of(1), ...own, ...of(3)]
}

/** One begins with the other, or holds it, but for signs and case. */
function alike(a: string, b: string): boolean {
  const [x, y] = [a, b].map((t) => t.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')) as [string, string]
  return Math.min(x.length, y.length) > 8 && (x.includes(y) || y.includes(x))
}

/** A heading as a title, with the size of its type. */
interface Title {
  readonly size: number
  readonly candidate: MetadataCandidate
}

/** Headings before the running text, the largest first: one of them is the document's title. */
function headings(text: string, blocks: readonly Block[], parts: readonly Part[]): readonly Title[] {
  const before = parts.findIndex((p) => p.kind === 'paragraph' && p.lines.length > 2)
  const titles = parts.slice(0, before === -1 ? 12 : before).filter((p) => p.kind === 'title')
  titles.sort((a, b) => step(b.lines[0]!.size) - step(a.lines[0]!.size))
  return titles.slice(0, 3).flatMap((p) => {
    const first = p.lines[0]!.box
    const block = blocks.find(
      (b) => b.kind === 'title' && b.source.type === 'boxes' && sameBox(b.source.boxes[0], first),
    )
    if (!block) return []
    const value = text.slice(block.start, block.end)
    if (PART.test(value)) return []
    const candidate = { field: 'title', value, from: 'heading', start: block.start, end: block.end } as const
    return [{ size: p.lines[0]!.size, candidate }]
  })
}

const sameBox = (a: PageBox | undefined, b: Omit<PageBox, 'at'>): boolean =>
  a !== undefined && a.page === b.page && a.left === b.left && a.top === b.top
