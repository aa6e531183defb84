import { type IndexedPassage, SEARCH_FIELDS, type SearchField } from '../../case/prepared.ts'
import { BOUNDARY } from '../values.ts'

/** What stands before the lexemes of a field in a tsvector; terms hold letters and digits only, so nothing can mix. */
export const PREFIX: Readonly<Record<SearchField, string>> = {
  text: '',
  said: 's/',
  about: 'a/',
  place: 'p/',
  tags: 't/',
}

/**
 * Documents by number in blocks of two sizes. GIN has no order; a lexeme for the block a passage lies in lets PostgreSQL be
 * asked for the newest blocks first, and stop when they hold enough.
 */
export const BLOCKS = { small: 256, large: 4096 } as const
export type BlockSize = keyof typeof BLOCKS
export const blockOf = (document: number, size: BlockSize): number => Math.floor(document / BLOCKS[size])
export const blockLexeme = (block: number, size: BlockSize): string => `${size === 'small' ? 'b' : 'c'}/${block}`

/** Limits of the type: positions go to 16383, and a lexeme has at most 255. */
const LAST_POSITION = 16_383
const POSITIONS = 255

/** The passage's terms as the text form of a tsvector: the same positions that FTS5 counts. Tags need none. */
export function tsvectorOf({ terms }: IndexedPassage, document: number): string {
  const lexemes = new Map<string, number[]>()
  for (const field of SEARCH_FIELDS) addField(lexemes, field, terms[field])
  for (const size of ['small', 'large'] as const) lexemes.set(blockLexeme(blockOf(document, size), size), [])
  let out = ''
  for (const [lexeme, at] of lexemes) out += `${quoted(lexeme)}${at.length > 0 ? `:${at.join(',')}` : ''} `
  return out
}

function addField(lexemes: Map<string, number[]>, field: SearchField, words: string): void {
  if (words === '') return
  const prefix = PREFIX[field]
  let position = 0
  for (const term of words.split(' ')) {
    position++
    if (term === BOUNDARY) continue
    const lexeme = prefix + term
    const at = lexemes.get(lexeme) ?? []
    if (at.length === 0) lexemes.set(lexeme, at)
    if (field !== 'tags' && position <= LAST_POSITION && at.length < POSITIONS) at.push(position)
  }
}

/** As tsvector and tsquery read it, whatever is in it. */
export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`
