import { type Block, type Document, type Metadata, NO_METADATA } from '@wherefrom/schema'

/** The text of a case as a document: a blank line parts its paragraphs. */
export function caseDocument(text: string, metadata: Metadata = NO_METADATA): Document {
  const blocks: Block[] = []
  let start = 0
  for (const part of text.split('\n\n')) {
    const end = start + part.length
    if (end > start) blocks.push({ start, end, kind: 'paragraph', source: { type: 'bytes', start, end } })
    start = end + 2
  }
  return { text, blocks, metadata, problems: [] }
}
