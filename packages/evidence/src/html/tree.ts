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
  /** Position among its parent's elements of the same tag, from 1: the step of its path. */
  readonly nth: number
}

export type Node = Element | string

export const isElement = (node: Node): node is Element => typeof node !== 'string'

/** Location path of an element, `/html[1]/body[1]/div[2]/p[3]`, as XPath writes it. */
export function pathOf(element: Element): string {
  const steps: string[] = []
  for (let e: Element | null = element; e !== null && e.parent !== null; e = e.parent) steps.push(`/${e.tag}[${e.nth}]`)
  return steps.reverse().join('') || '/'
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

/** All characters inside an element, with runs of white space as one space. */
export function textOf(element: Element, limit = 10_000): string {
  let text = ''
  walk(element, (node) => {
    if (text.length > limit) return false
    if (typeof node === 'string') text += node
    else if (node.tag === 'br' || node.tag === 'p' || node.tag === 'div' || node.tag === 'li') text += ' '
    return true
  })
  return text.replace(/\s+/g, ' ').trim().slice(0, limit)
}
