import type { Span } from '@wherefrom/schema'
import { mistake, nearest, QueryError, type QueryMistake } from './error.ts'
import { FIELD_NAMES, fieldNamed, type QueryField } from './fields.ts'
import { type Token, tokensOf } from './lex.ts'
import type { Query } from './syntax.ts'

/** Brackets within brackets, at most. */
const DEPTH = 20
/** Words, phrases and fields of one query, at most. */
const LEAVES = 60
/** Most words between the words of a proximity. */
export const GAP = 50
const NEAR_GAP = 10

export type Parsed = { readonly query: Query } | { readonly mistake: QueryMistake }

/** Reads a query. Never throws: a mistake comes back with its place and what to write instead. */
export function parseQuery(text: string): Parsed {
  try {
    return { query: new Parser(tokensOf(text)).whole() }
  } catch (error) {
    if (error instanceof QueryError) return { mistake: error.mistake }
    throw error
  }
}

class Parser {
  private readonly tokens: readonly Token[]
  private next = 0
  private depth = 0
  private leaves = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  whole(): Query {
    if (this.peek().kind === 'end')
      throw mistake('there is nothing to look for; write a word, or a field such as said-by:Kirby', this.peek())
    const query = this.any(null)
    const left = this.peek()
    if (left.kind === 'close') throw mistake('this bracket closes nothing; leave it out or open one before it', left)
    if (left.kind !== 'end') throw mistake(`“${left.text}” cannot stand here`, left)
    return query
  }

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)]!
  }

  private take(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.next++
    return token
  }

  /** Alternatives. `field`: what the words between its brackets are looked up in. */
  private any(field: QueryField | null): Query {
    const of = [this.all(field)]
    while (this.peek().kind === 'or') {
      const or = this.take()
      if (this.ends()) throw mistake('OR needs a word on its right side', or)
      of.push(this.all(field))
    }
    return of.length === 1 ? of[0]! : { kind: 'any', of, at: around(of) }
  }

  private all(field: QueryField | null): Query {
    const of: Query[] = []
    while (true) {
      const token = this.peek()
      if (token.kind === 'and') {
        if (of.length === 0 || this.ends(1)) throw mistake(`${token.text} needs a word on both sides`, token)
        this.take()
        continue
      }
      if (this.ends()) break
      of.push(this.unary(field))
    }
    if (of.length === 0) {
      const here = this.peek()
      if (here.kind === 'or') throw mistake('OR needs a word on its left side', here)
      throw mistake('there is nothing between the brackets', here)
    }
    return of.length === 1 ? of[0]! : { kind: 'all', of, at: around(of) }
  }

  private ends(ahead = 0): boolean {
    const { kind } = this.peek(ahead)
    return kind === 'end' || kind === 'close' || kind === 'or'
  }

  private unary(field: QueryField | null): Query {
    const token = this.peek()
    if (token.kind !== 'minus' && token.kind !== 'not') return this.one(field)
    this.take()
    if (this.ends()) throw mistake(`${token.text} needs a word behind it`, token)
    const of = this.nested(token, () => this.unary(field))
    return { kind: 'not', of, at: { start: token.start, end: of.at.end } }
  }

  private nested<T>(where: Span, work: () => T): T {
    if (++this.depth > DEPTH) throw mistake(`there are brackets within brackets more than ${DEPTH} deep`, where)
    const done = work()
    this.depth--
    return done
  }

  private one(field: QueryField | null): Query {
    const token = this.take()
    switch (token.kind) {
      case 'open':
        return this.group(token, field)
      case 'phrase':
        return this.leaf(this.phrase(token, field))
      case 'near':
        return this.leaf(this.near(token, field))
      case 'field':
        return this.field(token, field)
      case 'word':
        return this.leaf(word(token, field))
      default:
        throw mistake(`“${token.text}” cannot stand here`, token)
    }
  }

  private leaf(query: Query): Query {
    if (++this.leaves > LEAVES) throw mistake(`the search has more than ${LEAVES} words and fields`, query.at)
    return query
  }

  private group(open: Token, field: QueryField | null): Query {
    return this.nested(open, () => {
      const inner = this.any(field)
      if (this.peek().kind !== 'close') throw mistake('this bracket is never closed; add ) where the group ends', open)
      const close = this.take()
      return { ...inner, at: { start: open.start, end: close.end } }
    })
  }

  /** A phrase, with `*` (its last word may go on) or `~5` (words near each other) right behind it. */
  private phrase(token: Token, field: QueryField | null): Query {
    const tail = this.peek()
    const at = { start: token.start, end: token.end }
    if (tail.kind !== 'word' || tail.gap || !/^[*~]/.test(tail.text))
      return { kind: 'words', field, text: token.text, phrase: true, prefix: false, at }
    this.take()
    at.end = tail.end
    if (tail.text === '*') return { kind: 'words', field, text: token.text, phrase: true, prefix: true, at }
    const distance = /^~(\d{1,6})$/.exec(tail.text)
    if (!distance)
      throw mistake(`“${tail.text}” cannot follow a phrase; write * or ~5 (at most five words between)`, tail)
    return { kind: 'near', field, parts: token.text.split(/\s+/), gap: gapOf(distance[1]!, tail), at }
  }

  /** `NEAR(word "a phrase", 5)`. */
  private near(token: Token, field: QueryField | null): Query {
    this.take()
    const parts: string[] = []
    let gap: string | null = null
    while (this.peek().kind !== 'close') {
      const part = this.take()
      if (part.kind === 'end') throw mistake('NEAR( is never closed; write NEAR(one other, 5)', token)
      if (part.kind !== 'word' && part.kind !== 'phrase')
        throw mistake('NEAR holds words and phrases, and then a comma and a number: NEAR(one other, 5)', part)
      const [before, after] = part.kind === 'word' ? part.text.split(/,(?=\d*$)/) : [part.text]
      if (before !== '') parts.push(before!)
      if (after !== undefined && after !== '') gap = after
      else if (part.kind === 'word' && part.text.endsWith(',') && this.peek().kind === 'word') gap = this.take().text
    }
    const close = this.take()
    const at = { start: token.start, end: close.end }
    if (parts.length < 2) throw mistake('NEAR needs two words or more: NEAR(one other, 5)', at)
    return { kind: 'near', field, parts, gap: gap === null ? NEAR_GAP : gapOf(gap, close), at }
  }

  private field(token: Token, outer: QueryField | null): Query {
    const field = fieldNamed(token.text)
    if (!field) throw unknownField(token)
    if (outer) throw mistake(`a field cannot stand within ${outer.name}:( )`, token)
    const value = this.peek()
    const missing = value.gap || value.kind === 'end' || value.kind === 'close'
    if (missing) throw mistake(`${field.name}: needs a value right behind the colon, such as ${field.example}`, token)
    if (field.kind === 'words') {
      const inner = this.one(field)
      return { ...inner, at: { start: token.start, end: inner.at.end } }
    }
    this.take()
    if (value.kind === 'open') throw mistake(`${field.name}: takes no brackets; write ${field.example}`, value)
    const text =
      value.kind === 'phrase' || value.kind === 'word' ? value.text : value.kind === 'field' ? `${value.text}:` : ''
    if (text.trim() === '') throw mistake(`${field.name}: needs a value, such as ${field.example}`, value)
    const values = value.kind === 'phrase' && field.kind === 'name' ? [text] : text.split(',').filter((v) => v !== '')
    return this.leaf({ kind: 'field', field, values, at: { start: token.start, end: value.end } })
  }
}

function word(token: Token, field: QueryField | null): Query {
  const prefix = token.text.endsWith('*') && token.text.length > 1
  const text = prefix ? token.text.slice(0, -1) : token.text
  return { kind: 'words', field, text, phrase: false, prefix, at: { start: token.start, end: token.end } }
}

function gapOf(text: string, where: Span): number {
  if (!/^\d{1,6}$/.test(text)) throw mistake(`“${text}” is no number of words`, where)
  const gap = Number(text)
  if (gap > GAP) throw mistake(`${gap} words are too far apart; at most ${GAP}`, where)
  return gap
}

function unknownField(token: Token): QueryError {
  const near = nearest(token.text, FIELD_NAMES)
  const instead = near
    ? `did you mean ${near}: ?`
    : `fields are said-by:, about:, outlet:, before: and others; to look for the words themselves put them in quotation marks`
  return mistake(`there is no field “${token.text}:”; ${instead}`, token)
}

const around = (of: readonly Query[]): Span => ({ start: of[0]!.at.start, end: of.at(-1)!.at.end })
