import { type Problem, problem } from '@wherefrom/schema'
import { Names, safePath } from '../archive/names.ts'
import { decodeStated } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { fragmentProblems, readFragment } from '../html/fragment.ts'
import { LIMITS } from '../limits.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { hasText, tooLarge } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { type MimeFile, sortParts } from './body.ts'
import { readLines } from './lines.ts'
import { headerCandidates, headerItems, htmlItems, place, plain } from './message.ts'
import { contentOf, DEEPEST, type MimePart, parseMime } from './mime.ts'

/** Reads one message: its headers and text as a document, its attachments, inline pictures and messages as members. */
export async function* readMail(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  yield* readMessage(await source.bytes(), given, [])
}

/** Reads a message as Apple Mail keeps it: its length in a line, the message, and a property list that is left out. */
export async function* readEmlx(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const bytes = await source.bytes()
  const head = Buffer.from(bytes.subarray(0, 40)).toString('latin1')
  const m = /^\s{0,10}(\d{1,12})\s{0,20}?\r?\n/.exec(head)
  const start = m?.[0].length ?? 0
  const length = m ? Number(m[1]) : bytes.length
  const short: readonly Problem[] =
    start + length > bytes.length ? [problem('reader/cut-off', { part: 'message' })] : []
  yield* readMessage(bytes.subarray(start, start + length), given, short)
}

const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })

async function* readMessage(bytes: Uint8Array, given: Given, known: readonly Problem[]): AsyncGenerator<Found> {
  const { root, whole, bounded } = parseMime(bytes)
  const { text, files } = sortParts(bytes, root)
  const problems: Problem[] = [...known]
  if (!whole) problems.push(problem('reader/cut-off', { part: 'MIME' }))
  if (bounded) problems.push(problem('reader/nesting', { limit: DEEPEST }))
  const items: Item[] = headerItems(root.headers)
  let characters = 0
  for (const part of text) {
    // What lies beyond the bound of one document is left out when its items are put together, and told there.
    if (characters > LIMITS.characters) break
    const read = bodyItems(bytes, part)
    for (const item of read.items) {
      items.push(item)
      characters += item.text.length
    }
    problems.push(...read.problems)
  }
  const draft = assemble(items)
  const candidates = [...headerCandidates(root.headers), ...draft.candidates.filter((c) => c.field !== 'title')]
  const document = finish({ ...draft, candidates, problems: [...problems, ...draft.problems] }, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'mail', document }
  else for (const found of [problem('reader/no-text'), ...problems]) yield failure(found)
  yield* members(bytes, files)
}

function bodyItems(bytes: Uint8Array, part: MimePart): { items: readonly Item[]; problems: readonly Problem[] } {
  const { parameters, value } = part.type
  const { raw, problems } = decodeStated(contentOf(bytes, part), parameters.get('charset') ?? null)
  if (value === 'text/html') {
    const fragment = readFragment(raw)
    return { items: htmlItems(fragment, part.number), problems: [...problems, ...fragmentProblems(fragment)] }
  }
  const flow = {
    flowed: parameters.get('format')?.toLowerCase() === 'flowed',
    deletesSpace: parameters.get('delsp')?.toLowerCase() === 'yes',
  }
  const cut = raw.length > LIMITS.characters ? LIMITS.characters : null
  const lines = readLines(cut === null ? raw : raw.slice(0, cut), flow)
  const items = lines.map(
    ({ text, kind, from, to }): Item => ({ text, kind, source: place(part.number, `line=${from},${to}`) }),
  )
  const short = cut === null ? [] : [problem('reader/truncated', { limit: cut, what: 'characters' })]
  return { items: plain(items), problems: [...problems, ...short] }
}

const ENCRYPTED = new Map([
  ['application/pgp-encrypted', 'PGP'],
  ['application/pkcs7-mime', 'S/MIME'],
  ['application/x-pkcs7-mime', 'S/MIME'],
])

async function* members(bytes: Uint8Array, files: readonly MimeFile[]): AsyncGenerator<Found> {
  const names = new Names()
  for (const { part, inline } of files) {
    const encrypted = ENCRYPTED.get(part.type.value)
    const signed = part.type.parameters.get('smime-type') === 'signed-data'
    if (encrypted && !signed) yield failure(problem('reader/encrypted', { type: encrypted }))
    const content = contentOf(bytes, part)
    if (content.length === 0) continue
    const { path } = names.take(fileName(part))
    const role = inline && part.disposition.value !== 'attachment' ? 'embedded' : 'attachment'
    const mediaType = /^[\w.+/-]{3,100}$/.test(part.type.value) ? part.type.value : null
    yield { kind: 'member', name: path, role, bytes: content, record: { mediaType } }
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
}

/** The name that the sender gave a file, without its folders; or its part number. */
function fileName(part: MimePart): string {
  const given = part.disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? ''
  const { path } = safePath(given.slice(0, 1000))
  const last = path.slice(path.lastIndexOf('/') + 1)
  if (given.trim() !== '' && last !== '') return last
  return `part-${part.number}.${ENDINGS[part.type.value] ?? 'bin'}`
}
