/**
 * A small scanner over TypeScript: enough to tell strings, templates, comments and regular expressions apart. TypeScript
 * 7 has no compiler API to ask, and a search over raw text would find code in comments and miss it in templates.
 */
export interface Token {
  readonly type: 'word' | 'string' | 'template' | 'regex' | 'comment' | 'punct'
  /** Strings and template pieces without their delimiters and still escaped; regular expressions as `/source/flags`. */
  readonly text: string
  /** From 1. */
  readonly line: number
}

/** Words after which a slash starts a regular expression, not a division. */
const BEFORE_REGEX = new Set('return typeof case in of delete void throw new else do await yield instanceof'.split(' '))

export function scan(source: string): Token[] {
  return new Scanner(source).run()
}

class Scanner {
  private readonly source: string
  private readonly tokens: Token[] = []
  private at = 0
  private line = 1
  /** Open braces; `true` where the brace is the `${` of a template. */
  private readonly braces: boolean[] = []
  private last: Token | null = null
  private beforeLast: Token | null = null

  constructor(source: string) {
    this.source = source
  }

  run(): Token[] {
    while (this.at < this.source.length) this.step()
    return this.tokens
  }

  private step(): void {
    const c = this.source[this.at]!
    if (c === '\n') this.line++
    if (c <= ' ') this.at++
    else if (this.source.startsWith('//', this.at)) this.put('comment', this.until('\n'))
    else if (this.source.startsWith('/*', this.at)) this.put('comment', this.until('*/', 2))
    else if (c === '"' || c === "'") this.put('string', this.string(c), 1)
    else if (c === '`') this.template()
    else if (c === '/' && this.regexMayStart()) this.put('regex', this.regex())
    else if (isWord(c)) this.put('word', this.word())
    else this.punct(c)
  }

  /** Takes the source up to `end`; `trim` characters at both ends are left out of the token's text. */
  private put(type: Token['type'], end: number, trim = 0): void {
    const raw = this.source.slice(this.at, end)
    const token = { type, text: raw.slice(trim, raw.length - trim), line: this.line }
    this.tokens.push(token)
    if (type !== 'comment') {
      this.beforeLast = this.last
      this.last = token
    }
    for (const c of raw) if (c === '\n') this.line++
    this.at = end
  }

  private punct(c: string): void {
    if (c === '{') this.braces.push(false)
    if (c === '}' && this.braces.pop()) {
      this.at++
      this.templatePiece()
    } else this.put('punct', this.at + 1)
  }

  private until(mark: string, extra = 0): number {
    const found = this.source.indexOf(mark, this.at + extra)
    return found < 0 ? this.source.length : found + extra
  }

  private string(mark: string): number {
    let i = this.at + 1
    while (i < this.source.length && this.source[i] !== mark && this.source[i] !== '\n')
      i += this.source[i] === '\\' ? 2 : 1
    return Math.min(i + 1, this.source.length)
  }

  private template(): void {
    this.at++
    this.templatePiece()
  }

  /** From after a backtick or a closing brace to the next backtick or `${`. */
  private templatePiece(): void {
    let i = this.at
    while (i < this.source.length && this.source[i] !== '`' && !this.source.startsWith('${', i))
      i += this.source[i] === '\\' ? 2 : 1
    this.put('template', Math.min(i, this.source.length))
    if (this.source[this.at] === '`') this.at++
    else if (this.at < this.source.length) {
      this.braces.push(true)
      this.at += 2
    }
  }

  private regexMayStart(): boolean {
    if (!this.last) return true
    // A postfix `!` (x! / 2) ends a value, a prefix one (!/x/) starts it.
    const last = this.last.text === '!' && this.beforeLast && endsValue(this.beforeLast) ? this.beforeLast : this.last
    return !endsValue(last)
  }

  private regex(): number {
    let i = this.at + 1
    let inClass = false
    while (i < this.source.length && this.source[i] !== '\n') {
      const c = this.source[i]!
      if (c === '\\') i++
      else if (c === '[') inClass = true
      else if (c === ']') inClass = false
      else if (c === '/' && !inClass) break
      i++
    }
    i++
    while (i < this.source.length && isWord(this.source[i]!)) i++
    return Math.min(i, this.source.length)
  }

  private word(): number {
    let i = this.at
    while (i < this.source.length && isWord(this.source[i]!)) i++
    return i
  }
}

/** After such a token a slash divides. */
function endsValue({ type, text }: Token): boolean {
  if (type === 'word') return !BEFORE_REGEX.has(text)
  return type !== 'punct' || text === ')' || text === ']' || text === '}'
}

const isWord = (c: string): boolean => /[\p{L}\p{N}_$#]/u.test(c)

/** What a module imports or re-exports from: every specifier with its line (also dynamic `import('x')`). */
export function importsOf(tokens: readonly Token[]): { from: string; line: number }[] {
  const code = tokens.filter((t) => t.type !== 'comment')
  const out: { from: string; line: number }[] = []
  for (let i = 1; i < code.length; i++) {
    if (code[i]!.type !== 'string') continue
    const before = code[i - 1]!
    const called = before.text === '(' && code[i - 2]?.text === 'import'
    if (called || (before.type === 'word' && (before.text === 'from' || before.text === 'import')))
      out.push({ from: code[i]!.text, line: code[i]!.line })
  }
  return out
}
