import type { Span } from '@wherefrom/schema'
import { holds, sizeOf, without } from './content.ts'
import type { Frame } from './frame.ts'
import { FrameIndex } from './frame-index.ts'
import type { View } from './view.ts'

/** A frame in its place: `parent` is the index of the frame whose content it stands in, -1 at the outermost. */
export interface Placed {
  readonly frame: Frame
  readonly parent: number
}

/** Nesting deeper than this is a parsing accident. */
const DEEPEST = 4

/** A frame's own words as characters: cue, source, medium. */
function ownSpans(view: View, f: Frame): Span[] {
  const out = f.cue.map((i) => ({ start: view.start[i]!, end: view.end[i]! }))
  if (f.source) out.push(view.span(f.source))
  if (f.medium) out.push(view.span(f.medium))
  for (const a of f.authorities) {
    out.push(view.span(a.source))
    for (const i of a.cue) out.push({ start: view.start[i]!, end: view.end[i]! })
  }
  return out
}

/** Each frame (sorted by cue) goes into the smallest content that holds its cue and is larger than its own. */
export function nest(view: View, frames: readonly Frame[]): Placed[] {
  const sizes = frames.map((f) => sizeOf(f.content))
  const index = new FrameIndex(frames)
  const parents = frames.map((f, k) => {
    let best = -1
    const around = index.near(f.at)
    for (let j = around.from; j < around.to; j++) {
      const g = frames[j]!
      if (j === k || !holds(g.content, anchorOf(view, f)) || (best >= 0 && sizes[j]! >= sizes[best]!)) continue
      if (holds(f.content, view.start[g.at]!) && sizes[j]! <= sizes[k]!) continue
      best = j
    }
    return best
  })
  return frames.map((f, k) => ({ frame: f, parent: safe(parents, k) }))
}

const anchorOf = (view: View, f: Frame): number => (f.cue.length > 0 ? view.start[f.at]! : (f.content[0]?.start ?? -1))

/** Breaks cycles and chains that are too deep. */
function safe(parents: readonly number[], k: number): number {
  let at = parents[k]!
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (at < 0) return parents[k]!
    if (at === k) return -1
    at = parents[at]!
  }
  return -1
}

/** Frames from the outermost down to frame `k`. */
export function lineage(placed: readonly Placed[], k: number): number[] {
  const out: number[] = []
  for (let at = k; at >= 0 && out.length <= DEEPEST + 1; at = placed[at]!.parent) out.unshift(at)
  return out
}

/** Words of a content that its nested frames leave over. */
export function wordsLeft(view: View, content: readonly Span[], inner: readonly Frame[]): number {
  const holes = inner.flatMap((f) => [...f.content, ...ownSpans(view, f)])
  let count = 0
  for (const s of without(content, holes))
    count += (view.slice(s).match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]{0,60}/gu) ?? []).length
  return count
}
