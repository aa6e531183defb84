import { type Block, type Problem, problem } from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type OcrEngine, ocrEngine } from '../ocr/engine.ts'
import type { Page } from './engine.ts'
import { layOut, type PageLines } from './pages.ts'
import { canvasMaker, drawPage, isBlank, lookAt } from './picture.ts'
import { confidence, withWords } from './recognise.ts'
import { type PageText, readRuns } from './runs.ts'
import { listPages } from './words.ts'

/** Bounds of one file. They do not depend on time, so the same bytes always give the same document. */
export interface PageLimits {
  readonly pages: number
  /** Characters of text. */
  readonly text: number
  /** Pages that are read by OCR; each takes about two seconds. */
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
}

/** Text of this many letters is more than a stamp on a picture. */
const STAMP = 60
/** An image is the page when it covers this share of it. */
const WHOLE_PAGE = 0.5
/** Text that the engine is less sure of is no text. */
const LEAST_SURE = 50

/** Reads the pages one after the other; of each only its lines are kept. */
export async function readPages(pdf: PDFDocumentProxy, limits: PageLimits): Promise<ReadPages> {
  const reading = new Reading(pdf, limits)
  await reading.run()
  return { pages: reading.pages, problems: reading.problems(), recognised: reading.recognised }
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
        const text = await readRuns(page)
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
    const nameless = text.unknown > 20 && text.unknown > text.known
    if (text.known >= STAMP && !nameless) return null
    if (nameless) this.glyphs.push(number)
    if (this.looks-- <= 0) {
      if (text.known === 0) this.unread.push(number)
      return null
    }
    const { drawn, covered } = await lookAt(page)
    if (!nameless && !(text.known === 0 ? drawn : covered > WHOLE_PAGE)) return null
    const read = await this.recognise(page, number, nameless ? { ...text, layers: [] } : text)
    if (read === null && !nameless) this.pictures.push(number)
    return read
  }

  private async recognise(page: Page, number: number, text: PageText): Promise<PageText | null> {
    const { engine, missing } = await ocrEngine()
    if (engine === null || canvasMaker() === null) {
      this.missing = missing ?? '@napi-rs/canvas'
      return null
    }
    if (this.recognised.length >= this.limits.ocr) return null
    return this.words(page, number, text, engine)
  }

  private async words(page: Page, number: number, text: PageText, engine: OcrEngine): Promise<PageText | null> {
    const image = await drawPage(page)
    if (image === null || isBlank(image)) return null
    const words = (await engine.recognise(image)) ?? []
    const sure = confidence(words)
    if (sure < LEAST_SURE) return null
    this.recognised.push({ page: number, sure })
    return withWords(text, words, image.dpi)
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
    if (this.missing !== null) out.push(problem('reader/ocr-absent', { missing: this.missing }))
    return out
  }
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
