import { problem } from '@wherefrom/schema'
import { FetchRefusal } from './refusal.ts'
import type { Answer, RequestLimits } from './request.ts'
import { ALLOW_ALL, parseRobots, ROBOTS_LIMIT, type Robots } from './robots.ts'
import { checkUrl } from './target.ts'

/** What robots.txt says is asked for again after this time (RFC 9309 2.4: within 24 hours), in milliseconds. */
const FRESH = 12 * 60 * 60 * 1000
/** RFC 9309 2.3.1.2: at least five redirects are followed. */
const MOST_REDIRECTS = 5
const LIMITS: RequestLimits = { bytes: 4 * ROBOTS_LIMIT, time: 20_000 }

interface Known {
  readonly at: number
  /** Held as a promise, so that two pages asked for at once read it once. */
  readonly rules: Promise<Robots | FetchRefusal>
  /** The wish for a pause, once it is known. */
  delay: number | null
}

/** The robots.txt of every host that is asked, read once. */
export class RobotsRules {
  private readonly known = new Map<string, Known>()
  private readonly token: string
  private readonly ask: (url: URL, limits: RequestLimits) => Promise<Answer>

  constructor(token: string, ask: (url: URL, limits: RequestLimits) => Promise<Answer>) {
    this.token = token
    this.ask = ask
  }

  /** FetchRefusal where the host's robots.txt forbids this address, or could not be had (RFC 9309 2.3.1.4). */
  async check(url: URL): Promise<void> {
    const rules = await this.rulesOf(url)
    if (rules instanceof FetchRefusal) throw rules
    if (!rules.allows(url.pathname + url.search)) throw new FetchRefusal(problem('fetch/robots', { host: url.host }))
  }

  delayOf(url: URL): number | null {
    return this.known.get(url.origin)?.delay ?? null
  }

  private async rulesOf(url: URL): Promise<Robots | FetchRefusal> {
    const known = this.known.get(url.origin)
    if (known && performance.now() - known.at < FRESH) return known.rules
    const next: Known = { at: performance.now(), rules: this.read(new URL('/robots.txt', url)), delay: null }
    this.known.set(url.origin, next)
    try {
      const rules = await next.rules
      if (!(rules instanceof FetchRefusal)) next.delay = rules.delay
      return rules
    } catch (error) {
      // An abort says nothing about the host.
      this.known.delete(url.origin)
      throw error
    }
  }

  private async read(start: URL): Promise<Robots | FetchRefusal> {
    let url = start
    try {
      for (let n = 0; n <= MOST_REDIRECTS; n++) {
        const answer = await this.ask(url, LIMITS)
        const location = answer.status >= 300 && answer.status < 400 ? answer.header('location') : null
        if (location === null) return this.judge(answer, start)
        url = checkUrl(location, url.href)
      }
      // More redirects than are followed count as having none (2.3.1.2).
      return ALLOW_ALL
    } catch (error) {
      if (!(error instanceof FetchRefusal)) throw error
      // What refuses the host itself (private, no such host, no certificate) is the reason to tell.
      return error.problem.code === 'fetch/too-large' ? unreachable(start, 'it is too large') : error
    }
  }

  private judge(answer: Answer, url: URL): Robots | FetchRefusal {
    const { status, bytes } = answer
    if (status >= 200 && status < 300)
      return parseRobots(Buffer.from(bytes.subarray(0, ROBOTS_LIMIT)).toString('utf8'), this.token)
    // "Too many requests" says nothing about what is allowed, so it counts as a failure.
    return status >= 500 || status === 429 ? unreachable(url, `status ${status}`) : ALLOW_ALL
  }
}

const unreachable = (url: URL, reason: string): FetchRefusal =>
  new FetchRefusal(problem('fetch/robots-unreachable', { host: url.host, reason }))
