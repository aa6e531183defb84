/**
 * Text of a document is not to be trusted by a terminal: control characters can move the cursor, rename the window or
 * type commands, and direction overrides show one thing while another is stored. Both are shown as `\u{...}` instead.
 */

/** C0 and C1 controls, DEL, line and paragraph separators, and Unicode's embeddings, overrides and isolates. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu

const escaped = (c: string): string => `\\u{${c.codePointAt(0)!.toString(16)}}`

/** One line of text that can be printed: white space becomes one space, everything unsafe becomes visible. */
export function safeLine(text: string): string {
  return text.replace(/[\t\n\v\f\r ]+/g, ' ').replace(UNSAFE, escaped)
}

/** A file name as one line; spaces stay as they are. */
export function safeName(name: string): string {
  return name.replace(UNSAFE, escaped)
}
