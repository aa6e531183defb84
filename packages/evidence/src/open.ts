import { type Problem, type Producer, problem } from '@wherefrom/schema'
import { detectType, type FileKind, type FileType } from './detect.ts'
import type { ArtifactSource, Found } from './found.ts'
import { LIMITS } from './limits.ts'
import type { Given } from './metadata/settle.ts'
import { readTextual, tooLarge } from './read.ts'

/**
 * Reads one kind of artifact. It gives what it finds in an order that only the bytes and `given` decide, tells what is
 * wrong in problems, throws on no input, and bounds every loop and allocation (`LIMITS`). Errors of the source itself
 * (a file that vanishes) may pass through.
 */
export type Reader = (source: ArtifactSource, given: Given, type: FileType) => AsyncIterable<Found>

/** The readers and their versions; a change of what one reads raises its version. */
export const READERS: readonly Producer[] = [
  { component: 'evidence.html', version: '1' },
  { component: 'evidence.text', version: '1' },
  { component: 'evidence.gzip', version: '1' },
  { component: 'evidence.tar', version: '1' },
  { component: 'evidence.zip', version: '1' },
  { component: 'evidence.warc', version: '1' },
  { component: 'evidence.mhtml', version: '1' },
  { component: 'evidence.wacz', version: '1' },
  { component: 'evidence.docx', version: '1' },
  { component: 'evidence.odt', version: '1' },
  { component: 'evidence.xlsx', version: '1' },
  { component: 'evidence.ods', version: '1' },
  { component: 'evidence.mail', version: '1' },
  { component: 'evidence.mbox', version: '1' },
  { component: 'evidence.feed', version: '1' },
  { component: 'evidence.markdown', version: '1' },
  { component: 'evidence.csv', version: '1' },
  { component: 'evidence.pdf', version: '1' },
  { component: 'evidence.image', version: '1' },
]

/** Kind of file -> its reader. Modules are loaded when the first file of their kind is met. */
const READ: { readonly [kind in FileKind]?: () => Promise<Reader> } = {
  text: async () => textual('text'),
  html: async () => textual('html'),
  markdown: async () => (await import('./markdown/reader.ts')).readMarkdown,
  csv: async () => (await import('./csv/reader.ts')).readCsv,
  zip: async () => (await import('./archive/zip-reader.ts')).readZip,
  epub: async () => (await import('./archive/zip-reader.ts')).readZip,
  docx: async () => (await import('./office/docx.ts')).readDocx,
  odt: async () => (await import('./office/odt.ts')).readOdt,
  xlsx: async () => (await import('./office/xlsx.ts')).readXlsx,
  ods: async () => (await import('./office/ods.ts')).readOds,
  odp: async () => (await import('./office/odt.ts')).readOdt,
  feed: async () => (await import('./feed/reader.ts')).readFeed,
  mail: async () => (await import('./mail/reader.ts')).readMail,
  emlx: async () => (await import('./mail/reader.ts')).readEmlx,
  msg: async () => (await import('./mail/msg.ts')).readMsg,
  mbox: async () => (await import('./mail/mbox.ts')).readMbox,
  tar: async () => (await import('./archive/tar-reader.ts')).readTar,
  warc: async () => (await import('./warc/reader.ts')).readWarc,
  wacz: async () => (await import('./warc/wacz.ts')).readWacz,
  image: async () => (await import('./image/reader.ts')).readImage,
  pdf: async () => (await import('./pdf/reader.ts')).readPdf,
  mhtml: async () => (await import('./mhtml/reader.ts')).readMhtml,
  gzip: async () => (await import('./archive/gzip-reader.ts')).readGzip,
}

/**
 * Reads an artifact of any kind: documents, images and members in the order in which they lie in it, and what is wrong.
 * The kind is judged from the bytes; a name only decides where they leave it open. Nothing is fetched and nothing in
 * the bytes is run. Never throws on any input. Same bytes, name and `given`, same findings.
 */
export async function* openArtifact(source: ArtifactSource, given: Given = {}): AsyncGenerator<Found> {
  const options: Given = { name: source.name, ...given }
  try {
    if (source.size === 0) return yield failure(problem('reader/empty'))
    const type = await detectType(source)
    const load = type.kind === null ? undefined : READ[type.kind]
    if (load) yield* orEmpty((await load())(source, options, type))
    else yield failure(unreadable(type))
  } catch (error) {
    yield failure(thrown(error))
  }
}

const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })

/** What a reader finds; where it finds nothing at all and says nothing, as in an archive without members, that is told. */
async function* orEmpty(found: AsyncIterable<Found>): AsyncGenerator<Found> {
  let any = false
  for await (const each of found) {
    any = true
    yield each
  }
  if (!any) yield failure(problem('reader/empty'))
}

function unreadable(type: FileType): Problem {
  if (type.proof) return problem('reader/kept', { type: type.label ?? 'proof' })
  if (type.encrypted) return problem('reader/encrypted', { type: type.label ?? 'file' })
  return type.label === null ? problem('reader/binary') : problem('reader/unknown-type', { type: type.label })
}

/** The system's refusal to give the bytes, or a library that met what it does not expect: neither stops other files. */
function thrown(error: unknown): Problem {
  const { message = String(error), code } = error as Partial<NodeJS.ErrnoException>
  if (code !== undefined && /^E[A-Z]{2,20}$/.test(code)) return problem('file/unreadable', { reason: code })
  return problem('reader/failed', { reason: message.slice(0, 200) })
}

/** The readers of plain text and pages as one of the table. */
const textual = (type: 'text' | 'html'): Reader =>
  async function* (source, given) {
    if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
    const reading = readTextual(await source.bytes(), type, given)
    if (!reading.ok) return yield failure(reading.problem)
    yield { kind: 'document', part: '', reader: type, document: reading.document }
  }
