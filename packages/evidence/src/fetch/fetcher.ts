import { type CaptureRecord, type Problem, problem, type Redirect } from '@wherefrom/schema'
import { decode } from '../decode.ts'
import { typeOfHead } from '../detect.ts'
import { LIMITS } from '../limits.ts'
import { imageAddresses } from './images.ts'
import { Pace } from './pace.ts'
import { FetchRefusal } from './refusal.ts'
import type { Answer } from './request.ts'
import { RobotsRules } from './robots-rules.ts'
import { checkUrl, resolveTarget, type TestNetwork } from './target.ts'

export interface FetchOptions {
  /** Named in the collection record as who collected. */
  readonly collector: string
  /** Program and version, for the collection record. */
  readonly tool: string
  readonly note?: string | null
  readonly reason?: string | null
  /** Sent as `User-Agent`; its first word up to `/` is the name that robots.txt is asked for. */
  readonly userAgent?: string
  /** Fetch the images that the page shows, too; true when left out. */
  readonly images?: boolean
  readonly signal?: AbortSignal
  /** Least time between two requests to one host, in milliseconds; a second when left out. */
  readonly pause?: number
  /** For tests only. */
  readonly testNetwork?: TestNetwork
}

/** Bytes as a server sent them, transfer and content coding undone, and how they were received. */
export interface Fetched {
  readonly bytes: Uint8Array
  readonly record: CaptureRecord
}

/** A page with its images, or why there is none. `problems` are about images, by address; the page is whole without them. */
export type FetchResult =
  | {
      readonly ok: true
      readonly page: Fetched
      readonly images: readonly Fetched[]
      readonly problems: readonly { readonly name: string; readonly problem: Problem }[]
    }
  | { readonly ok: false; readonly problem: Problem; readonly redirects: readonly Redirect[] }

/** Fetches pages and remembers, for as long as it lives, when each host was last asked and what its robots.txt says. */
export interface Fetcher {
  page(url: string): Promise<FetchResult>
}

const USER_AGENT = 'wherefrom/0.1 (collects single public pages as evidence; obeys robots.txt)'
const MB = 1024 * 1024
const PAGE = { bytes: LIMITS.document, time: 90_000 }
const IMAGE = { bytes: 16 * MB, time: 30_000 }
/** Images of one page, and their bytes together. */
const MOST_IMAGES = 12
const IMAGE_BYTES = 48 * MB
const MOST_REDIRECTS = 10

/** One page, by a fetcher of its own. */
export const fetchPage = (url: string, options: FetchOptions): Promise<FetchResult> => createFetcher(options).page(url)

/**
 * Makes a fetcher of public pages: http and https, public addresses only (checked for every redirect, and the connection
 * held to the checked address), no cookies or credentials, robots.txt obeyed, one request a second to a host. Nothing of
 * a page is run. Whatever goes wrong is a problem in the result; only an abort of `signal` throws.
 */
export function createFetcher(options: FetchOptions): Fetcher {
  const session = new Session(options)
  return { page: (url) => session.page(url) }
}

interface Asked {
  readonly url: string
  readonly accept: string
  readonly limits: { readonly bytes: number; readonly time: number }
  /** Filled as steps are made, so that they are known also where the last one fails. */
  readonly redirects: Redirect[]
}

class Session {
  private readonly options: FetchOptions
  private readonly userAgent: string
  private readonly pace: Pace
  private readonly robots: RobotsRules

  constructor(options: FetchOptions) {
    this.options = options
    this.userAgent = options.userAgent ?? USER_AGENT
    this.pace = new Pace(options.pause ?? 1000, options.signal)
    const token = /^[A-Za-z_-]+/.exec(this.userAgent)?.[0] ?? 'wherefrom'
    this.robots = new RobotsRules(token, (url, limits) => this.ask(url, 'text/plain, */*;q=0.5', limits))
  }

  async page(text: string): Promise<FetchResult> {
    const redirects: Redirect[] = []
    try {
      const accept = 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5'
      const page = await this.fetch({ url: text, accept, limits: PAGE, redirects })
      const { images, problems } = await this.images(page)
      return { ok: true, page, images, problems }
    } catch (error) {
      if (!(error instanceof FetchRefusal)) throw error
      return { ok: false, problem: error.problem, redirects }
    }
  }

