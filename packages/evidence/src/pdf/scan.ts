import { type Block, type Problem, problem } from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type OcrEngine, ocrEngine } from '../ocr/engine.ts'
import { type Pinned, readAnnotations } from './annotations.ts'
import type { Page } from './engine.ts'
import { layOut, type PageLines } from './pages.ts'
import { canvasMaker, drawPage, isBlank, lookAt, turned } from './picture.ts'
import { confidence, withWords } from './recognise.ts'
import { type PageText, type Run, readRuns, type Turn } from './runs.ts'
import { listPages } from './words.ts'

/** Bounds of one file. They do not depend on time, so the same bytes always give the same document. */
export interface PageLimits {
  readonly pages: number
  /** Characters of text. */
  readonly text: number
  /** Pages that OCR tries; each takes about two seconds. */
  readonly ocr: number
  /** Pages without text whose drawing is looked through. */
  readonly looks: number
}

/** A page that was read by OCR, and how sure the engine was. */
interface Recognised {
  readonly page: number
  readonly sure: number
}

/** The pages of a file and what was wrong with some of them. */
export interface ReadPages {
  readonly pages: readonly PageLines[]
  readonly problems: readonly Problem[]
  readonly recognised: readonly Recognised[]
  /** Addresses that the pages link to, each with the page on which it stands first. */
  readonly links: ReadonlyMap<string, number>
  readonly files: readonly Pinned[]
}

/** Links of one file that are told. */
const MOST_LINKS = 1000
/** Text of this many letters is more than a stamp on a picture. */
const STAMP = 60
/** An image is the page when it covers this share of it. */
const WHOLE_PAGE = 0.5
/** Text that the engine is less sure of is no text. */
const LEAST_SURE = 50

const TURNS: readonly Turn[] = [0, 1, 3, 2]
/** Words of nonsense that make it worth a try to turn the page. */
const SIDEWAYS = 20

/** Reads the pages one after the other; of each only its lines are kept. */
export async function readPages(pdf: PDFDocumentProxy, limits: PageLimits): Promise<ReadPages> {
  const reading = new Reading(pdf, limits)
  await reading.run()
  return {
    pages: reading.pages,
    problems: reading.problems(),
    recognised: reading.recognised,
    links: reading.links,
    files: reading.files,
  }
}

class Reading {
  readonly pages: PageLines[] = []
  readonly recognised: Recognised[] = []
  private readonly damaged: number[] = []
  private readonly pictures: number[] = []
  private readonly unread: number[] = []
  private readonly glyphs: number[] = []
  private readonly cut: number[] = []
  private missing: string | null = null
  private looks: number
  private seen = 0
  private attempts = 0
  private lying: Turn = 0
  private turnings = 1
  private comments = 0
  readonly links = new Map<string, number>()
  readonly files: Pinned[] = []

  private readonly pdf: PDFDocumentProxy
  private readonly limits: PageLimits

  constructor(pdf: PDFDocumentProxy, limits: PageLimits) {
    this.pdf = pdf
    this.limits = limits
    this.looks = limits.looks
  }

  async run(): Promise<void> {
    let letters = 0
    for (let i = 1; i <= Math.min(this.pdf.numPages, this.limits.pages) && letters < this.limits.text; i++) {
      const lines = await this.page(i)
      this.seen = i
      if (lines === null) this.damaged.push(i)
      else {
        this.pages.push(lines)
        letters += lines.letters
      }
    }
  }

  private async page(number: number): Promise<PageLines | null> {
    try {
      const page = await this.pdf.getPage(number)
      try {
        const text = withRuns(await readRuns(page), await this.annotations(page, number))
        if (text.cut) this.cut.push(number)
        return layOut(number, (await this.picture(page, number, text)) ?? text)
      } finally {
        page.cleanup()
      }
    } catch {
      return null
    }
  }

  /** The text with what OCR finds, for pages that are pictures or whose letters stand for nothing. */
  private async picture(page: Page, number: number, text: PageText): Promise<PageText | null> {
    const nameless = isNameless(text)
    if (text.known >= STAMP && !nameless) return null
    if (nameless) {
      this.glyphs.push(number)
      const bare = { ...text, layers: [] }
      return this.looks-- > 0 ? ((await this.recognise(page, number, bare)) ?? bare) : bare
    }
    if (this.looks-- <= 0) {
      if (text.known === 0) this.unread.push(number)
      return null
    }
    const { drawn, covered } = await lookAt(page)
    if (!(text.known === 0 ? drawn : covered > WHOLE_PAGE)) return null
    const read = await this.recognise(page, number, text)
    if (read === null) this.pictures.push(number)
    return read
  }

