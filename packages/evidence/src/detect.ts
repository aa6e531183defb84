/** What a file is, judged from its bytes; a name only decides between HTML and text that begins like a tag. */
export type FileType = { readonly kind: 'text' | 'html' } | { readonly kind: 'binary'; readonly name: string | null }

/** Leading bytes of formats that are not read here, so that the problem can name them. `at` is the byte offset. */
const SIGNATURES: readonly { readonly name: string; readonly at?: number; readonly bytes: readonly number[] }[] = [
  { name: 'PDF', bytes: ascii('%PDF-') },
  { name: 'ZIP (also DOCX, XLSX, EPUB, ODT)', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'ZIP', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: 'gzip', bytes: [0x1f, 0x8b] },
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'bzip2', bytes: ascii('BZh') },
  { name: 'Zstandard', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: '7-Zip', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'RAR', bytes: ascii('Rar!') },
  { name: 'tar', at: 257, bytes: ascii('ustar') },
  { name: 'PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'GIF image', bytes: ascii('GIF8') },
  { name: 'TIFF image', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'TIFF image', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'WebP image', at: 8, bytes: ascii('WEBP') },
  { name: 'WAV sound', at: 8, bytes: ascii('WAVE') },
  { name: 'MP3 sound', bytes: ascii('ID3') },
  { name: 'Ogg', bytes: ascii('OggS') },
  { name: 'MP4 or HEIC', at: 4, bytes: ascii('ftyp') },
  { name: 'Matroska', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { name: 'Microsoft Office 97 or Outlook', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'RTF', bytes: ascii('{\\rtf') },
  { name: 'SQLite database', bytes: ascii('SQLite format 3') },
  { name: 'program (ELF)', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { name: 'program (Windows)', bytes: [0x4d, 0x5a, 0x90, 0x00] },
  { name: 'WebAssembly', bytes: [0x00, 0x61, 0x73, 0x6d] },
  { name: 'WARC', bytes: ascii('WARC/') },
  { name: 'PostScript', bytes: ascii('%!PS') },
]

function ascii(s: string): readonly number[] {
  return Array.from(s, (c) => c.charCodeAt(0))
}

/** How many bytes are looked at to tell text from other data. */
const PEEK = 64 * 1024

/**
 * The type of some bytes. Text is what has next to no control bytes (UTF-16 is known by its mark or by its regular
 * zeroes); a stray NUL in a text does not make it binary.
 */
export function detectType(bytes: Uint8Array, name = ''): FileType {
  const signature = SIGNATURES.find((s) => s.bytes.every((b, i) => bytes[(s.at ?? 0) + i] === b))
  if (signature) return { kind: 'binary', name: signature.name }
  const head = bytes.subarray(0, PEEK)
  if (utf16Order(head) === null && controls(head) > FEW_CONTROLS + head.length * 0.02)
    return { kind: 'binary', name: null }
  return { kind: looksLikeHtml(head, /\.x?html?$/i.test(name)) ? 'html' : 'text' }
}

/** Strays that any text may have, however short. */
const FEW_CONTROLS = 4

/** Control bytes other than tab, line ends, form feed and escape. */
function controls(head: Uint8Array): number {
  let n = 0
  for (const b of head) if (b < 0x20 && b !== 9 && b !== 10 && b !== 13 && b !== 12 && b !== 27) n++
  return n
}

/** Byte order of UTF-16 text, by its mark or by where its zero bytes stand; null when it is not UTF-16. */
export function utf16Order(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const n = Math.min(head.length, 4096) & ~1
  if (n < 16) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < n; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  if (odd > n * 0.4 && even < n * 0.02) return 'utf-16le'
  return even > n * 0.4 && odd < n * 0.02 ? 'utf-16be' : null
}

const HTML_START =
  /^\s{0,1000}(?:<!--|<!doctype\s{1,20}html|<\?xml[^>]{0,200}\?>\s{0,100}<!doctype\s{1,20}html|<html|<head|<body|<meta|<title)/i
const HTML_TAG =
  /<\/?(?:html|head|body|div|p|article|section|h[1-6]|span|table|ul|li|a|img|script|br|meta|title)(?=[\s>/])/gi

/** HTML by its opening, or by several known tags in what should be a fragment of a page. */
function looksLikeHtml(head: Uint8Array, named: boolean): boolean {
  const order = utf16Order(head)
  const text = order ? new TextDecoder(order).decode(head) : latin(head)
  if (HTML_START.test(text) || (named && /^\s{0,1000}<[a-z!?]/i.test(text))) return true
  const tags = text.match(HTML_TAG)
  return tags !== null && tags.length >= 4 && tags.some((t) => t.startsWith('</'))
}

const latin = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
