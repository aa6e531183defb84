import { APOSTROPHE, classAt, DIGIT, DOT, HYPHEN, isUpperAt, LETTER, OTHER, RUN, SPACE, widthAt } from './chars.ts'
import { ABBREVIATIONS, CLITICS, DOTTED, ELIDED, FACES, FUSED, PREFIXES, SLASHED, SUFFIXES, UNITS } from './words.ts'

/** Where the scanner writes: a pair of code unit offsets for each token, in order. */
export type Emit = (start: number, end: number) => unknown

/**
 * Cuts `text[start, end)` into tokens as the English Universal Dependencies treebanks do: contractions in two words,
 * most hyphens alone, prices without their sign, abbreviations with their stop. Designations (`T-72B3`, `Shahed-136/131`)
 * stay whole. Tokens hold no white space and cover everything else. Linear in the length of the text.
 */
export function scan(text: string, start: number, end: number, emit: Emit): void {
  let i = start
  while (i < end) {
    while (i < end && classAt(text, i) === SPACE) i++
    if (i >= end) return
    let stop = i
    while (stop < end && classAt(text, stop) !== SPACE) stop++
    scanChunk(text, i, stop, start, end, emit)
    i = stop
  }
}

/** One stretch without white space. `blockStart` and `blockEnd` bound what may be looked at around it. */
function scanChunk(text: string, a: number, b: number, blockStart: number, blockEnd: number, emit: Emit): void {
  if (b - a <= 3 && FACES.has(text.slice(a, b))) {
    emit(a, b)
    return
  }
  let i = a
  const address = addressIn(text, a, b)
  while (i < b) {
    if (address && i === address.start) {
      emit(address.start, address.end)
      i = address.end
      continue
    }
    const limit = address && i < address.start ? address.start : b
    const kind = classAt(text, i)
    if (kind === LETTER || kind === DIGIT) i = scanWord(text, i, limit, blockStart, blockEnd, emit)
    else if (kind === APOSTROPHE) i = scanApostrophe(text, i, limit, a, emit)
    else i = scanMark(text, i, limit, kind, emit)
  }
}

/** A web or mail address inside the chunk, without the punctuation around it. Only the first one. */
function addressIn(text: string, a: number, b: number): { start: number; end: number } | null {
  let at = -1
  let colon = -1
  for (let i = a; i < b; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 64 && at < 0 && i > a && i + 1 < b) at = i
    else if (unit === 58 && colon < 0 && text.startsWith('://', i)) colon = i
  }
  const www = text.startsWith('www.', a) || text.startsWith('www.', a + 1) || text.startsWith('mailto:', a)
  if (colon < 0 && !www && (at < 0 || !hasDot(text, at, b))) return null
  let start = a
  while (start < b && classAt(text, start) !== LETTER && classAt(text, start) !== DIGIT) start++
  let end = b
  while (end > start && '.,;:!?)]}>\'"\u201d\u2019\u00bb'.includes(text[end - 1]!)) end--
  return start < end && (colon < 0 || colon > start) ? { start, end } : null
}

function hasDot(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text[i] === '.') return true
  return false
}

/** Punctuation and symbols: runs of one mark stay together, all else is one character a token. */
function scanMark(text: string, i: number, b: number, kind: number, emit: Emit): number {
  let end = i + widthAt(text, i)
  const first = text.charCodeAt(i)
  if (kind === DOT) {
    if (classAt(text, end) === DIGIT && end < b) {
      while (end < b && classAt(text, end) === DIGIT) end++
    } else while (end < b && (text[end] === '.' || (end > i + 1 && text[end] === '?'))) end++
  } else if (kind === HYPHEN) while (end < b && text.charCodeAt(end) === first) end++
  else if (kind === RUN) {
    if (first === 33 || first === 63) while (end < b && (text[end] === '!' || text[end] === '?')) end++
    else if (first === 35) {
      while (end < b && text[end] === '#') end++
      if (end === i + 1 && classAt(text, end) === LETTER && end < b) end = wordEnd(text, end, b)
    } else while (end < b && text.charCodeAt(end) === first) end++
    if (end - i < 3 && first !== 33 && first !== 63 && first !== 35) end = ruleEnd(text, i, b, end)
  } else if (first === 36) while (end < b && text[end] === '$') end++
  else if (first === 64 && classAt(text, end) === LETTER && end < b) end = wordEnd(text, end, b)
  else if (kind === OTHER && first > 0x2000) {
    // Joined emoji and their selectors count as one character.
    while (end < b && (text.charCodeAt(end) === 0xfe0f || text.charCodeAt(end) === 0x200d)) end++
  }
  emit(i, end)
  return end
}

/** Rules and arrows drawn with several marks (`-_-`, `===>`) are one token from three marks on. */
function ruleEnd(text: string, i: number, b: number, end: number): number {
  let at = i
  while (at < b && RULE_MARKS.includes(text[at]!)) at++
  return at - i >= 3 ? at : end
}

