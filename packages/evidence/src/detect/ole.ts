import type { FileKind, FileType } from '../detect.ts'

/** Names of streams in the directory of a compound file (OLE), in UTF-16, and what each makes of it; the first one counts. */
const STREAMS: readonly (readonly [name: string, label: string, kind?: FileKind])[] = [
  ['EncryptedPackage', 'Microsoft Office'],
  ['__properties_version1.0', 'Outlook message (.msg)', 'msg'],
  ['WordDocument', 'Word 97-2003 (.doc)'],
  ['Workbook', 'Excel 97-2003 (.xls)'],
  ['PowerPoint Document', 'PowerPoint 97-2003 (.ppt)'],
  ['Book\0', 'Excel 5 (.xls)'],
  ['VisioDocument', 'Visio drawing'],
]

/** What a compound file is: old formats of Office, Outlook, or a new one under a password. Null for any other. */
export function compoundType(bytes: Uint8Array): FileType | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = STREAMS.find(([name]) => buffer.includes(Buffer.from(name, 'utf16le')))
  if (!found) return null
  const [name, label, kind = null] = found
  return { kind, label, ...(name === 'EncryptedPackage' ? { encrypted: true } : {}) }
}
