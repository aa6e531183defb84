/** Character classes by code unit, without regular expressions: these run over every character. */

export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x2009 || code === 0x202f
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Letters: ASCII exactly; above Latin-1 everything that is not punctuation, space or a symbol block. */
export function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba
  return code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x3000 && code <= 0x303f)
}

export function isUpper(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a
  if (code < 0x100) return code >= 0xc0 && code <= 0xde && code !== 0xd7
  const ch = String.fromCharCode(code)
  return ch !== ch.toLowerCase()
}

export function isLower(code: number): boolean {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a
  return isLetter(code) && !isUpper(code)
}

/** Hyphen-minus, en dash, em dash, horizontal bar. */
export function isDash(code: number): boolean {
  return code === 0x2d || (code >= 0x2012 && code <= 0x2015)
}