const RULE_MARKS = '-=*_~+<>'

function wordEnd(text: string, i: number, b: number): number {
  let end = i
  while (end < b && (classAt(text, end) === LETTER || classAt(text, end) === DIGIT || text[end] === '_')) end++
  return end
}

/** An apostrophe that no word holds inside: a clitic, a short year, an elided word, else a quotation mark. */
function scanApostrophe(text: string, i: number, b: number, chunk: number, emit: Emit): number {
  let end = i + 1
  while (end < b && classAt(text, end) === LETTER) end++
  const word = text.slice(i + 1, end).toLowerCase()
  if (word !== '' && ((i > chunk && CLITICS.has(word)) || ELIDED.has(word))) {
    emit(i, end)
    return end
  }
  if (word === '' && classAt(text, i + 1) === DIGIT && classAt(text, i + 2) === DIGIT && i + 3 <= b) {
    end = i + 3
    if (end < b && text[end] === 's') end++
    if (classAt(text, end) !== DIGIT || end >= b) {
      emit(i, end)
      return end
    }
  }
  end = i + 1
  if (end < b && text[end] === text[i] && classAt(text, i + 2) !== LETTER) end++
  emit(i, end)
  return end
}

/** From a letter or digit: one word, or several (contractions, units). Returns where it ends. */
function scanWord(text: string, i: number, b: number, blockStart: number, blockEnd: number, emit: Emit): number {
  let end = growWord(text, i, b)
  // A word broken off in speech keeps its dash: `w- what`.
  if (end - i <= 3 && text[end] === '-' && end + 1 === b && classAt(text, end - 1) === LETTER && i > 0) end++
  if (text[end] === '.' && end < b && keepsStop(text, i, end, b, blockStart, blockEnd)) end++
  if (text[end] === '$' && end < b && end - i <= 3 && isUpperAt(text, i)) end++
  emitWord(text, i, end, emit)
  return end
}

/** Beyond this many code units no mark joins any more: keeps looking back cheap. */
const LONGEST_JOIN = 100

/** Follows letters, digits and the marks that join them. */
function growWord(text: string, start: number, b: number): number {
  let i = start
  while (i < b) {
    const kind = classAt(text, i)
    if (kind === LETTER || kind === DIGIT) {
      i++
      continue
    }
    if (i + 1 >= b || i - start > LONGEST_JOIN) break
    const next = classAt(text, i + 1)
    if (next !== LETTER && next !== DIGIT) break
    const before = classAt(text, i - 1)
    if (kind === APOSTROPHE) {
      if (next !== LETTER || (before === DIGIT && text[i + 1] !== 's')) break
    } else if (kind === DOT) {
      if (!joinsAtDot(text, start, i, b, before, next)) break
    } else if (kind === HYPHEN) {
      if (!joinsAtHyphen(text, start, i, b)) break
    } else if (!joinsAtMark(text, start, i, b, before, next)) break
    i++
  }
  return i
}

function joinsAtDot(text: string, start: number, i: number, b: number, before: number, next: number): boolean {
  if (before === DIGIT && next === DIGIT) return true
  if (before === LETTER && next === LETTER) {
    const single = i === start + 1 || text[i - 2] === '.'
    const nextSingle = i + 2 >= b || classAt(text, i + 2) !== LETTER
    if (single && (nextSingle || isUpperAt(text, i - 1))) return true
    if (isUpperAt(text, i - 1) && nextSingle && i - start <= 3) return true
  }
  const dotted = before === LETTER && next === LETTER && !isUpperAt(text, i + 1)
  if (dotted && text.lastIndexOf('.', i - 1) > start) return true
  let end = i + 1
  while (end < b && (classAt(text, end) === LETTER || classAt(text, end) === DIGIT)) end++
  return DOTTED.has(text.slice(i + 1, end).toLowerCase()) || (end < b && text[end] === '.' && dottedEnd(text, end, b))
}

/** `alt.animals.cat`, `news.example.com`: three or more lower-case parts. */
function dottedEnd(text: string, i: number, b: number): boolean {
  return i + 1 < b && classAt(text, i + 1) === LETTER && !isUpperAt(text, i + 1) && !isUpperAt(text, i - 1)
}

function joinsAtMark(text: string, start: number, i: number, b: number, before: number, next: number): boolean {
  const mark = text[i]
  if (mark === ',') return before === DIGIT && next === DIGIT && digitsAt(text, i + 1, b) === 3
  if (mark === ':') return before === DIGIT && next === DIGIT && i - start <= 5 && digitsAt(text, i + 1, b) === 2
  if (mark === '/') return joinsAtSlash(text, start, i, b, before, next)
  if (mark === '&') return isUpperAt(text, i - 1) && isUpperAt(text, i + 1)
  return mark === '_' || mark === '@'
}

function joinsAtSlash(text: string, start: number, i: number, b: number, before: number, next: number): boolean {
  if (before === DIGIT && next === DIGIT) return digitsAt(text, i + 1, b) <= 4
  let end = i + 1
  while (end < b && classAt(text, end) === LETTER) end++
  return SLASHED.has(text.slice(start, end).toLowerCase())
}

