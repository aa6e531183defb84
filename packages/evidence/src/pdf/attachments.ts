import { problem } from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Found } from '../found.ts'

/** Files in one PDF that are taken out, and their bytes together. */
const MOST_FILES = 500
const MOST_BYTES = 256 * 1024 * 1024

interface Attached {
  readonly filename?: unknown
  readonly rawFilename?: unknown
  readonly content?: unknown
}

/** Files that are embedded in a PDF, as members. */
export async function* attachmentsOf(pdf: PDFDocumentProxy): AsyncGenerator<Found> {
  let files: readonly Attached[] = []
  try {
    const found = (await pdf.getAttachments()) as ReadonlyMap<string, Attached> | Record<string, Attached> | null
    files = found === null ? [] : found instanceof Map ? [...found.values()] : Object.values(found)
  } catch {
    return
  }
  const names = new Set<string>()
  let bytes = 0
  for (const [i, file] of files.entries()) {
    const content = file.content
    if (!(content instanceof Uint8Array)) continue
    bytes += content.length
    if (i >= MOST_FILES || bytes > MOST_BYTES) {
      yield { kind: 'problem', problem: problem('archive/too-many', { limit: MOST_FILES }) }
      return
    }
    yield { kind: 'member', name: uniqueName(file, names), role: 'attachment', bytes: content, record: {} }
  }
}

/** A name without folders and control characters, that no other attachment has. */
function uniqueName(file: Attached, names: Set<string>): string {
  const given = typeof file.filename === 'string' ? file.filename : ''
  const bare = given
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
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
