import type { Page } from './engine.ts'
import type { Run } from './runs.ts'

/** What lies over a page: its links, the values of form fields and typed notes as text, files pinned to it. */
export interface Annotations {
  readonly links: readonly string[]
  readonly runs: readonly Run[]
  readonly files: readonly Pinned[]
  /** Comments that show only when they are opened. */
  readonly comments: number
}

/** A file that is pinned to a page, by the engine's name for it. */
export interface Pinned {
  readonly id: string
  readonly filename: string
}

/** Annotations of one page that are looked at. */
const MOST = 2000
const LONGEST = 20_000

interface Annotation {
  readonly subtype?: unknown
  readonly url?: unknown
  readonly rect?: unknown
  readonly fieldType?: unknown
  readonly fieldValue?: unknown
  readonly buttonValue?: unknown
  readonly exportValue?: unknown
  readonly hidden?: unknown
  readonly password?: unknown
  readonly contentsObj?: { readonly str?: unknown }
  readonly attachmentId?: unknown
  readonly file?: { readonly filename?: unknown }
}

/** Looks through a page's annotations. None of their actions is run. */
export async function readAnnotations(page: Page): Promise<Annotations> {
  const { transform } = page.getViewport({ scale: 1 })
  const links: string[] = []
  const runs: Run[] = []
  const files: Pinned[] = []
  let comments = 0
  const found = (await page.getAnnotations()) as readonly Annotation[]
  for (const a of found.slice(0, MOST)) {
    const note = stringOf(a.contentsObj?.str)
    if (typeof a.url === 'string' && /^https?:\/\//i.test(a.url) && a.url.length < 4000) links.push(a.url)
    if (a.subtype === 'Widget') runs.push(...textRuns(filledIn(a), a.rect, transform))
    else if (a.subtype === 'FreeText') runs.push(...textRuns(note, a.rect, transform))
    else if (a.subtype === 'FileAttachment' && typeof a.attachmentId === 'string')
      files.push({ id: a.attachmentId, filename: stringOf(a.file?.filename) })
    else if (note !== '' && a.subtype !== 'Link' && a.subtype !== 'Popup') comments++
  }
  return { links, runs, files, comments }
}

const stringOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST).trim() : '')

/** What is filled in; nothing for buttons that are not pressed, hidden fields and passwords. */
function filledIn(a: Annotation): string {
  if (a.hidden === true || a.password === true || a.fieldType === 'Sig') return ''
  if (a.fieldType === 'Btn') {
    const value = stringOf(a.fieldValue)
    return value !== '' && value !== 'Off' && value === (a.buttonValue ?? a.exportValue) ? '[x]' : ''
  }
  const values: readonly unknown[] = Array.isArray(a.fieldValue) ? a.fieldValue.slice(0, 50) : [a.fieldValue]
  return values
    .map(stringOf)
    .filter((v) => v !== '')
    .join(', ')
}

/** Type of a field's value, in points, as far as its box has room for it. */
const SIZE = 10

/** Lines of a value in its box; `transform` takes the file's coordinates to those of the page as shown. */
function textRuns(value: string, rect: unknown, transform: readonly number[]): readonly Run[] {
  if (value === '' || !Array.isArray(rect) || rect.length !== 4 || !rect.every(Number.isFinite)) return []
  const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number]
  const at = (x: number, y: number) => [a * x + c * y + e, b * x + d * y + f] as const
  const [x1, y1] = at(rect[0], rect[1])
  const [x2, y2] = at(rect[2], rect[3])
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)]
  const lines = value.split(/\r\n?|\n/).slice(0, 200)
  const step = (bottom - top) / lines.length
  const size = Math.min(SIZE, Math.max(2, step * 0.85))
  return lines.map((text, i) => {
    const middle = top + step * (i + 0.5)
    return {
      text: text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' '),
      left,
      right: Math.min(right, left + text.length * size * 0.5),
      top: Math.max(top, middle - 0.55 * size),
      bottom: Math.min(bottom, middle + 0.55 * size),
      base: middle + 0.3 * size,
      size,
      font: 'field',
      rtl: false,
      sure: null,
    }
  })
}