function digitsAt(text: string, i: number, b: number): number {
  let end = i
  while (end < b && classAt(text, end) === DIGIT) end++
  return end - i
}

/** Prefixes, designations (a name, a hyphen, a number: `Geran-2`, `S-400`, `SS-N-22`), telephone numbers, dates. */
function joinsAtHyphen(text: string, start: number, i: number, b: number): boolean {
  let end = i + 1
  while (end < b && (classAt(text, end) === LETTER || classAt(text, end) === DIGIT)) end++
  const left = text.slice(start, i)
  if (PREFIXES.has(left.toLowerCase()) || SUFFIXES.has(text.slice(i + 1, end).toLowerCase())) return true
  const digits = digitsAt(text, i + 1, b)
  if (classAt(text, i - 1) === DIGIT && classAt(text, start) === DIGIT) {
    if (digits === 0 || i + 1 + digits !== end) return false
    const part = i - Math.max(start, text.lastIndexOf('-', i - 1) + 1)
    if (start !== i - part || (end < b && text[end] === '-' && digitsAt(text, end + 1, b) > 0)) return part <= 4
    return digits === 4 && (part === 3 || part === 5)
  }
  if (!isUpperAt(text, start)) return false
  if (digits > 0) return text[start + 1] !== 'S' || text[start] !== 'U'
  return /^[A-Z]{1,3}$/.test(left) && end === i + 2 && text[end] === '-' && digitsAt(text, end + 1, b) > 0
}

/** Does the full stop at `end` belong to the word before it? */
function keepsStop(text: string, start: number, end: number, b: number, blockStart: number, blockEnd: number): boolean {
  if (text[end + 1] === '.' && end + 1 < b) return false
  const word = text.slice(start, end)
  const length = end - start
  if (classAt(text, start) === DIGIT) return start === blockStart && length <= 2 && end + 1 === b && b < blockEnd
  if (length > 1 && length <= 12 && word.includes('.') && /^(?:[A-Za-z]{1,2}\.){1,6}[A-Za-z]{1,2}$/.test(word))
    return true
  const last = end + 1 >= blockEnd
  if (length === 1 && 'cpbd'.includes(word)) return classAt(text, nextChar(text, end + 1, blockEnd)) === DIGIT
  if (length === 1) return isUpperAt(text, start) && word !== 'I' && !last && nextIsName(text, end + 1, blockEnd)
  const lower = word.toLowerCase()
  if (!ABBREVIATIONS.has(lower) || length > 6) return false
  if (lower === 'no') return classAt(text, nextChar(text, end + 1, blockEnd)) === DIGIT
  if (AMBIGUOUS.has(lower)) return isUpperAt(text, start) && !last && classAt(text, end + 1) === SPACE
  return true
}

/** Abbreviations that are words as well: kept only when capitalised inside a block. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'co sat sun mon wed jun mass miss ore wash ed fig art op tel min mins gen rep la pa ga va del ind fri est ext sec para md mo hon arr mt'.split(
    ' ',
  ),
)

function nextChar(text: string, i: number, end: number): number {
  while (i < end && classAt(text, i) === SPACE) i++
  return i < end ? i : text.length
}

function nextIsName(text: string, i: number, end: number): boolean {
  const at = nextChar(text, i, end)
  return at < text.length && (isUpperAt(text, at) || ",;&'".includes(text[at]!))
}

/** Cuts contractions, fused words and units off a word; at most three (`shouldn't've`). */
function emitWord(text: string, start: number, end: number, emit: Emit): void {
  const second = cutOf(text, start, end)
  const first = second > start ? cutOf(text, start, second) : start
  const zeroth = first > start ? cutOf(text, start, first) : start
  let at = start
  for (const cut of [zeroth, first, second]) {
    if (cut <= at || cut >= end) continue
    emit(at, cut)
    at = cut
  }
  emit(at, end)
}

function cutOf(text: string, start: number, end: number): number {
  if (classAt(text, start) === DIGIT) {
    let i = start
    while (
      i < end &&
      (classAt(text, i) === DIGIT ||
        ((text[i] === '.' || text[i] === ',' || text[i] === ':') && classAt(text, i + 1) === DIGIT))
    )
      i++
    if (i < end && UNITS.has(text.slice(i, end).toLowerCase().replace(/\.$/, ''))) return i
  }
  for (let i = Math.max(start + 1, end - 3); i < end; i++) {
    if (classAt(text, i) !== APOSTROPHE) continue
    const ending = text.slice(i + 1, end).toLowerCase()
    if (ending === 't' && (text[i - 1] === 'n' || text[i - 1] === 'N')) return i - 1
    if (CLITICS.has(ending)) return i
  }
  if (end - start <= 8) return start + (FUSED.get(text.slice(start, end).toLowerCase()) ?? 0)
  return start
}
