import type { FileKind } from '../detect.ts'

/** Formats that are text, told by how they begin; a name only decides where the content leaves it open. */
export function textualKind(text: string, name: string): FileKind {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const mail = mailKind(start, extension)
  if (mail) return mail
  if (isFeed(start)) return 'feed'
  if (/^(?:svg:)?svg\b/.test(rootElement(start) ?? '')) return 'image'
  const markdown = extension === 'md' || extension === 'markdown'
  // Markdown may hold tags; a page that is only called so opens like a page.
  if (markdown && !HTML_START.test(text)) return 'markdown'
  if (looksLikeHtml(text, /^x?html?$/.test(extension))) return 'html'
  if ((extension === 'csv' || extension === 'tsv') && isTable(start)) return 'csv'
  return 'text'
}

const HEADER_LINE = /^([A-Za-z][A-Za-z0-9-]{0,60}):/
/** Header fields of which a message has at least two among its first. */
const MAIL_FIELDS = new Set(
  (
    'from to cc bcc subject date received message-id mime-version content-type return-path delivered-to reply-to sender ' +
    'in-reply-to references content-transfer-encoding x-mailer snapshot-content-location dkim-signature envelope-to'
  ).split(' '),
)
const MBOX_LINE = /^From \S{1,200} .{0,200}\d{4}\b/

/** A message, a mailbox, a saved page in MIME form, or none of them. */
function mailKind(start: string, extension: string): FileKind | null {
  const lines = start.slice(0, 16_384).split(/\r\n?|\n/)
  if (MBOX_LINE.test(lines[0]!) && mailFields(lines.slice(1)) >= 1) return 'mbox'
  if (/^\d{1,12}\s{0,20}$/.test(lines[0]!) && mailFields(lines.slice(1)) >= 3) return 'emlx'
  const fields = mailFields(lines)
  if (fields < 2 && !(fields === 1 && /^(?:eml|mht|mhtml)$/.test(extension))) return null
  return isMhtml(start, extension) ? 'mhtml' : 'mail'
}

/** How many known fields stand in the header block; 0 where a line among the first few is no header. */
function mailFields(lines: readonly string[]): number {
  const found = new Set<string>()
  for (const [i, line] of lines.entries()) {
    if (line === '') break
    if (i > 0 && /^[ \t]/.test(line)) continue
    const field = HEADER_LINE.exec(line)?.[1]?.toLowerCase()
    // Broken programs write odd lines; behind several good ones they do not make a message something else.
    if (field === undefined) return found.size >= 4 ? found.size : 0
    if (MAIL_FIELDS.has(field)) found.add(field)
  }
  return found.size
}

/** A page saved with what it embeds: `multipart/related` that names where it was saved from. */
function isMhtml(start: string, extension: string): boolean {
  const end = start.search(/\r?\n\r?\n/)
  const head = start.slice(0, end === -1 ? undefined : end)
  if (/^snapshot-content-location:/im.test(head) || /^from: <saved by/im.test(head)) return true
  if (!/^content-type:\s{0,20}multipart\/related\b/im.test(head)) return /^mht(?:ml)?$/.test(extension)
  return /^mht(?:ml)?$/.test(extension) || (!/^(?:to|received):/im.test(head) && /^content-location:/im.test(start))
}

/** RSS, Atom and RDF by the root element, JSON Feed by its version. */
function isFeed(start: string): boolean {
  if (start.startsWith('{'))
    return /"version"\s{0,20}:\s{0,20}"https:\/\/jsonfeed\.org\/version\//.test(start.slice(0, 8192))
  const root = rootElement(start)
  if (root === null) return false
  if (/^rss\b/i.test(root)) return true
  if (/^(?:[a-z]{1,20}:)?feed\b/i.test(root))
    return root.includes('http://www.w3.org/2005/Atom') || root.includes('purl.org/atom')
  return /^rdf:RDF\b/.test(root) && root.includes('http://purl.org/rss/1.0/')
}

/** The first start tag after the prolog, without its `<`, at most 2,000 characters; null when there is none. */
function rootElement(start: string): string | null {
  let at = 0
  for (let n = 0; n < 50; n++) {
    while (/\s/.test(start[at] ?? '')) at++
    if (start[at] !== '<') return null
    const end = start.startsWith('<?', at)
      ? '?>'
      : start.startsWith('<!--', at)
        ? '-->'
        : start[at + 1] === '!'
          ? '>'
          : null
    if (end === null) {
      const close = start.indexOf('>', at)
      return start.slice(at + 1, close === -1 ? at + 2000 : Math.min(close, at + 2000))
    }
    const close = start.indexOf(end, at + 2)
    if (close === -1) return null
    // A document type may have declarations in square brackets, with a `>` of their own.
    const inner = end === '>' ? start.slice(at, close).indexOf('[') : -1
    const bracket = inner === -1 ? close : start.indexOf(']', at + inner)
    if (bracket === -1) return null
    at = start.indexOf(end, bracket) + end.length
    if (at < end.length) return null
  }
  return null
}

/** Several lines, the first of which has a separator that most others have too. */
function isTable(start: string): boolean {
  const lines = start
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  if (lines.length < 2) return /[,;\t|]|^https?:\/\//.test(lines[0] ?? '')
  const urls = lines.filter((line) => /^"?https?:\/\//.test(line.trim())).length
  return (
    urls * 2 > lines.length ||
    [',', ';', '\t', '|'].some((s) => lines.filter((line) => line.includes(s)).length * 3 > lines.length * 2)
  )
}

const HTML_START =
  /^\s{0,1000}(?:<!--|<!doctype\s{1,20}html|<\?xml[^>]{0,200}\?>\s{0,100}<!doctype\s{1,20}html|<html|<head|<body|<meta|<title)/i
const HTML_TAG =
  /<\/?(?:html|head|body|div|p|article|section|h[1-6]|span|table|ul|li|a|img|script|br|meta|title)(?=[\s>/])/gi

/** HTML by its opening, or by several known tags in what should be a fragment of a page. */
function looksLikeHtml(text: string, named: boolean): boolean {
  if (HTML_START.test(text) || (named && /^\s{0,1000}<[a-z!?]/i.test(text))) return true
  const tags = text.match(HTML_TAG)
  return tags !== null && tags.length >= 4 && tags.some((t) => t.startsWith('</'))
}
