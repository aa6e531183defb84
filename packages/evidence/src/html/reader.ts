import { type Block, type BlockKind, type Document, type Problem, problem } from '@wherefrom/schema'
import type { Decoded } from '../decode.ts'
import { type Given, settle } from '../metadata/settle.ts'
import { splitCaptions } from '../text/captions.ts'
import { replaceControls } from '../text/clean.ts'
import { gluedProblems } from '../text/reader.ts'
import { chooseMain } from './choose.ts'
import { DEEPEST, parsePage } from './parse.ts'
import { findSegments } from './segments.ts'
import { type Kept, selectSegments } from './select.ts'
import { pathOf } from './tree.ts'

/**
 * Reads a page. `Document.text` holds its title and main text, blocks apart by an empty line; white space is collapsed.
 * Scripts, styles, frames and hidden parts are inert, and nothing is fetched.
 */
export function readHtml(decoded: Decoded, given: Given): Document {
  const { text: html, problems } = replaceControls(decoded.raw)
  const { root, flattened } = parsePage(html)
  const segments = findSegments(root)
  const choice = chooseMain(segments)
  const kept = selectSegments(segments, choice)
  const { text, blocks } = assemble(kept, (element) => pathOf(segments.elements[element]!))
  const { metadata, problems: unsettled } = settle([], given, text, blocks)
  const nesting: readonly Problem[] = flattened ? [problem('reader/nesting', { limit: DEEPEST })] : []
  return {
    text,
    blocks,
    metadata,
    problems: [...decoded.problems, ...problems, ...nesting, ...gluedProblems(blocks), ...unsettled],
  }
}

/** Text and blocks of the kept segments; captions and credits inside paragraphs become blocks of their own. */
function assemble(
  kept: readonly Kept[],
  path: (element: number) => string,
): { text: string; blocks: readonly Block[] } {
  let text = ''
  const blocks: Block[] = []
  for (const { segment, kind } of kept) {
    if (text !== '') text += '\n\n'
    const at = text.length
    text += segment.text
    const source = { type: 'element', path: path(segment.element) } as const
    for (const part of partsOf(segment.text, kind)) {
      blocks.push({ kind: part.kind, start: at + part.start, end: at + part.end, source })
    }
  }
  return { text, blocks }
}

function partsOf(text: string, kind: BlockKind): readonly { kind: BlockKind; start: number; end: number }[] {
  if (kind === 'title' || kind === 'list' || kind === 'quote') return [{ kind, start: 0, end: text.length }]
  const parts = splitCaptions(text)
  return kind === 'caption' ? parts.map((p) => (p.kind === 'paragraph' ? { ...p, kind } : p)) : parts
}