  /** Text, links and files that lie over the page; none where they are damaged. */
  private async annotations(page: Page, number: number): Promise<readonly Run[]> {
    try {
      const { links, runs, files, comments } = await readAnnotations(page)
      this.comments += comments
      for (const url of links) if (this.links.size < MOST_LINKS && !this.links.has(url)) this.links.set(url, number)
      if (this.files.length < MOST_LINKS) this.files.push(...files)
      return runs
    } catch {
      return []
    }
  }

  private async recognise(page: Page, number: number, text: PageText): Promise<PageText | null> {
    const { engine, missing } = await ocrEngine()
    if (engine === null || canvasMaker() === null) {
      this.missing = missing ?? '@napi-rs/canvas'
      return null
    }
    if (this.attempts++ >= this.limits.ocr) return null
    return this.words(page, number, text, engine)
  }

  /** Words of a page, of which pages before it told how it lies, or else upright and then turned. */
  private async words(page: Page, number: number, text: PageText, engine: OcrEngine): Promise<PageText | null> {
    const image = await drawPage(page)
    if (image === null || isBlank(image)) return null
    const first = this.lying
    for (const turn of [first, ...TURNS.filter((t) => t !== first)]) {
      if (turn !== first && this.attempts++ >= this.limits.ocr) return null
      const words = (await engine.recognise(turned(image, turn))) ?? []
      const sure = confidence(words)
      if (sure >= LEAST_SURE) {
        this.lying = turn
        this.recognised.push({ page: number, sure })
        return withWords(text, words, image.dpi, turn)
      }
      // pictures without text are not turned, and neither is a page after one that no turn made readable
      if (turn === first && (words.length < SIDEWAYS || this.turnings-- <= 0)) return null
    }
    return null
  }

  problems(): readonly Problem[] {
    const out: Problem[] = []
    const { numPages } = this.pdf
    if (this.damaged.length > 0)
      out.push(problem('reader/cut-off', { part: `all but page ${listPages(this.damaged)}` }))
    if (this.seen < numPages) out.push(problem('reader/truncated', { limit: this.seen, what: `of ${numPages} pages` }))
    if (this.cut.length > 0)
      out.push(problem('reader/truncated', { limit: 40_000, what: `pieces of text of page ${listPages(this.cut)}` }))
    if (this.glyphs.length > 0) out.push(problem('reader/glyphs', { pages: listPages(this.glyphs) }))
    const scanned = [...this.pictures, ...this.unread].sort((a, b) => a - b)
    if (scanned.length > 0) out.push(problem('reader/scanned', { pages: listPages(scanned) }))
    if (this.comments > 0) out.push(problem('reader/hidden-text', { count: this.comments }))
    if (this.missing !== null) out.push(problem('reader/ocr-absent', { missing: this.missing }))
    return out
  }
}

/** Text of form fields and typed notes joins the page's own. */
function withRuns(page: PageText, runs: readonly Run[]): PageText {
  if (runs.length === 0) return page
  const [first, ...rest] = page.layers
  const layers =
    first?.turn === 0
      ? [{ turn: first.turn, runs: [...first.runs, ...runs] }, ...rest]
      : [...page.layers, { turn: 0 as const, runs }]
  return { ...page, layers, known: page.known + runs.reduce((n, r) => n + r.text.length, 0) }
}

/** Glyphs without a character: control codes, or a page of signs, since numbers of glyphs pass for them. */
function isNameless({ known, unknown, signs }: PageText): boolean {
  const all = known + unknown + signs
  return all > 40 && (unknown > 0.2 * all || known < 0.4 * all)
}

/** Tells for each page that its text was recognised, by what and how surely, with the stretch of text that it gave. */
export function ocrProblems(
  recognised: readonly Recognised[],
  engine: string,
  blocks: readonly Block[],
): readonly Problem[] {
  return recognised.map(({ page, sure }) => {
    const own = blocks.filter((b) => b.source.type === 'boxes' && b.source.boxes[0]?.page === page)
    const at = own.length > 0 ? { start: own[0]!.start, end: own.at(-1)!.end } : undefined
    return problem('reader/ocr', { page, engine, sure: Math.round(sure) }, at)
  })
}
