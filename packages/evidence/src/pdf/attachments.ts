import { problem } from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import type { Pinned } from './annotations.ts'

/** Files in one PDF that are taken out, and their bytes together. */
const MOST_FILES = 500
const MOST_BYTES = 256 * 1024 * 1024

/** Files that are embedded in a PDF or pinned to its pages, as members, in the order of the file. */
export async function* attachmentsOf(pdf: PDFDocumentProxy, pinned: readonly Pinned[]): AsyncGenerator<Found> {
  const files = [...(await listed(pdf)), ...pinned]
  const names = new Set<string>()
  const seen = new Set<string>()
  let bytes = 0
  for (const { id, filename } of files) {
    if (seen.has(id)) continue
    seen.add(id)
    if (seen.size > MOST_FILES || bytes > MOST_BYTES)
      return yield { kind: 'problem', problem: problem('archive/too-many', { limit: MOST_FILES }) }
    const name = uniqueName(filename, names)
    const content = await contentOf(pdf, id)
    if (content === null) yield { kind: 'problem', name, problem: problem('archive/member-damaged') }
    else if (content.length > LIMITS.member)
      yield { kind: 'problem', name, problem: problem('archive/member-too-large', { limit: LIMITS.member / 2 ** 20 }) }
    else {
      bytes += content.length
      yield { kind: 'member', name, role: 'attachment', bytes: content, record: {} }
    }
  }
}

async function listed(pdf: PDFDocumentProxy): Promise<readonly Pinned[]> {
  try {
    const found = (await pdf.getAttachments()) as ReadonlyMap<string, { readonly filename?: unknown }> | null
    return [...(found ?? [])].map(([id, file]) => ({
      id,
      filename: typeof file.filename === 'string' ? file.filename : '',
    }))
  } catch {
    return []
  }
}

async function contentOf(pdf: PDFDocumentProxy, id: string): Promise<Uint8Array | null> {
  try {
    const content: unknown = await pdf.getAttachmentContent(id)
    return content instanceof Uint8Array ? content : null
  } catch {
    return null
  }
}

/** A name without folders and control characters, that no other attachment has. */
function uniqueName(given: string, names: Set<string>): string {
  const bare = given
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .split(/[/\\]/)
    .at(-1)!
    .trim()
    .slice(0, 200)
  const name = bare === '' || bare === '.' || bare === '..' ? 'attachment' : bare
  let unique = name
  for (let n = 2; names.has(unique); n++) unique = `${n}-${name}`
  names.add(unique)
  return unique
}
