/**
 * The page as a tree of plain objects, as far as reading needs one. Nothing in it is live: scripts are dropped, nothing
 * is fetched, no style is applied. Offsets count UTF-16 code units of the decoded page.
 */
export interface Element {
  readonly tag: string
  readonly parent: Element | null
  readonly children: Node[]
  /** Attribute names are lower case, values have their entities decoded. Shared empty object when there are none. */
  readonly attributes: Readonly<Record<string, string>>
  readonly depth: number
}

export type Node = Element | string

export const isElement = (node: Node): node is Element => typeof node !== 'string'

/** Location paths of elements, `/html[1]/body[1]/div[2]/p[3]`, as XPath writes them. Counts each parent's inside once. */
export class Paths {
  private readonly steps = new Map<Element, ReadonlyMap<Element, number>>()

  of(element: Element): string {
    const steps: string[] = []
    for (let e = element; e.parent !== null; e = e.parent) steps.push(`/${e.tag}[${this.places(e.parent).get(e)}]`)
    return steps.reverse().join('') || '/'
  }

  /** For every element child its position among its siblings of the same tag, from 1. */
  private places(parent: Element): ReadonlyMap<Element, number> {
    const known = this.steps.get(parent)
    if (known) return known
    const counts = new Map<string, number>()
    const places = new Map<Element, number>()
    for (const child of parent.children) {
      if (typeof child === 'string') continue
      const n = (counts.get(child.tag) ?? 0) + 1
      counts.set(child.tag, n)
      places.set(child, n)
    }
    this.steps.set(parent, places)
    return places
  }
}

/**
 * Visits elements and texts in document order without recursion. `enter` returns false to pass over an element's inside.
 */
export function walk(
  root: Element,
  enter: (node: Node, parent: Element) => boolean,
  leave?: (e: Element) => void,
): void {
  const parents: Element[] = [root]
  const at: number[] = [0]
  while (parents.length > 0) {
    const parent = parents[parents.length - 1]!
    const i = at[at.length - 1]!
    if (i >= parent.children.length) {
      parents.pop()
      at.pop()
      if (parent !== root) leave?.(parent)
      continue
    }
    at[at.length - 1] = i + 1
    const node = parent.children[i]!
    if (!enter(node, parent) || typeof node === 'string') continue
    parents.push(node)
    at.push(0)
  }
}

/** The element and all inside of it in document order, at most `most`; without recursion. */
export function elementsOf(root: Element, most = 200_000): readonly Element[] {
  const found: Element[] = []
  const stack = [root]
  for (let element = stack.pop(); element && found.length < most; element = stack.pop()) {
    found.push(element)
    for (const child of element.children.toReversed()) if (isElement(child)) stack.push(child)
  }
  return found
}

/** How many nodes are looked at to give an element's text. */
const MOST_VISITED = 2000

/** All characters inside an element, with runs of white space as one space. */
export function textOf(element: Element, limit = 10_000): string {
  let text = ''
  let visited = 0
  walk(element, (node) => {
    if (text.length > limit || ++visited > MOST_VISITED) return false
    if (typeof node === 'string') text += node
    else if (node.tag === 'br' || node.tag === 'p' || node.tag === 'div' || node.tag === 'li') text += ' '
    return true
  })
  return text.replace(/\s+/g, ' ').trim().slice(0, limit)
}
