import { isLetter, isLower, isSpace, isUpper } from './chars.ts'

/** Words right before the marks that announce a name, a title or a term. */
const NAMING = new Set(
  (
    'so-called called named dubbed nicknamed titled entitled codenamed code-named known as designated designation ' +
    'term word phrase expression label slogan motto hashtag alias name title nickname codename headline headlined film movie ' +
    'book novel song album play series episode programme program show project operation exercise drill game magazine newspaper ' +
    'styled termed labelled labeled branded self-styled self-proclaimed'
  ).split(' '),
)

/** Verbs and marks before a quotation that make even a short one somebody's words. */
const SAYING = new Set(
  (
    'said says say saying added adds told tells replied answered wrote writes tweeted posted asked declared announced ' +
    'stated shouted insisted quipped joked exclaimed warned read reads reading described describing calling deemed considered'
  ).split(' '),
)

/** Short words that stay lower case in a title. */
const SMALL = new Set('a an and as at but by for from in into of on or the to with'.split(' '))

interface Words {
  readonly count: number
  readonly capitals: number
  readonly titled: boolean
}

function words(text: string, start: number, end: number): Words {
  let count = 0
  let capitals = 0
  let titled = true
  let at = start
  while (at < end && count < 12) {
    while (at < end && isSpace(text.charCodeAt(at))) at++
    let stop = at
    while (stop < end && !isSpace(text.charCodeAt(stop))) stop++
    if (stop === at) break
    count++
    const code = text.charCodeAt(at)
    if (isUpper(code)) capitals++
    else if (isLower(code) && !SMALL.has(text.slice(at, stop))) titled = false
    at = stop
  }
  return { count, capitals, titled }
}

/** The word that ends before `pos` (lower case), skipping spaces; '' where there is none on this line. */
function wordBefore(text: string, pos: number): string {
  let end = pos
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--
  let start = end
  while (start > 0 && end - start < 24) {
    const code = text.charCodeAt(start - 1)
    if (!isLetter(code) && code !== 0x2d) break
    start--
  }
  return text.slice(start, end).toLowerCase()
}

/** Does anything but a closing bracket, comma or the end of the sentence follow, beginning with a small letter? */
function runsOn(text: string, pos: number): boolean {
  let at = pos
  while (text.charCodeAt(at) === 0x20) at++
  return at > pos && isLower(text.charCodeAt(at))
}

/**
 * Do the marks hold a name, a title or a word used with distance, rather than somebody's speech? Judged from the words
 * inside and right beside the marks: titles in capitals, one or two words that the sentence runs through, and what
 * follows `so-called`, `dubbed`, `the film` and the like.
 */
export function isScare(text: string, start: number, end: number, innerStart: number, innerEnd: number): boolean {
  const last = text.charAt(innerEnd - 1)
  const { count, capitals, titled } = words(text, innerStart, innerEnd)
  if (count > 8) return false
  const before = wordBefore(text, start)
  const initials = count === 1 && capitals === 1 && innerEnd - innerStart <= 6
  const closedOff = (last === '.' && !initials) || last === '!' || last === '?'
  if (NAMING.has(before)) return true
  if (closedOff || last === ',' || SAYING.has(before))
    return last === ',' && titled && capitals > 1 && runsOn(text, end) === false && count > 1
  const colon = text.charAt(start - 1) === ':' || (text.charAt(start - 1) === ' ' && text.charAt(start - 2) === ':')
  if (colon) return false
  if (titled && capitals > 0) return true
  if (text.charAt(end) === ',' && count > 1) return false
  return count === 1 || (count === 2 && runsOn(text, end))
}
