import { type BlockKind, type Problem, problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { parseXml } from '../xml/parse.ts'
import { embedded, endProblems, failure, opened, textDocument } from './found.ts'
import { NAMESPACES } from './names.ts'
import type { Package } from './package.ts'
import { readProperties } from './properties.ts'
import { type Relation, readRelations } from './relations.ts'
import { readWordStyles, type Style } from './styles.ts'
import { type Counts, WordText } from './word-text.ts'

/**
 * Reads a Word document (OOXML, transitional and strict): headers, body, notes, comments, footers, each paragraph with
 * its place in its part. Comments, headers and footers are `boilerplate`: they are not what the document says.
 */
export async function* readDocx(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  const file = await opened(source)
  if ('code' in file) return yield failure(file)
  const root = await readRelations(file, '')
  const main = root.find((r) => r.type === 'officeDocument')?.target ?? 'word/document.xml'
  if (!file.has(main)) return yield failure(problem('reader/damaged', { reason: `no part ${main.slice(0, 200)}` }))
  const { items, problems } = await readParts(file, main)
  const properties = await readProperties(file, propertyParts(root), 'docx')
  const draft = assemble(items)
  yield* textDocument('docx', { ...draft, problems: [...problems, ...draft.problems] }, properties, given)
  yield* embedded(file, (name) => /^word\/(?:media|embeddings)\//.test(name))
}

/** Parts that hold what a file says of itself. */
export function propertyParts(root: readonly Relation[]): readonly string[] {
  const core = root.find((r) => r.type === 'core-properties')?.target ?? 'docProps/core.xml'
  const extended = root.find((r) => r.type === 'extended-properties')?.target ?? 'docProps/app.xml'
  return [core, extended]
}

/** Types of parts beside the body, in the order in which they stand in the text; `null`: the body itself. */
const ORDER: readonly (readonly [type: string | null, kind: BlockKind | null])[] = [
  ['header', 'boilerplate'],
  [null, null],
  ['footnotes', 'paragraph'],
  ['endnotes', 'paragraph'],
  ['comments', 'boilerplate'],
  ['footer', 'boilerplate'],
]
/** Headers and footers of this many sections at most. */
const MOST_PARTS = 100

async function readParts(
  file: Package,
  main: string,
): Promise<{ items: readonly Item[]; problems: readonly Problem[] }> {
  const relations = await readRelations(file, main)
  const stylesPart = relations.find((r) => r.type === 'styles')?.target ?? 'word/styles.xml'
  const styles = readWordStyles((await file.text(stylesPart))?.content ?? '')
  const counts: Counts = { deleted: 0, inserted: 0, hidden: 0 }
  const items: Item[] = []
  const problems: Problem[] = file.whole ? [] : [problem('reader/cut-off', { part: 'ZIP' })]
  const repeated = new Set<string>()
  for (const [type, kind] of ORDER) {
    const names = type === null ? [main] : relations.filter((r) => r.type === type).map((r) => r.target)
    for (const name of [...new Set(names)].slice(0, MOST_PARTS)) {
      const read = await readPart(file, name, styles, counts, kind)
      problems.push(...read.problems)
      const running = type === 'header' || type === 'footer'
      items.push(...(running ? read.items.filter((item) => isNew(item, repeated)) : read.items))
    }
  }
  return { items, problems: [...problems, ...countProblems(counts)] }
}

async function readPart(
  file: Package,
  name: string,
  styles: ReadonlyMap<string, Style>,
  counts: Counts,
  kind: BlockKind | null,
): Promise<{ items: readonly Item[]; problems: readonly Problem[] }> {
  const part = await file.text(name)
  if (part === null) return { items: [], problems: [] }
  if (part.state === 'encrypted')
    return { items: [], problems: [problem('reader/encrypted', { type: name.slice(0, 200) })] }
  const text = new WordText(name, styles, counts, kind)
  const end = parseXml(part.content, { namespaces: NAMESPACES, stop: () => text.full }, text)
  const problems = text.full
    ? [problem('reader/truncated', { limit: text.items.length, what: 'paragraphs' })]
    : endProblems(name.slice(0, 200), part.state, end)
  return { items: text.items, problems }
}

/** A header that all sections share is read once; one of digits only is a page number. */
function isNew(item: Item, seen: Set<string>): boolean {
  if (!/\p{L}/u.test(item.text) || seen.has(item.text)) return false
  seen.add(item.text)
  return true
}

export function countProblems({ deleted, inserted, hidden }: Counts): readonly Problem[] {
  const problems: Problem[] = []
  if (deleted + inserted > 0) problems.push(problem('reader/tracked-changes', { deleted, inserted }))
  if (hidden > 0) problems.push(problem('reader/hidden-text', { count: hidden }))
  return problems
}
