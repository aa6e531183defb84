import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { cleanAuthors } from '../metadata/names.ts'

/** Fields of the information dictionary and of XMP that speak of the document, best first. */
const FIELDS: readonly (readonly [from: string, field: MetadataField])[] = [
  ['xmp:dc:title', 'title'],
  ['pdf:Title', 'title'],
  ['xmp:prism:publicationdate', 'published'],
  ['xmp:dc:date', 'published'],
  ['xmp:xmp:createdate', 'published'],
  ['pdf:CreationDate', 'published'],
  ['xmp:xmp:modifydate', 'modified'],
  ['pdf:ModDate', 'modified'],
  ['xmp:dc:publisher', 'outlet'],
  ['xmp:dc:creator', 'author'],
  ['pdf:Author', 'author'],
  ['xmp:dc:language', 'language'],
  ['pdf:Language', 'language'],
]

const LONGEST = 500

/** What the file states about itself. Dates are those of the file, so they stand behind dates in the text. */
export async function statedBy(pdf: PDFDocumentProxy): Promise<readonly MetadataCandidate[]> {
  const values = await valuesOf(pdf)
  return FIELDS.flatMap(([from, field]) => (values.get(from) ?? []).flatMap((raw) => candidates(field, raw, from)))
}

async function valuesOf(pdf: PDFDocumentProxy): Promise<ReadonlyMap<string, readonly string[]>> {
  const values = new Map<string, readonly string[]>()
  try {
    const { info, metadata } = await pdf.getMetadata()
    for (const [name, value] of Object.entries(info)) values.set(`pdf:${name}`, strings(value))
    if (metadata) for (const [name, value] of metadata) values.set(`xmp:${name}`, strings(value))
  } catch {
    // a damaged dictionary states nothing
  }
  return values
}

function strings(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, 20) : [value]
  return list.flatMap((v) => {
    if (typeof v !== 'string') return []
    const text = v
      .slice(0, LONGEST)
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    return text === '' ? [] : [text]
  })
}

function candidates(field: MetadataField, raw: string, from: string): readonly MetadataCandidate[] {
  if (field === 'published' || field === 'modified') return one(field, dateOf(raw), raw, from)
  if (field === 'title') return one(field, titleOf(raw), raw, from)
  if (field === 'language')
    return one(field, /^([a-z]{2,3})(?:[-_]|$)/i.exec(raw)?.[1]?.toLowerCase() ?? null, raw, from)
  if (field === 'author') return cleanAuthors(raw).flatMap((name) => one(field, name, raw, from))
  return one(field, raw, raw, from)
}

const one = (field: MetadataField, value: string | null, raw: string, from: string): readonly MetadataCandidate[] =>
  value === null ? [] : [value === raw ? { field, value, from } : { field, value, from, raw }]

const DATE = /^(?:D:)?(\d{4})-?(0[1-9]|1[0-2])?-?(0[1-9]|[12]\d|3[01])?/

/** `D:20230610120000+02'00'` or ISO 8601 as a calendar date, as the file's own clock had it. */
function dateOf(raw: string): string | null {
  const m = DATE.exec(raw)
  if (!m || +m[1]! < 1970 || +m[1]! > 2200) return null
  return [m[1], m[2], m[2] && m[3]].filter(Boolean).join('-')
}

/** Names of files and of nothing are no titles. */
function titleOf(raw: string): string | null {
  const title = raw.replace(/^(?:Microsoft Word|Microsoft PowerPoint|Microsoft Excel) - /, '')
  if (/\.(?:docx?|pdf|rtf|odt|pptx?|xlsx?|indd|qxd|tex|dvi|html?|txt|wpd|pages)$/i.test(title)) return null
  if (/^(?:untitled|unbenannt|unknown|document\d{0,3}|title|none|null|\W{0,10}|.{0,2})$/i.test(title)) return null
  return title
}
