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

/** Empty when safe. recheck knows no `v` flag; `u` reads the same expressions but for class operations. */
export function judge(source: string, flags: string): string {
  const known = flags.replace('v', 'u').replace(/[dgy]/g, '')
  const result = checkSync(source, known, { timeout: 5_000 })
  if (result.status === 'safe') return ''
  return result.status === 'vulnerable' ? `${result.complexity.summary} time` : `not decided (${result.error.kind})`
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
