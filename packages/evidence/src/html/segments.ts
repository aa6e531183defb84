import { type Element, isElement, type Node } from './tree.ts'
import { INERT, Role, rolesOf } from './vocabulary.ts'

/** A paragraph-sized stretch of a page's text: what stands between two block boundaries. */
export interface Segment {
  /** The element that it stands in, innermost block-level. Index into `Segments.elements`. */
  readonly element: number
  /** White space collapsed. */
  readonly text: string
  /** Characters of `text` that stand inside links. */
  readonly linked: number
  /** Roles of the element and everything above it. */
  readonly roles: number
  /** Heading level 1-6, or 0. */
  readonly level: number
}

/** The page as a flat list of segments, and its block-level elements in document order, each before its inside. */
export interface Segments {
  readonly list: readonly Segment[]
  readonly elements: readonly Element[]
  /** Index of the element above each element, -1 for the first. */
  readonly parents: readonly number[]
  /** Roles of each element by itself. */
  readonly own: readonly number[]
}

const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span strike ' +
    'strong sub sup time tt u var wbr img picture source svg label'
  ).split(' '),
)

/** An inline-looking element that holds block-level children is a block itself. */
const HOLDS_BLOCKS = new Set('p div ul ol table h1 h2 h3 h4 h5 h6 section article blockquote figure'.split(' '))

/** Bits that pass on to what stands inside. */
const PASSED_ON = ~(Role.header | Role.meta)

/** Collects the segments of a page, in one walk without recursion. */
export function findSegments(root: Element): Segments {
  return new Collector().collect(root)
}

interface Frame {
  readonly node: Element
  next: number
  readonly element: number
  readonly roles: number
  readonly level: number
  readonly inline: boolean
}

class Collector {
  private readonly list: Segment[] = []
  private readonly elements: Element[] = []
  private readonly parents: number[] = []
  private readonly own: number[] = []
  private buffer = ''
  private linked = 0
  private breaks = 0
  private linkDepth = 0

  collect(root: Element): Segments {
    const frames: Frame[] = [this.frame(root, -1, 0, 0)]
    while (frames.length > 0) {
      const f = frames[frames.length - 1]!
      const node = f.node.children[f.next++]
      if (node === undefined) {
        if (f.node.tag === 'a') this.linkDepth--
        if (!f.inline) this.flush(f)
        frames.pop()
      } else if (!isElement(node)) this.add(node, f)
      else if (node.tag === 'br') this.lineBreak(f)
      else if (!INERT.has(node.tag)) this.enter(node, f, frames)
    }
    return { list: this.list, elements: this.elements, parents: this.parents, own: this.own }
  }

  private frame(node: Element, parent: number, inherited: number, level: number): Frame {
    const roles = rolesOf(node)
    this.elements.push(node)
    this.parents.push(parent)
    this.own.push(roles)
    return {
      node,
      next: 0,
      element: this.elements.length - 1,
      roles: (inherited & PASSED_ON) | roles,
      level: headingLevel(node.tag) || level,
      inline: false,
    }
  }

  private enter(node: Element, f: Frame, frames: Frame[]): void {
    if (node.tag === 'a') this.linkDepth++
    if (isInline(node)) {
      const roles = rolesOf(node)
      const special = roles & (Role.caption | Role.hidden)
      if (special === 0) {
        frames.push({ node, next: 0, element: f.element, roles: f.roles, level: f.level, inline: true })
        return
      }
    }
    this.flush(f)
    frames.push(this.frame(node, f.element, f.roles, f.level))
  }

  private add(text: string, f: Frame): void {
    if (this.breaks > 1) this.flush(f)
    else if (this.breaks === 1 && this.buffer !== '') this.buffer += f.roles & Role.preformatted ? '\n' : ' '
    if (/\S/.test(text)) this.breaks = 0
    this.buffer += text
    if (this.linkDepth > 0) this.linked += text.length
  }

  /** One `<br>` is a space, two are a new paragraph. */
  private lineBreak(f: Frame): void {
    this.breaks++
    if (this.breaks > 1) this.flush(f)
  }

  private flush(f: Frame): void {
    const pre = (f.roles & Role.preformatted) !== 0
    const text = pre ? this.buffer.replace(/[^\S\n]+/g, ' ').trim() : this.buffer.replace(/\s+/g, ' ').trim()
    if (text !== '') {
      const linked = Math.min(this.linked, text.length)
      this.list.push({ element: f.element, text, linked, roles: f.roles, level: f.level })
    }
    this.buffer = ''
    this.linked = 0
    this.breaks = 0
  }
}

const headingLevel = (tag: string): number =>
  tag.length === 2 && tag[0] === 'h' && tag[1]! >= '1' && tag[1]! <= '6' ? +tag[1]! : 0

function isInline(e: Element): boolean {
  return INLINE.has(e.tag) && !e.children.some((c: Node) => isElement(c) && HOLDS_BLOCKS.has(c.tag))
}
