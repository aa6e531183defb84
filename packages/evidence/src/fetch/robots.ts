/** Rules of a robots.txt for one robot. */
export interface Robots {
  /** May this path (with its query) be fetched? */
  allows(path: string): boolean
  /** `Crawl-delay` in seconds where one is stated: no part of the RFC, but a wish that is easy to follow. */
  readonly delay: number | null
}

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delay: number | null
}

/** Of a robots.txt this much is read, in bytes (RFC 9309 2.5: at least 500 KiB). */
export const ROBOTS_LIMIT = 512 * 1024
const MOST_RULES = 20_000

export const ALLOW_ALL: Robots = { allows: () => true, delay: null }

/** Reads a robots.txt (RFC 9309) for the robot with this product token. Never fails: lines that are no rules are passed over. */
export function parseRobots(text: string, token: string): Robots {
  const groups = readGroups(text.slice(0, ROBOTS_LIMIT))
  const wanted = token.toLowerCase()
  const own = groups.filter((g) => g.agents.includes(wanted))
  const chosen = own.length > 0 ? own : groups.filter((g) => g.agents.includes('*'))
  const rules = chosen.flatMap((g) => g.rules)
  return {
    allows: (path) => path === '/robots.txt' || allows(rules, normalise(path)),
    delay: chosen.find((g) => g.delay !== null)?.delay ?? null,
  }
}

/** Groups: one or more `User-agent` lines, then rules. Other fields (`Sitemap`) neither begin nor end one. */
function readGroups(text: string): readonly Group[] {
  const groups: Group[] = []
  let open = false
  let count = 0
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const m = /^[ \t]*([a-zA-Z-]{1,30})[ \t]*:(.*)$/.exec(line.split('#', 1)[0]!)
    if (!m || count > MOST_RULES) continue
    const [field, value] = [m[1]!.toLowerCase(), m[2]!.trim()]
    if (field === 'user-agent') {
      if (!open) groups.push({ agents: [], rules: [], delay: null })
      groups.at(-1)!.agents.push(value === '*' ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? ''))
      open = true
      continue
    }
    const group = groups.at(-1)
    if (field !== 'allow' && field !== 'disallow' && field !== 'crawl-delay') continue
    open = false
    count++
    if (!group) continue
    if (field === 'crawl-delay') group.delay ??= /^\d{1,4}(?:\.\d{1,3})?$/.test(value) ? Number(value) : null
    else if (value !== '') group.rules.push({ allow: field === 'allow', pattern: normalise(value) })
  }
  return groups
}

/** The longest pattern that fits decides; of two as long, the one that allows (2.2.2). */
function allows(rules: readonly Rule[], path: string): boolean {
  let best: Rule | null = null
  for (const rule of rules) {
    if (best && rule.pattern.length < best.pattern.length) continue
    if (best && rule.pattern.length === best.pattern.length && !rule.allow) continue
    if (fits(rule.pattern, path)) best = rule
  }
  return best === null || best.allow
}

/** `*` stands for any characters, `$` at the end for the path's end. In time linear in path and pattern. */
function fits(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$')
  const parts = (whole ? pattern.slice(0, -1) : pattern).split('*')
  const last = parts.length - 1
  if (!path.startsWith(parts[0]!)) return false
  let at = parts[0]!.length
  if (last === 0) return !whole || at === path.length
  for (const part of parts.slice(1, last)) {
    const found = path.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  const tail = parts[last]!
  return whole ? path.length - tail.length >= at && path.endsWith(tail) : path.indexOf(tail, at) !== -1
}

/** One spelling for what may be written plain or in percent signs: letters and digits plain, everything beyond ASCII coded. */
function normalise(path: string): string {
  const coded = path.replace(/[^\u0021-\u007e]+/gu, (s) => encodeURIComponent(s.toWellFormed()))
  return coded.replace(/%([0-9a-f]{2})/gi, (all, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16))
    return /[A-Za-z0-9._~-]/.test(char) ? char : all.toUpperCase()
  })
}
