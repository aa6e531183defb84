import { type Problem, problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { assemble } from '../text/assemble.ts'
import { parseXml } from '../xml/parse.ts'
import { countProblems } from './docx.ts'
import { embedded, endProblems, failure, opened, textDocument } from './found.ts'
import { NAMESPACES } from './names.ts'
import { OdfText } from './odf-text.ts'
import type { Package } from './package.ts'
import { readProperties } from './properties.ts'
import type { Counts } from './word-text.ts'

/** Reads an OpenDocument text or presentation; notes and comments come after the text, comments as `boilerplate`. */
export async function* readOdt(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  const file = await opened(source)
  if ('code' in file) return yield failure(file)
  const content = await odfContent(file)
  if ('code' in content) return yield failure(content)
  const counts: Counts = { deleted: 0, inserted: 0, hidden: 0 }
  const text = new OdfText(CONTENT, counts)
  const styles = await file.text('styles.xml')
  if (styles !== null) {
    const open = (name: string, xml: { attribute(name: string): string | null }) =>
      text.styles.open(name, (attribute) => xml.attribute(attribute))
    parseXml(styles.content, { namespaces: NAMESPACES }, { open, close: () => {}, text: () => {} })
  }
  const end = parseXml(content.content, { namespaces: NAMESPACES, stop: () => text.full }, text)
  const problems = text.full
    ? [problem('reader/truncated', { limit: text.items.length, what: 'paragraphs' })]
    : endProblems(CONTENT, content.state, end)
  const draft = assemble(text.items)
  const told = [...problems, ...countProblems(counts), ...draft.problems]
  const properties = await readProperties(file, ['meta.xml'], 'odf')
  yield* textDocument('odt', { ...draft, problems: told }, properties, given)
  yield* embedded(file, (name) => name.startsWith('Pictures/'))
}

export const CONTENT = 'content.xml'

/** The content of an OpenDocument file, or why it cannot be had: it is encrypted when its manifest says so. */
export async function odfContent(file: Package): Promise<{ content: string; state: string } | Problem> {
  const manifest = await file.text('META-INF/manifest.xml')
  let encrypted = false
  const open = (name: string) => {
    if (name === 'manifest:encryption-data') encrypted = true
  }
  if (manifest) parseXml(manifest.content, { namespaces: NAMESPACES }, { open, close: () => {}, text: () => {} })
  const content = await file.text(CONTENT)
  if (encrypted || content?.state === 'encrypted') return problem('reader/encrypted', { type: 'OpenDocument' })
  return content ?? problem('reader/damaged', { reason: `no part ${CONTENT}` })
}
