import { createHash } from 'node:crypto'
import { bytesSource, type Found, openArtifact } from '@wherefrom/evidence'
import type { Document, Problem } from '@wherefrom/schema'
import { quoted } from '../corpus/format.ts'

/** Pages that are pictures stay unread here: OCR takes seconds a page, and not every machine has it. */
const WITHOUT_OCR = { ocrPages: 0 }

/**
 * What reading a real file gave, in few lines: reader, numbers, a hash of the text and its first and last words, problems,
 * members in turn. Enough to notice any change and to judge it beside the file, and no copy of the file.
 */
export async function outlineOf(name: string, bytes: Uint8Array, depth = 0): Promise<string[]> {
  const lines: string[] = []
  for await (const found of openArtifact(bytesSource(name, bytes), WITHOUT_OCR))
    lines.push(...(await linesOf(found, depth)))
  return fewer(lines).map((line) => `  ${line}`)
}

/** Of many problems of one kind (a crawl visits a style sheet again and again) the first, and how many more there are. */
function fewer(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  const codeOf = (line: string): string | undefined => /^(?:info|warning|error) (\S+)/.exec(line)?.[1]
  for (const line of lines) {
    const code = codeOf(line)
    if (code) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const seen = new Set<string>()
  return lines.flatMap((line) => {
    const code = codeOf(line)
    if (!code || counts.get(code)! <= 3) return [line]
    if (seen.has(code)) return []
    seen.add(code)
    return [`${line}, and ${counts.get(code)! - 1} more of this kind`]
  })
}

/** Archives inside archives that are looked into; the case itself goes deeper. */
const DEEPEST = 3

async function linesOf(found: Found, depth: number): Promise<string[]> {
  if (found.kind === 'document') return documentLines(found.part, found.reader, found.document)
  if (found.kind === 'problem') return [problemLine(found.problem, found.name)]
  if (found.kind === 'link')
    return [`link ${quoted(found.url)}${found.note ? ` note ${found.note.length} characters` : ''}`]
  if (found.kind === 'image') {
    const { format, width, height, dhash, metadata } = found.image
    return [
      `image ${format} ${width}x${height}, ${dhash ? 'hashed' : 'not hashed'}, ${Object.keys(metadata).length} fields`,
    ]
  }
  const inside = depth < DEEPEST ? await outlineOf(found.name, found.bytes, depth + 1) : []
  const url = found.record.url ? ` from ${found.record.url}` : ''
  return [`${found.role} ${quoted(found.name)} ${found.bytes.length} bytes${url}`, ...inside]
}

function documentLines(part: string, reader: string, doc: Document): string[] {
  const { title, published, authors, language, url } = doc.metadata
  const kinds = new Map<string, number>()
  for (const b of doc.blocks) kinds.set(b.kind, (kinds.get(b.kind) ?? 0) + 1)
  const blocks = [...kinds].sort().map(([kind, n]) => `${n} ${kind}`)
  const known = [
    title === null ? '' : `title ${quoted(short(title))}`,
    published === null ? '' : `published ${published}`,
    authors.length === 0 ? '' : `by ${quoted(short(authors.join('; ')))}`,
    language === null ? '' : `in ${language}`,
    url === null ? '' : `at ${url}`,
  ].filter((s) => s !== '')
  return [
    `document${part === '' ? '' : ` ${quoted(short(part))}`} by ${reader}: ${doc.text.length} characters ${hashOf(doc.text)}, ${blocks.join(', ')}`,
    `  ${quoted(short(doc.text.trimStart()))} ... ${quoted(doc.text.trimEnd().slice(-SHORT).trimStart().toWellFormed())}`,
    ...(known.length > 0 ? [`  ${known.join(', ')}`] : []),
    ...summedUp(doc.problems.map((p) => `  ${problemLine(p)}`)),
  ]
}

const SHORT = 24

const short = (text: string): string => text.slice(0, SHORT).trimEnd().toWellFormed()

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

function problemLine({ code, severity, values }: Problem, name?: string): string {
  const told = Object.entries(values ?? {}).map(
    ([k, v]) => `${k} ${typeof v === 'string' ? quoted(v.slice(0, 60)) : v}`,
  )
  return [`${severity} ${code}`, ...told, ...(name === undefined ? [] : [`in ${quoted(name)}`])].join(' ')
}

/** The same line many times as one with its count. */
function summedUp(lines: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, n]) => (n === 1 ? line : `${line} (${n} times)`))
}
