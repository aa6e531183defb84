import { type Block, type MetadataCandidate, problem } from '@wherefrom/schema'
import { failure, Intake } from '../archive/intake.ts'
import { decode, decodeStated } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { draftHtml } from '../html/reader.ts'
import { LIMITS } from '../limits.ts'
import { field } from '../mail/headers.ts'
import { contentOf, DEEPEST, type MimePart, parseMime } from '../mail/mime.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { hasText, tooLarge } from '../read.ts'

/**
 * Reads a page that a browser saved as MHTML: the page as a document under the address it was saved from, its images and
 * frames as members.
 */
export async function* readMhtml(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const bytes = await source.bytes()
  const { root, whole, bounded } = parseMime(bytes)
  if (!whole) yield failure(problem('archive/damaged', { reason: 'it breaks off' }))
  if (bounded) yield failure(problem('reader/nesting', { limit: DEEPEST }))
  const parts = leavesOf(root)
  const page = pageOf(root, parts)
  if (page) yield* readPage(bytes, page, pageAddress(root, page), given)
  else yield failure(problem('reader/no-text'))
  const intake = new Intake(source.size)
  for (const part of parts) if (part !== page) yield* member(bytes, part, intake)
  yield* intake.summary()
}

/** The parts that hold something, in order; without recursion. */
function leavesOf(root: MimePart): readonly MimePart[] {
  const leaves: MimePart[] = []
  const open = [root]
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.children.length === 0) leaves.push(part)
    for (const child of part.children.toReversed()) open.push(child)
  }
  return leaves
}

const isPage = (part: MimePart): boolean =>
  part.type.value === 'text/html' || part.type.value === 'application/xhtml+xml'

/** The page itself: the part that the container names as its start, or else the first HTML. */
function pageOf(root: MimePart, parts: readonly MimePart[]): MimePart | undefined {
  const start = root.type.parameters.get('start')
  const named =
    start === undefined ? undefined : parts.find((p) => field(p.headers, 'content-id')?.trim() === start.trim())
  return named && isPage(named) ? named : parts.find(isPage)
}

function pageAddress(root: MimePart, page: MimePart): string | null {
  const stated = [
    field(root.headers, 'snapshot-content-location'),
    field(page.headers, 'content-location'),
    field(root.headers, 'content-location'),
  ]
  return stated.map(webAddress).find((url) => url !== null) ?? null
}

/** A header's value as an address of the web; long ones are folded over several lines. */
function webAddress(value: string | null): string | null {
  const url = URL.parse((value ?? '').replace(/\s+/g, ''))
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href.slice(0, 8192) : null
}

function* readPage(bytes: Uint8Array, page: MimePart, address: string | null, given: Given): Generator<Found> {
  const url = given.url ?? address
  const draft = draftHtml(decodePage(contentOf(bytes, page), page), url)
  const blocks = draft.blocks.map((b) => withPart(b, page.number))
  const saved: readonly MetadataCandidate[] =
    address === null ? [] : [{ field: 'url', value: address, from: 'mhtml:Content-Location' }]
  const document = finish({ ...draft, blocks, candidates: [...saved, ...draft.candidates] }, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'mhtml', document }
  else yield failure(problem('reader/no-text'))
}

/** The container's statement of the encoding outranks the page's own, as a server's does (HTML Standard 13.2.3.2). */
function decodePage(content: Uint8Array, page: MimePart): ReturnType<typeof decode> {
  const charset = page.type.parameters.get('charset')
  return charset === undefined ? decode(content, true) : decodeStated(content, charset)
}

function withPart(block: Block, part: string): Block {
  const { source } = block
  return source.type === 'element' ? { ...block, source: { type: 'part', part, path: source.path } } : block
}

/** Parts that show or say nothing: styles, scripts and fonts. */
const LEFT_OUT =
  /^(?:text\/(?:css|javascript)|application\/(?:x-)?javascript|application\/json|font\/|application\/(?:x-)?font)/

function* member(bytes: Uint8Array, part: MimePart, intake: Intake): Generator<Found> {
  const type = part.type.value
  if (type.startsWith('multipart/') || LEFT_OUT.test(type)) return
  const content = contentOf(bytes, part)
  if (content.length === 0) return
  const location = webAddress(field(part.headers, 'content-location'))
  const named = intake.path(nameOf(part, location))
  if (named === null) return
  yield* named.problems
  const record = {
    name: named.path,
    mediaType: type,
    ...(location === null ? {} : { url: location, finalUrl: location }),
  }
  yield { kind: 'member', name: named.path, role: 'embedded', bytes: content, record }
}

function nameOf(part: MimePart, location: string | null): string {
  const url = location === null ? null : URL.parse(location)
  if (!url) return `part-${part.number}`
  return `${url.host}${url.pathname.endsWith('/') ? `${url.pathname}index` : url.pathname}`
}
