import { LIMITS } from '../limits.ts'

/** The upper half of code page 437, in which old ZIP programs write names. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** A member's name from its bytes: UTF-8 where it is valid UTF-8 or said to be, else code page 437. */
export function decodeName(raw: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8, ignoreBOM: true }).decode(raw)
  } catch {
    return Array.from(raw, (b) => (b < 0x80 ? String.fromCharCode(b) : CP437[b - 0x80])).join('')
  }
}

/**
 * A member's path made harmless: `/` between parts, no drive, no root, no `.` or `..`, no control or direction
 * characters, of bounded length. `changed` says that the archive wrote something that could have led elsewhere or
 * deceived; a leading `./` and doubled slashes are no such thing.
 */
export function safePath(name: string): { readonly path: string; readonly changed: boolean } {
  const slashed = name.replaceAll('\\', '/')
  const cut = slashed.slice(-LIMITS.path).toWellFormed()
  // Control characters, and the marks that turn the direction of text.
  const visible = cut.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '_')
  const parts = visible.split('/').filter((p) => p !== '' && p !== '.')
  const kept = withoutDrive(parts.filter((p) => p !== '..'))
  const path = kept.join('/')
  const changed = visible !== slashed || visible.startsWith('/') || path === '' || path !== parts.join('/')
  return { path: path === '' ? 'unnamed' : path, changed }
}

/** Parts without letters of drives before them (`C:`, also where another stands behind it). */
function withoutDrive(parts: readonly string[]): readonly string[] {
  for (const [i, part] of parts.entries()) {
    const rest = part.replace(/^(?:[A-Za-z]:)+/, '')
    if (rest !== '' && rest !== '.' && rest !== '..') return [rest, ...parts.slice(i + 1)]
  }
  return []
}

/** Names that occur again get a number, so that each path stands for one member. */
export class Names {
  private readonly seen = new Map<string, number>()

  /** The path itself the first time, then `path (2)`, `path (3)`; `repeated` from the second time on. */
  take(path: string): { readonly path: string; readonly repeated: boolean } {
    let path2 = path
    let n = this.seen.get(path) ?? 0
    const repeated = n > 0
    while (n > 0 && this.seen.has(path2)) path2 = `${path} (${++n})`
    this.seen.set(path, Math.max(1, n))
    if (repeated) this.seen.set(path2, 1)
    return { path: path2, repeated }
  }
}
