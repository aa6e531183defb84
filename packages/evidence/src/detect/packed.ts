import { gunzipMembers } from '../archive/gzip-members.ts'
import { gather, listZip, readZipEntry, type ZipListing } from '../archive/zip.ts'
import type { FileKind, FileType } from '../detect.ts'
import type { ArtifactSource } from '../found.ts'
import { isTar } from './signatures.ts'

/** Media types by which ODF and EPUB name themselves in their first member. */
const MIMETYPES: ReadonlyMap<string, readonly [FileKind | null, string]> = new Map<
  string,
  readonly [FileKind | null, string]
>([
  ['application/vnd.oasis.opendocument.text', ['odt', 'OpenDocument text']],
  ['application/vnd.oasis.opendocument.text-template', ['odt', 'OpenDocument text']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods', 'OpenDocument spreadsheet']],
  ['application/vnd.oasis.opendocument.presentation', ['odp', 'OpenDocument presentation']],
  ['application/epub+zip', ['epub', 'EPUB']],
])

/** What a ZIP holds, by the names of its members. */
export async function zipType(source: ArtifactSource): Promise<FileType> {
  const plain: FileType = { kind: 'zip', label: 'ZIP' }
  const listing = await listZip(source)
  if (listing === null) return plain
  const names = new Set(listing.entries.map((e) => e.name))
  if (names.has('mimetype')) return (await byMimetype(source, listing)) ?? plain
  if (names.has('datapackage.json') && listing.entries.some((e) => /^archive\/.+\.warc(?:\.gz)?$/.test(e.name)))
    return { kind: 'wacz', label: 'WACZ' }
  if (!names.has('[Content_Types].xml')) return plain
  if (names.has('word/document.xml')) return { kind: 'docx', label: 'DOCX' }
  if (names.has('xl/workbook.xml')) return { kind: 'xlsx', label: 'XLSX' }
  if (names.has('ppt/presentation.xml')) return { kind: 'pptx', label: 'PPTX' }
  return plain
}

async function byMimetype(source: ArtifactSource, listing: ZipListing): Promise<FileType | null> {
  const entry = listing.entries.find((e) => e.name === 'mimetype')!
  if (entry.encrypted) return null
  const { bytes } = await readZipEntry(source, entry, 200)
  const row = MIMETYPES.get(Buffer.from(bytes).toString('latin1').trim())
  return row ? { kind: row[0], label: row[1] } : null
}

/** What a gzip holds, by the beginning of its inside; a damaged one is still a gzip. */
export async function gzipType(source: ArtifactSource): Promise<FileType> {
  const inside = await firstBytes(gunzipMembers(source), 512)
  if (Buffer.from(inside).subarray(0, 5).toString('latin1') === 'WARC/') return { kind: 'warc', label: 'WARC' }
  return isTar(inside) ? { kind: 'tar', label: 'tar.gz' } : { kind: 'gzip', label: 'gzip' }
}

async function firstBytes(pieces: AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array> {
  const some = async function* () {
    let length = 0
    for await (const piece of pieces) {
      yield piece.subarray(0, count - length)
      length += piece.length
      if (length >= count) return
    }
  }
  return (await gather(some(), count)).bytes
}
