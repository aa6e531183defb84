import { type Block, contains, type Document } from '@wherefrom/schema'
import { escText } from './escape.ts'
import type { Mark } from './marks.ts'
import { segments } from './segments.ts'

/** What the text column needs to know about one document. */
export interface TextView {
  readonly doc: Document
  /** Prefix of the element ids of this document: `d1`. */
  readonly prefix: string
  readonly marks: readonly Mark[]
  /** Claim index -> where the number of that claim stands. */
  readonly numbers: ReadonlyMap<number, readonly number[]>
}

/** Roles of a claim's parts in the page's script: statement, source, cue, date. */
const ROLE = { statement: 't', source: 's', cue: 'q', date: 'd', name: '', place: '', insertion: '' } as const

/** One block of the text as HTML, with every mark that lies in it. `own` are indexes of the marks that may touch it. */
export function blockHtml(view: TextView, block: Block, own: readonly number[]): string {
  const inner = segments(
    block,
    own.map((i) => view.marks[i]!),
  )
    .map((s) =>
      segmentHtml(
        view,
        s.start,
        s.end,
        s.marks.map((i) => own[i]!),
      ),
    )
    .join('')
  return wrapBlock(block, inner)
}

function segmentHtml(view: TextView, start: number, end: number, marks: readonly number[]): string {
  const numbers = (view.numbers.get(start) ?? [])
    .map(
      (c) =>
        `<a class="n" id="${view.prefix}-t${c + 1}" href="#${view.prefix}-c${c + 1}" aria-label="claim ${c + 1}">${c + 1}</a>`,
    )
    .join('')
  const text = escText(view.doc.text.slice(start, end)).replaceAll('\n', '<br>')
  if (marks.length === 0) return numbers + text
  const layers = new Set<string>()
  const parts: string[] = []
  for (const i of marks) {
    const mark = view.marks[i]!
    layers.add(mark.layer)
    if (mark.claim !== null) parts.push(`${mark.claim + 1}${ROLE[mark.layer]}`)
  }
  const claims = parts.length > 0 ? ` data-c="${parts.join(' ')}"` : ''
  return `${numbers}<span class="m ${[...layers].join(' ')}" data-m="${marks.join(' ')}"${claims}>${text}</span>`
}

const LABELS: Readonly<Partial<Record<Block['kind'], string>>> = {
  dateline: 'Dateline',
  caption: 'Caption',
  credit: 'Credit',
  boilerplate: 'Not part of the article',
}

function wrapBlock(block: Block, inner: string): string {
  const label = LABELS[block.kind]
  if (label) return `<p class="b ${block.kind}" dir="auto"><span class="label">${label}</span>${inner}</p>`
  if (block.kind === 'title') return `<h3 class="b title" dir="auto">${inner}</h3>`
  if (block.kind === 'quote') return `<blockquote class="b quote" dir="auto">${inner}</blockquote>`
  return `<p class="b ${block.kind}" dir="auto">${inner}</p>`
}

/** For each block the indexes of the marks that touch it. Both lists are walked once; marks are sorted by start here. */
export function marksByBlock(blocks: readonly Block[], marks: readonly Mark[]): number[][] {
  const order = marks.map((_, i) => i).sort((a, b) => marks[a]!.start - marks[b]!.start || a - b)
  const out: number[][] = blocks.map(() => [])
  let first = 0
  for (const i of order) {
    const mark = marks[i]!
    while (first < blocks.length && blocks[first]!.end <= mark.start) first++
    for (let b = first; b < blocks.length && blocks[b]!.start < mark.end; b++) out[b]!.push(i)
  }
  return out
}

/** Index of the block that holds a position; the last one before it when it stands between blocks. */
export function blockAt(blocks: readonly Block[], position: number): number {
  const found = blocks.findIndex((b) => contains(b, { start: position, end: position }) && position < b.end)
  return found >= 0
    ? found
    : Math.max(
        0,
        blocks.findLastIndex((b) => b.start <= position),
      )
}
