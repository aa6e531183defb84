/**
 * Outline of what is read out of a text or page: one line a block (`KIND "text"`), then the metadata that was settled on
 * and where each came from (`FIELD value from SOURCE`), then problems with the page. What every case would repeat (the
 * language, an unknown day, notes on glued captions) is left out.
 */
import { readArtifact } from '@wherefrom/evidence'
import type { Document, MetadataField } from '@wherefrom/schema'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

const FIELDS: readonly MetadataField[] = ['title', 'published', 'outlet', 'author', 'url']
const SILENT = new Set(['reader/published-unknown', 'reader/glued-caption', 'reader/main-content-unsure'])

function read(c: Case): Document | string {
  const read = readArtifact(new TextEncoder().encode(c.text))
  return read.ok ? read.document : read.problems.map((p) => `problem ${p.code}`).join('\n')
}

function metadata(doc: Document): readonly string[] {
  const lines: string[] = []
  for (const field of FIELDS) {
    const found = doc.metadata.candidates.find((c) => c.field === field)
    if (found && found.from !== 'title') lines.push(`${field} ${found.value} from ${found.from}`)
  }
  return lines
}

export const renderer: Renderer = {
  render(c) {
    const doc = read(c)
    if (typeof doc === 'string') return doc
    const blocks = doc.blocks.map((b) => `${b.kind} ${quoted(doc.text.slice(b.start, b.end))}`)
    const problems = doc.problems.filter((p) => !SILENT.has(p.code)).map((p) => `problem ${p.code}`)
    return [...blocks, ...metadata(doc), ...problems].join('\n')
  },
  renderNot(c) {
    const doc = read(c)
    if (typeof doc === 'string') return doc
    return doc.blocks
      .filter((b) => b.kind !== 'paragraph')
      .map((b) => `${b.kind} ${quoted(doc.text.slice(b.start, b.end))}`)
      .join('\n')
  },
}
