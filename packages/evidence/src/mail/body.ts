import { readFragment } from '../html/fragment.ts'
import { field } from './headers.ts'
import { contentOf, type MimePart } from './mime.ts'

/** A message's parts by what becomes of them. */
export interface Sorted {
  /** Text and HTML that is the message's own text, in order. */
  readonly text: readonly MimePart[]
  /** Everything else that holds something, in order. */
  readonly files: readonly MimeFile[]
}

export interface MimeFile {
  readonly part: MimePart
  /** Shown inside the text (an inline picture), not added to it. */
  readonly inline: boolean
}

interface Leaf {
  readonly part: MimePart
  /** For each `multipart/alternative` around it, outermost first: its part number and the branch. */
  readonly branches: readonly (readonly [alternative: string, branch: number])[]
  readonly related: boolean
}

/**
 * Which parts are the text. Of alternatives, plain text is taken where it says about as much as the HTML does, since its
 * quotations are marked and its lines are what the sender wrote; otherwise the last HTML.
 */
export function sortParts(bytes: Uint8Array, root: MimePart): Sorted {
  const leaves = leavesOf(root)
  const chosen = new Map<string, number>()
  for (const { branches } of leaves)
    for (const [alternative] of branches)
      if (!chosen.has(alternative)) chosen.set(alternative, choose(bytes, leaves, alternative))
  const text: MimePart[] = []
  const files: MimeFile[] = []
  for (const { part, branches, related } of leaves) {
    if (!isText(part)) files.push({ part, inline: related || field(part.headers, 'content-id') !== null })
    else if (branches.every(([alternative, branch]) => chosen.get(alternative) === branch)) text.push(part)
  }
  return { text, files: files.filter(({ part }) => part.end > part.start) }
}

/** The leaves of the tree in order, without recursion. */
function leavesOf(root: MimePart): readonly Leaf[] {
  const leaves: Leaf[] = []
  const open: Leaf[] = [{ part: root, branches: [], related: false }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, branches } = next
    if (part.children.length === 0) {
      leaves.push(next)
      continue
    }
    const type = part.type.value
    for (let i = part.children.length - 1; i >= 0; i--) {
      const child = part.children[i]!
      const inside = type === 'multipart/alternative' ? [...branches, [part.number, i] as const] : branches
      open.push({ part: child, branches: inside, related: next.related || (type === 'multipart/related' && i > 0) })
    }
  }
  return leaves
}

/** A part of several that holds none (its boundary is missing) is text as well: what else there is can be seen. */
const isText = (part: MimePart): boolean =>
  /^(?:text\/plain|text\/html|multipart\/.{1,100})$/.test(part.type.value) &&
  part.disposition.value !== 'attachment' &&
  !part.disposition.parameters.has('filename') &&
  !part.type.parameters.has('name')

/** The branch of an alternative that is read. */
function choose(bytes: Uint8Array, leaves: readonly Leaf[], alternative: string): number {
  const words = { plain: 0, html: 0 }
  const branch = { plain: -1, html: -1 }
  for (const { part, branches } of leaves) {
    const own = branches.find(([name]) => name === alternative)
    if (!own || !isText(part)) continue
    const kind = part.type.value === 'text/html' ? 'html' : 'plain'
    if (kind === 'html' || branch.plain === -1) branch[kind] = own[1]
    words[kind] = Math.max(words[kind], countWords(bytes, part, kind === 'html'))
  }
  if (branch.html === -1) return branch.plain
  return branch.plain !== -1 && words.plain > 0 && words.plain >= words.html * ENOUGH ? branch.plain : branch.html
}

/** Plain text with fewer words than this share of the HTML's is a stopgap ("your program cannot show this message"). */
const ENOUGH = 0.7
/** How many bytes of a part are counted. */
const COUNTED = 256 * 1024

function countWords(bytes: Uint8Array, part: MimePart, html: boolean): number {
  const cut: MimePart = { ...part, end: Math.min(part.end, part.start + COUNTED) }
  const text = Buffer.from(contentOf(bytes, cut)).toString('latin1')
  const lines = html ? readFragment(text).items.map((item) => item.text) : [text]
  return lines.reduce((n, line) => n + (line.match(/[A-Za-z0-9\x80-\xff]{2,}/g)?.length ?? 0), 0)
}
