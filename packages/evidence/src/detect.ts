import { compoundType } from './detect/ole.ts'
import { gzipType, zipType } from './detect/packed.ts'
import { isBitmap, isTar, proofName, SIGNATURES } from './detect/signatures.ts'
import { textualKind } from './detect/textual.ts'
import type { ArtifactSource } from './found.ts'
import { readRange } from './source.ts'
import { utf16Order } from './utf16.ts'

/** Formats that a reader is, or could be, registered for in `open.ts`. */
export type FileKind =
  | 'text'
  | 'html'
  | 'markdown'
  | 'csv'
  | 'feed'
  | 'mail'
  | 'emlx'
  | 'mbox'
  | 'msg'
  | 'mhtml'
  | 'pdf'
  | 'image'
  | 'docx'
  | 'odt'
  | 'xlsx'
  | 'ods'
  | 'pptx'
  | 'odp'
  | 'epub'
  | 'zip'
  | 'wacz'
  | 'gzip'
  | 'tar'
  | 'warc'

/** What a file is. `kind` null: not read here; then `label` names the format, or is null for unknown binary data. */
export interface FileType {
  readonly kind: FileKind | null
  readonly label: string | null
  /** Known to be under a password. */
  readonly encrypted?: boolean
  /** A proof about other files: kept, nothing to read. */
  readonly proof?: boolean
}

/** How many bytes are looked at to tell text from other data. */
const PEEK = 64 * 1024

/** The type of an artifact, judged from its bytes; looks into ZIP and gzip as far as their kind goes. */
export async function detectType(source: ArtifactSource): Promise<FileType> {
  const type = typeOfHead(await readRange(source, 0, PEEK), source.name)
  if (type.kind === 'zip') return zipType(source)
  if (type.kind === 'gzip') return gzipType(source)
  if (type.label !== OLE || source.size > MOST_OLE) return type
  return { ...type, ...compoundType(await source.bytes()) }
}

const OLE = 'Microsoft Office 97 or Outlook'
const MOST_OLE = 64 * 1024 * 1024

/**
 * The type as far as the first bytes tell it. Text is what has next to no control bytes (UTF-16 is known by its mark or
 * by its regular zeroes); a stray NUL in a text does not make it binary.
 */
export function typeOfHead(bytes: Uint8Array, name = ''): FileType {
  const signature = SIGNATURES.find((s) => s.bytes.every((b, i) => bytes[(s.at ?? 0) + i] === b))
  if (signature) return { kind: signature.kind, label: signature.name }
  if (isTar(bytes)) return { kind: 'tar', label: 'tar' }
  const proof = proofName(bytes)
  if (proof) return { kind: null, label: proof, proof: true }
  if (isBitmap(bytes)) return { kind: 'image', label: 'BMP image' }
  const head = bytes.subarray(0, PEEK)
  const order = utf16Order(head)
  // Mail programs and gateways put a few bytes before a PDF; readers of PDF look for its mark in the first kilobyte.
  if (order === null && /[\r\n]%PDF-1\./.test(latin(head.subarray(0, 1024)))) return { kind: 'pdf', label: 'PDF' }
  if (order === null && controls(head) > FEW_CONTROLS + head.length * 0.02) return { kind: null, label: null }
  const kind = textualKind(order ? new TextDecoder(order).decode(head) : latin(head), name)
  return { kind, label: kind }
}

/** Strays that any text may have, however short. */
const FEW_CONTROLS = 4

/** Control bytes other than tab, line ends, form feed and escape. */
function controls(head: Uint8Array): number {
  let n = 0
  for (const b of head) if (b < 0x20 && b !== 9 && b !== 10 && b !== 13 && b !== 12 && b !== 27) n++
  return n
}

const latin = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
