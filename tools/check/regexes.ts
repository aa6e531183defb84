import { checkSync } from 'recheck'
import { type Check, productSources, type Repo } from './repo.ts'
import { scan, type Token } from './scan.ts'

/** A comment on the line or the one above that starts so gives the reason why an expression need not be checked. */
const EXCEPTION = /^\/[/*]\s{0,9}regex: \S/

interface Found {
  readonly path: string
  readonly line: number
  readonly source: string
  readonly flags: string
}

/**
 * Every regular expression of the packages runs in linear time, whatever text it meets (`recheck`). One that is built at
 * run time cannot be seen here and needs a comment `// regex: REASON`, as does one that recheck cannot judge.
 */
export const regexes: Check = {
  name: 'regular expressions',
  run: (repo) => {
    const { literals, wrong } = collect(repo)
    const verdicts = new Map<string, string>()
    for (const { path, line, source, flags } of literals) {
      const key = `${flags}/${source}`
      const verdict = verdicts.get(key) ?? judge(source, flags)
      verdicts.set(key, verdict)
      if (verdict !== '') wrong.push(`${path}:${line}: /${source}/${flags} is ${verdict}`)
    }
    return wrong
  },
}

/** Steps that an expression may need at one place of a text at most, when nothing in it repeats without bound. */
export const MOST_STEPS = 20_000

/**
 * Empty when safe. Where every repeat is bounded the product of the bounds is a constant for each place of the text, so
 * time is linear; recheck would count such repeats as polynomial. It knows no `v` flag; `u` reads the same expressions but
 * for class operations.
 */
export function judge(source: string, flags: string): string {
  if (mostSteps(source) <= MOST_STEPS) return ''
  const known = flags.replace('v', 'u').replace(/[dgy]/g, '')
  const result = checkSync(source, known, { timeout: 30_000 })
  if (result.status === 'safe') return ''
  return result.status === 'vulnerable' ? `${result.complexity.summary} time` : `not decided (${result.error.kind})`
}

/**
 * Ways to match at one place, at most: sums over alternatives, products along a sequence, and for `x{n,m}` m times the
 * ways of x to the power of m. Infinity where a repeat has no bound.
 */
export function mostSteps(source: string): number {
  const bare = source.replace(/\\[pPu]\{[^}]{0,60}\}|\\./gs, 'x').replace(/\[[^\]]{0,2000}\]/g, 'x')
  if (/[*+]|\{\d{1,9},\}/.test(bare)) return Number.POSITIVE_INFINITY
  return ways({ bare: bare.replace(/\(\?(?:<?[=!]|:|<\w{1,40}>)/g, '('), at: 0 })
}

interface Cursor {
  readonly bare: string
  at: number
}

/** Alternatives up to the closing bracket of their group, which is taken too. */
function ways(c: Cursor): number {
  let sum = 0
  let product = 1
  while (c.at < c.bare.length) {
    const char = c.bare[c.at++]!
    if (char === ')') break
    if (char === '|') {
      sum += product
      product = 1
    } else product *= repeated(c, char === '(' ? ways(c) : 1)
  }
  return sum + product
}

/** Ways of an atom with the repeat mark that follows it, lazy or not. */
function repeated(c: Cursor, atom: number): number {
  const mark = /^(?:\?|\{(\d{1,9})(?:,(\d{1,9}))?\})\??/.exec(c.bare.slice(c.at, c.at + 24))
  if (!mark) return atom
  c.at += mark[0].length
  const times = mark[1] ? Number(mark[2] ?? mark[1]) : 1
  return mark[1] ? times * atom ** times : atom + 1
}

function collect(repo: Repo): { literals: Found[]; wrong: string[] } {
  const literals: Found[] = []
  const wrong: string[] = []
  for (const path of productSources(repo)) {
    const tokens = scan(repo.read(path))
    const excepted = exceptions(tokens)
    for (const [i, t] of tokens.entries()) {
      if (excepted.has(t.line)) continue
      if (t.type === 'regex') {
        const close = t.text.lastIndexOf('/')
        literals.push({ path, line: t.line, source: t.text.slice(1, close), flags: t.text.slice(close + 1) })
      } else if (t.type === 'word' && t.text === 'RegExp' && tokens[i + 1]?.text === '(')
        wrong.push(`${path}:${t.line}: an expression built at run time needs a comment "// regex: REASON"`)
    }
  }
  return { literals, wrong }
}

/** Lines that a comment `regex: REASON` covers: its own and the next. */
function exceptions(tokens: readonly Token[]): Set<number> {
  const lines = new Set<number>()
  for (const t of tokens)
    if (t.type === 'comment' && EXCEPTION.test(t.text)) {
      const last = t.line + t.text.split('\n').length - 1
      for (let l = t.line; l <= last + 1; l++) lines.add(l)
    }
  return lines
}