  /** Follows redirects, each checked like the first address, to an answer that is kept. */
  private async fetch(asked: Asked): Promise<Fetched> {
    const first = checkUrl(asked.url)
    let url = first
    for (;;) {
      await this.robots.check(url)
      const answer = await this.ask(url, asked.accept, asked.limits)
      const next = redirectOf(answer, url)
      if (next === null) {
        refuseStatus(answer.status)
        return { bytes: answer.bytes, record: this.record(first, url, answer, asked.redirects) }
      }
      asked.redirects.push({ url: url.href, status: answer.status, location: next.href })
      if (asked.redirects.length > MOST_REDIRECTS)
        throw new FetchRefusal(problem('fetch/redirects', { limit: MOST_REDIRECTS }))
      if (isLogin(next, url))
        throw new FetchRefusal(
          problem('fetch/login', { reason: `it sends readers to ${next.host}${next.pathname}`.slice(0, 200) }),
        )
      url = next
    }
  }

  /** One request to a checked address, in turn with others to the same host. */
  private async ask(url: URL, accept: string, limits: Asked['limits']): Promise<Answer> {
    const { testNetwork, signal } = this.options
    await this.pace.turn(url.host, this.robots.delayOf(url))
    const target = await resolveTarget(url, testNetwork)
    // Loaded here, since most runs of the program never fetch.
    const { request } = await import('./request.ts')
    return request(target, { userAgent: this.userAgent, accept, limits, ca: testNetwork?.ca, signal })
  }

  private async images(page: Fetched): Promise<{ images: Fetched[]; problems: { name: string; problem: Problem }[] }> {
    const images: Fetched[] = []
    const problems: { name: string; problem: Problem }[] = []
    let left = IMAGE_BYTES
    for (const url of this.options.images === false ? [] : imagesOf(page).slice(0, MOST_IMAGES)) {
      try {
        const limits = { ...IMAGE, bytes: Math.min(IMAGE.bytes, left) }
        const image = await this.fetch({ url, accept: 'image/*', limits, redirects: [] })
        left -= image.bytes.length
        const { kind } = typeOfHead(image.bytes)
        if (kind === 'image')
          images.push({ ...image, record: { ...image.record, note: `shown on ${page.record.finalUrl}` } })
      } catch (error) {
        if (!(error instanceof FetchRefusal)) throw error
        problems.push({ name: url, problem: { ...error.problem, severity: 'warning' } })
      }
    }
    return { images, problems }
  }

  private record(first: URL, final: URL, answer: Answer, redirects: readonly Redirect[]): CaptureRecord {
    const { collector, tool, note = null, reason = null } = this.options
    return {
      method: 'fetch',
      name: `${final.host}${final.pathname}`,
      url: first.href,
      finalUrl: final.href,
      redirects: [...redirects],
      httpStatus: answer.status,
      // What a cookie would have held could name this visit; none is kept, not even in the record.
      responseHeaders: answer.headers.filter(([n]) => !/^set-cookie2?$/i.test(n)),
      serverIp: answer.serverIp,
      tlsCertSha256: answer.tlsCertSha256,
      userAgent: this.userAgent,
      collector,
      machineIp: answer.machineIp,
      identityUsed: null,
      requestedAt: answer.requestedAt,
      receivedAt: answer.receivedAt,
      clockSource: 'system',
      clockOffsetMs: null,
      tool,
      mediaType: answer.header('content-type')?.split(';', 1).join('').trim().toLowerCase() ?? null,
      note,
      reason,
      parent: null,
      asserted: [],
    }
  }
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function redirectOf(answer: Answer, from: URL): URL | null {
  if (!REDIRECTS.has(answer.status)) return null
  const location = answer.header('location')
  if (location === null) throw new FetchRefusal(problem('fetch/status', { status: answer.status }))
  return checkUrl(location, from.href)
}

function refuseStatus(status: number): void {
  if (status === 401 || status === 402 || status === 403 || status === 407)
    throw new FetchRefusal(problem('fetch/login', { reason: `status ${status}` }))
  if (status < 200 || status >= 300 || status === 204 || status === 205)
    throw new FetchRefusal(problem('fetch/status', { status }))
}

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|sign-?up|logon|signon|sso|oauth2?|authorize|authenticate|register|subscribe|paywall)(?:$|[/._-])/i
const LOGIN_HOST = /^(?:login|signin|accounts?|auth|sso|idp|id)\./i

/** Does a redirect lead to a sign-in, though the address asked for was none? */
function isLogin(next: URL, from: URL): boolean {
  const sign = (url: URL) => LOGIN_PATH.test(url.pathname) || LOGIN_HOST.test(url.hostname)
  return sign(next) && !sign(from)
}

function imagesOf(page: Fetched): readonly string[] {
  if (typeOfHead(page.bytes, page.record.name).kind !== 'html') return []
  return imageAddresses(decode(page.bytes, true).raw, page.record.finalUrl ?? '')
}
