/** Text into HTML. Everything from a document goes through here; nothing else may put its characters into a page. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escaped for element content and for quoted attribute values. */
export const esc = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!)

/** C0 and C1 controls but tab and line feed, line separators, embeddings, overrides and isolates. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** Running text: as `esc`, and characters that would change how the page reads are shown by their number instead. */
export function escText(text: string): string {
  let out = ''
  let at = 0
  for (const match of text.matchAll(UNSAFE)) {
    const number = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    out += `${esc(text.slice(at, match.index))}<span class="ctl">U+${number}</span>`
    at = match.index + 1
  }
  return out + esc(text.slice(at))
}

/** For attribute values and other places without markup: unsafe characters become a space. */
export const escAttr = (text: string): string => esc(text.replace(UNSAFE, ' '))

/** JSON inside a script element: nothing in it can end the element or open another, no separator can end a line. */
export const escJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
