import { mistake } from './error.ts'

/** Longest query, in UTF-16 code units. */
export const QUERY_LENGTH = 2000

/**
 * A piece of a query with its place. `gap`: white space or an opening bracket stands before it. A phrase's text is what stands between its marks.
 */
export interface Token {
  readonly kind: 'open' | 'close' | 'phrase' | 'word' | 'field' | 'minus' | 'near' | 'or' | 'and' | 'not' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
  readonly gap: boolean
}

/** Opening quotation marks and what may close them. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”"“', '„': '“”"', '«': '»', '»': '«', '”': '”“' }
const SPACE = /\s/
const FIELD = /^[\p{L}][\p{L}_-]{0,30}:/u
const WORD_END = /[\s()"“”„«»]/

/** The pieces of a query. `QueryError` for a quotation mark that nothing closes, and for a query that is too long. */
export function tokensOf(query: string): Token[] {
  if (query.length > QUERY_LENGTH) {
    const where = { start: QUERY_LENGTH, end: query.length }
    throw mistake(`the search is too long: ${query.length} characters, at most ${QUERY_LENGTH}`, where)
  }
  const tokens: Token[] = []
  let at = 0
  while (true) {
    const before = at
    while (at < query.length && SPACE.test(query[at]!)) at++
    const opened = at === 0 || tokens.at(-1)?.kind === 'open'
    const token = tokenAt(query, at, at > before || opened)
    tokens.push(token)
    if (token.kind === 'end') return tokens
    at = token.end
  }
}

function tokenAt(query: string, start: number, gap: boolean): Token {
  const char = query[start]
  const one = (kind: Token['kind'], end = start + 1): Token => ({
    kind,
    text: query.slice(start, end),
    start,
    end,
    gap,
  })
  if (char === undefined) return one('end', start)
  if (char === '(') return one('open')
  if (char === ')') return one('close')
  if (char === '|') return one('or', query[start + 1] === '|' ? start + 2 : start + 1)
  if (QUOTES[char]) return phraseAt(query, start, gap)
  if (
    (char === '-' || char === '−' || char === '!') &&
    gap &&
    start + 1 < query.length &&
    !SPACE.test(query[start + 1]!)
  )
    return one('minus')
  return wordAt(query, start, gap)
}

function phraseAt(query: string, start: number, gap: boolean): Token {
  const closing = QUOTES[query[start]!]!
  let end = start + 1
  while (end < query.length && !closing.includes(query[end]!)) end++
  if (end === query.length)
    throw mistake(`the quotation mark is never closed; add ${closing[0]} where the phrase ends`, { start, end })
  return { kind: 'phrase', text: query.slice(start + 1, end), start, end: end + 1, gap }
}

const OPERATORS: Readonly<Record<string, Token['kind']>> = { OR: 'or', AND: 'and', NOT: 'not', '&': 'and', '&&': 'and' }

function wordAt(query: string, start: number, gap: boolean): Token {
  let end = start
  while (end < query.length && !WORD_END.test(query[end]!)) end++
  // A closing mark without an opening one stands alone and is nothing.
  if (end === start) end++
  const text = query.slice(start, end)
  const field = FIELD.exec(text)
  if (field && !text.startsWith('//', field[0].length))
    return { kind: 'field', text: field[0].slice(0, -1), start, end: start + field[0].length, gap }
  if (text === 'NEAR' && query[end] === '(') return { kind: 'near', text, start, end, gap }
  return { kind: OPERATORS[text] ?? 'word', text, start, end, gap }
}
