import { type BlockKind, type Problem, problem } from '@wherefrom/schema'
import { LIMITS } from '../limits.ts'
import { replaceControls } from '../text/clean.ts'
import { isFurniture } from '../text/words.ts'
import { DEEPEST, MOST_ELEMENTS, parsePage } from './parse.ts'
import { findSegments } from './segments.ts'
import { Paths } from './tree.ts'
import { Role } from './vocabulary.ts'

/** A paragraph of a piece of HTML: its role where the markup tells, and its element. */
export interface FragmentItem {
  readonly text: string
  readonly kind: BlockKind | null
  readonly path: string
}

export interface Fragment {
  readonly items: readonly FragmentItem[]
  /** Elements were nested deeper than this, and flattened; null when they were not. */
  readonly flattened: number | null
  /** What there was more of than is read; null when all was read. */
  readonly cut: { readonly limit: number; readonly what: string } | null
}

/** What reading a fragment tells. */
export function fragmentProblems({ flattened, cut }: Fragment): readonly Problem[] {
  const problems: Problem[] = []
  if (flattened !== null) problems.push(problem('reader/nesting', { limit: flattened }))
  if (cut !== null) problems.push(problem('reader/truncated', cut))
  return problems
}

/**
 * Reads HTML that is content through and through (a message, an item of a feed): everything that shows is kept, and
 * nothing is taken for furniture by its class names. Nothing is fetched or run.
 */
export function readFragment(html: string): Fragment {
  const long = html.length > LIMITS.characters
  const { root, flattened, crowded } = parsePage(replaceControls(long ? html.slice(0, LIMITS.characters) : html).text)
  const segments = findSegments(root)
  const paths = new Paths()
  const items: FragmentItem[] = []
  for (const { element, text, roles, level } of segments.list) {
    if (roles & Role.hidden) continue
    if (items.length >= LIMITS.paragraphs) break
    items.push({ text, kind: kindOf(text, roles, level), path: paths.of(segments.elements[element]!) })
  }
  const cut = long
    ? { limit: LIMITS.characters, what: 'characters of HTML' }
    : crowded
      ? { limit: MOST_ELEMENTS, what: 'elements' }
      : null
  return { items, flattened: flattened ? DEEPEST : null, cut }
}

function kindOf(text: string, roles: number, level: number): BlockKind | null {
  if (level > 0) return 'title'
  if (isFurniture(text)) return 'boilerplate'
  if (roles & Role.quote) return 'quote'
  if (roles & Role.caption) return 'caption'
  return roles & Role.list ? 'list' : null
}
