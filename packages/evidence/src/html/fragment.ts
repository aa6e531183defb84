import type { BlockKind } from '@wherefrom/schema'
import { replaceControls } from '../text/clean.ts'
import { isFurniture } from '../text/words.ts'
import { DEEPEST, parsePage } from './parse.ts'
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
}

/**
 * Reads HTML that is content through and through (a message, an item of a feed): everything that shows is kept, and
 * nothing is taken for furniture by its class names. Nothing is fetched or run.
 */
export function readFragment(html: string): Fragment {
  const { root, flattened } = parsePage(replaceControls(html).text)
  const segments = findSegments(root)
  const paths = new Paths()
  const items: FragmentItem[] = []
  for (const { element, text, roles, level } of segments.list) {
    if (roles & Role.hidden) continue
    items.push({ text, kind: kindOf(text, roles, level), path: paths.of(segments.elements[element]!) })
  }
  return { items, flattened: flattened ? DEEPEST : null }
}

function kindOf(text: string, roles: number, level: number): BlockKind | null {
  if (level > 0) return 'title'
  if (isFurniture(text)) return 'boilerplate'
  if (roles & Role.quote) return 'quote'
  if (roles & Role.caption) return 'caption'
  return roles & Role.list ? 'list' : null
}
