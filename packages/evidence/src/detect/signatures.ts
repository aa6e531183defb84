import type { FileKind } from '../detect.ts'

/** Leading bytes of a format; `at` is their offset. `kind` null: known by name, not read here. */
export interface Signature {
  readonly name: string
  readonly kind: FileKind | null
  readonly at?: number
  readonly bytes: readonly number[]
}

const ascii = (s: string): readonly number[] => Array.from(s, (c) => c.charCodeAt(0))

/** Order matters where one begins like another. */
export const SIGNATURES: readonly Signature[] = [
  { name: 'PDF', kind: 'pdf', bytes: ascii('%PDF-') },
  { name: 'ZIP', kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'ZIP', kind: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: 'gzip', kind: 'gzip', bytes: [0x1f, 0x8b] },
  { name: 'WARC', kind: 'warc', bytes: ascii('WARC/') },
  { name: 'xz', kind: null, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'bzip2', kind: null, bytes: ascii('BZh') },
  { name: 'Zstandard', kind: null, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: '7-Zip', kind: null, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'RAR', kind: null, bytes: ascii('Rar!') },
  { name: 'PNG image', kind: 'image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'JPEG image', kind: 'image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'GIF image', kind: 'image', bytes: ascii('GIF8') },
  { name: 'TIFF image', kind: 'image', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'TIFF image', kind: 'image', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'WebP image', kind: 'image', at: 8, bytes: ascii('WEBP') },
  { name: 'AVIF image', kind: 'image', at: 4, bytes: ascii('ftypavif') },
  { name: 'HEIC image', kind: 'image', at: 4, bytes: ascii('ftyphe') },
  { name: 'HEIC image', kind: 'image', at: 4, bytes: ascii('ftypmif1') },
  { name: 'WAV sound', kind: null, at: 8, bytes: ascii('WAVE') },
  { name: 'AVI video', kind: null, at: 8, bytes: ascii('AVI ') },
  { name: 'MP3 sound', kind: null, bytes: ascii('ID3') },
  { name: 'FLAC sound', kind: null, bytes: ascii('fLaC') },
  { name: 'Ogg', kind: null, bytes: ascii('OggS') },
  { name: 'MP4', kind: null, at: 4, bytes: ascii('ftyp') },
  { name: 'Matroska', kind: null, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { name: 'Microsoft Office 97 or Outlook', kind: null, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'RTF', kind: null, bytes: ascii('{\\rtf') },
  { name: 'SQLite database', kind: null, bytes: ascii('SQLite format 3') },
  { name: 'program (ELF)', kind: null, bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { name: 'program (Windows)', kind: null, bytes: [0x4d, 0x5a, 0x90, 0x00] },
  { name: 'WebAssembly', kind: null, bytes: [0x00, 0x61, 0x73, 0x6d] },
  { name: 'PostScript', kind: null, bytes: ascii('%!PS') },
  { name: 'font', kind: null, bytes: ascii('wOFF') },
  { name: 'font', kind: null, bytes: ascii('wOF2') },
]

/** `BM`, a size and two reserved zeroes: two letters alone would be too little to know a bitmap by. */
export const isBitmap = (b: Uint8Array): boolean =>
  b[0] === 0x42 && b[1] === 0x4d && b[6] === 0 && b[7] === 0 && b[8] === 0 && b[9] === 0 && b[11] === 0 && b[15] === 0

/** Does it begin like a tar: with a header whose checksum is right, or that is damaged but has the mark `ustar`? */
export const isTar = (head: Uint8Array): boolean =>
  head.length >= 512 && ([0x75, 0x73, 0x74, 0x61, 0x72].every((b, i) => head[257 + i] === b) || isTarHeader(head))

/** A block of 512 bytes with a name and a right checksum. */
export function isTarHeader(head: Uint8Array): boolean {
  const stated = /^[\0 ]{0,8}([0-7]{1,8})/.exec(String.fromCharCode(...head.subarray(148, 156)))?.[1]
  if (stated === undefined || head[0] === 0) return false
  let sum = 0
  for (let i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? 32 : head[i]!
  return sum === Number.parseInt(stated, 8)
}

const OTS = Buffer.from('\0OpenTimestamps\0\0Proof\0', 'latin1')
/** The identifier of signed data (1.2.840.113549.1.7.2), near the start of every RFC 3161 response and token. */
const SIGNED_DATA = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02])
/** The identifier of a timestamp's content (1.2.840.113549.1.9.16.1.4). */
const TIMESTAMP = Buffer.from([0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04])

/** What a proof of time about another file is called; null when the bytes are none. */
export function proofName(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 256))
  if (head.subarray(0, OTS.length).equals(OTS)) return 'OpenTimestamps proof'
  return head[0] === 0x30 && head.includes(SIGNED_DATA) && head.includes(TIMESTAMP) ? 'RFC 3161 timestamp' : null
}
