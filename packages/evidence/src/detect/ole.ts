/** Names of streams in the directory of a compound file (OLE), in UTF-16, and what each makes of it; the first one counts. */
const STREAMS: readonly (readonly [name: string, label: string])[] = [
  ['EncryptedPackage', 'Microsoft Office'],
  ['__properties_version1.0', 'Outlook message (.msg)'],
  ['WordDocument', 'Word 97-2003 (.doc)'],
  ['Workbook', 'Excel 97-2003 (.xls)'],
  ['PowerPoint Document', 'PowerPoint 97-2003 (.ppt)'],
  ['Book\0', 'Excel 5 (.xls)'],
  ['VisioDocument', 'Visio drawing'],
]

/** What a compound file is: old formats of Office, Outlook, or a new one under a password. Null for any other. */
export function compoundType(bytes: Uint8Array): { readonly label: string; readonly encrypted: boolean } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = STREAMS.find(([name]) => buffer.includes(Buffer.from(name, 'utf16le')))
  return found ? { label: found[1], encrypted: found[0] === 'EncryptedPackage' } : null
}
