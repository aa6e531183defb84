import { type Block, type BlockKind, type Problem, problem, type SourcePlace } from '@wherefrom/schema'
import { LIMITS } from '../limits.ts'
import type { Draft } from '../metadata/settle.ts'
import { replaceControls } from './clean.ts'
import type { Paragraph } from './paragraphs.ts'
import { gluedProblems } from './reader.ts'
import { pieces } from './roles.ts'

/** A paragraph of a compound file before it has its place in the document's text. */
export interface Item {
  readonly text: string
  /** Its role where the file tells it; null leaves it to what the paragraph looks like. */
  readonly kind: BlockKind | null
  readonly source: SourcePlace
}

const SEPARATOR = '\n\n'

/**
 * Text and blocks of paragraphs in order, an empty line between two. Items without a readable character are left out.
 * Datelines, bylines, captions and credits inside paragraphs become blocks of their own, with their paragraph's place.
 */
export function assemble(items: readonly Item[]): Draft {
  const { kept, cut } = fitting(items)
  const paragraphs: Paragraph[] = []
  let at = 0
  for (const { text, kind } of kept) {
    paragraphs.push({ start: at, end: at + text.length, gap: 2, ...(kind ? { kind } : {}) })
    at += text.length + SEPARATOR.length
  }
  const { text, problems } = replaceControls(kept.map((k) => k.text).join(SEPARATOR))
  const found = pieces(text, paragraphs)
  const blocks: Block[] = []
  let n = 0
  for (const { kind, start, end } of found) {
    while (paragraphs[n]!.end <= start) n++
    blocks.push({ kind, start, end, source: kept[n]!.source })
  }
  return {
    text,
    blocks,
    candidates: found.flatMap((p) => p.candidates),
    problems: [...cut, ...problems, ...gluedProblems(found)],
  }
}

/** Items that have text, as far as one document may hold. */
function fitting(items: readonly Item[]): { kept: readonly Item[]; cut: readonly Problem[] } {
  const kept: Item[] = []
  let characters = 0
  for (const item of items) {
    const text = item.text.toWellFormed().trim()
    if (text === '') continue
    characters += text.length + SEPARATOR.length
    if (characters > LIMITS.characters || kept.length >= LIMITS.paragraphs)
      return { kept, cut: [problem('reader/truncated', { limit: kept.length, what: 'paragraphs' })] }
    kept.push({ ...item, text })
  }
  return { kept, cut: [] }
}
