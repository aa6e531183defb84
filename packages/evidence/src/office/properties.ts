import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'
import { firstDate } from '../calendar/parse.ts'
import { cleanAuthors } from '../metadata/names.ts'
import { parseXml } from '../xml/parse.ts'
import { NAMESPACES } from './names.ts'
import type { Package } from './package.ts'

/** Properties of office files and the field that each speaks of; the first of a field is believed most. */
const FIELDS: readonly (readonly [name: string, field: MetadataField])[] = [
  ['dc:title', 'title'],
  ['dcterms:created', 'published'],
  ['meta:creation-date', 'published'],
  ['dcterms:modified', 'modified'],
  ['meta:initial-creator', 'author'],
  ['dc:creator', 'author'],
  ['cp:lastModifiedBy', 'author'],
  ['dc:language', 'language'],
  ['app:Company', 'outlet'],
  ['dc:publisher', 'outlet'],
]
/** Longest property that is kept, in characters. */
const LONGEST = 2000

/** What the file says about itself, in order of belief. `prefix` goes before each origin: `docx:dc:creator`. */
export async function readProperties(
  file: Package,
  parts: readonly string[],
  prefix: string,
): Promise<readonly MetadataCandidate[]> {
  const values = new Map<string, string>()
  for (const name of parts) {
    const part = await file.text(name)
    if (part !== null) collect(part.content, values)
  }
  return propertyCandidates(values, prefix)
}

function collect(xml: string, values: Map<string, string>): void {
  let open: string | null = null
  let text = ''
  parseXml(
    xml,
    { namespaces: NAMESPACES },
    {
      open: (name) => {
        open = name
        text = ''
      },
      text: (t) => {
        if (open !== null && text.length < LONGEST) text += t.slice(0, LONGEST)
      },
      close: (name) => {
        const value = text.replace(/\s+/g, ' ').trim()
        if (name === open && value !== '' && !values.has(name) && values.size < 200) values.set(name, value)
        open = null
      },
    },
  )
}

/** Candidates of a file's properties by their names. In ODF `dc:date` is the last change, elsewhere `dcterms:modified`. */
export function propertyCandidates(values: ReadonlyMap<string, string>, prefix: string): readonly MetadataCandidate[] {
  const out: MetadataCandidate[] = []
  for (const [name, field] of FIELDS) {
    const value = values.get(name)
    if (value !== undefined) out.push(...candidate(field, value, `${prefix}:${name}`))
  }
  const changed = values.get('dc:date')
  if (changed !== undefined) out.push(...candidate('modified', changed, `${prefix}:dc:date`))
  const modified = out.filter((c) => c.field === 'modified')
  if (out.some((c) => c.field === 'published')) return out
  return [...out, ...modified.map((c): MetadataCandidate => ({ ...c, field: 'published' }))]
}

function candidate(field: MetadataField, value: string, from: string): readonly MetadataCandidate[] {
  if (field === 'author')
    return cleanAuthors(value).map((name) => ({ field, value: name, from, ...(name === value ? {} : { raw: value }) }))
  if (field === 'language') {
    const code = /^([a-z]{2,3})(?:[-_]|$)/i.exec(value)?.[1]?.toLowerCase()
    return code === undefined ? [] : [{ field, value: code, from, ...(code === value ? {} : { raw: value }) }]
  }
  if (field !== 'published' && field !== 'modified') return [{ field, value, from }]
  const date = firstDate(value)
  return date === null ? [] : [{ field, value: date, from, ...(date === value ? {} : { raw: value }) }]
}
