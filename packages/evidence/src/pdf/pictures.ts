import { createHash } from 'node:crypto'
import type { Found } from '../found.ts'

/** Pictures of one file that are taken out, and their bytes together. */
const MOST = 200
const MOST_BYTES = 128 * 1024 * 1024
/** Smaller ones are ornaments. In pixels and bytes. */
const LEAST_SIDE = 64
const LEAST_BYTES = 2000
/** How far before its data a picture's dictionary begins at most. */
const DICTIONARY = 4096

/**
 * The JPEG pictures in a PDF, byte for byte as they lie in it, so that the same picture is found elsewhere. Pictures in
 * other forms are no files of their own and are left where they are, as are those of files under a password.
 */
export function* picturesOf(bytes: Uint8Array): Generator<Found> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const seen = new Set<string>()
  let all = 0
  for (let at = file.indexOf('/DCTDecode'); at !== -1; at = file.indexOf('/DCTDecode', at + 1)) {
    const picture = pictureAt(file, at)
    if (!picture) continue
    const hash = createHash('sha256').update(picture).digest('hex')
    all += picture.length
    if (seen.size >= MOST || all > MOST_BYTES) return
    if (seen.has(hash)) continue
    seen.add(hash)
    yield {
      kind: 'member',
      name: `picture-${seen.size}.jpg`,
      role: 'embedded',
      bytes: Uint8Array.from(picture),
      record: {},
    }
  }
}

/** The data of the stream whose dictionary names the filter at `at`, when it is a JPEG file and nothing else. */
function pictureAt(file: Buffer, at: number): Buffer | null {
  const from = file.lastIndexOf(' obj', at)
  const stream = file.indexOf('stream', at)
  if (from === -1 || stream === -1 || at - from > DICTIONARY || stream - at > DICTIONARY) return null
  const dictionary = file.toString('latin1', from, stream)
  if (
    !/\/Image\b/.test(dictionary) ||
    !/\/Filter\s{0,9}(?:\[\s{0,9})?\/DCTDecode\s{0,9}(?:\]|\/|>|\s)/.test(dictionary)
  )
    return null
  const width = Number(/\/Width\s{1,9}(\d{1,6})/.exec(dictionary)?.[1] ?? 0)
  const height = Number(/\/Height\s{1,9}(\d{1,6})/.exec(dictionary)?.[1] ?? 0)
  if (width < LEAST_SIDE || height < LEAST_SIDE) return null
  const start = file[stream + 6] === 0x0d ? stream + 8 : stream + 7
  const stated = Number(/\/Length (\d{1,10})(?!\s{1,9}\d{1,9}\s{1,9}R)/.exec(dictionary)?.[1] ?? 0)
  const end = stated > 0 && start + stated <= file.length ? start + stated : file.indexOf('endstream', start)
  if (end - start < LEAST_BYTES || file[start] !== 0xff || file[start + 1] !== 0xd8) return null
  return file.subarray(start, end)
}
