import { problem, type Redirect } from '@wherefrom/schema'
import { failure, Intake } from '../archive/intake.ts'
import type { Found } from '../found.ts'
import type { DigestState } from './digest.ts'
import type { HttpResponse } from './http.ts'

/** Most redirects and visits that are remembered, so that a huge file takes no more memory than a large one. */
const REMEMBERED = 50_000
/** Most steps of one chain of redirects: a browser follows 20. */
const MOST_STEPS = 20

/** What a list of pages says of one. */
export interface ListedPage {
  readonly title: string | null
  /** ISO 8601. */
  readonly at: string | null
}

/** What is known of the records so far. */
export class WarcState {
  readonly intake: Intake
  /** Where addresses were sent on to: target -> the step that led there. */
  private readonly redirects = new Map<string, Redirect>()
  /** Steps of `redirects` that led to something in the archive. */
  private readonly followed = new Set<Redirect>()
  /** Payload digest -> address, for visits that found nothing new; null where it was nothing to read. */
  readonly visited = new Map<string, string | null>()
  /** Which program wrote the file, by its own word. */
  software: string | null = null
  readonly digests: Record<DigestState, number> = { verified: 0, changed: 0, absent: 0 }
  private readonly leftOut = new Map<string, number>()
  /** Pages by address, where a list of pages is at hand. */
  readonly pages: ReadonlyMap<string, ListedPage>
  /** What was found of the integrity of the whole; kept with each member, which is judged by it. */
  readonly verdict: string | null

  constructor(size: number, pages: ReadonlyMap<string, ListedPage> = new Map(), verdict: string | null = null) {
    this.intake = new Intake(size)
    this.pages = pages
    this.verdict = verdict
  }

  /** Notes where an address was sent on to. */
  redirect(response: HttpResponse, url: string | null): void {
    const location = response.headers.get('location')
    const target = url !== null && location !== undefined ? URL.parse(location, url)?.href : undefined
    if (target === undefined || url === null || target === url || this.redirects.size >= REMEMBERED) return
    this.redirects.set(target, { url, status: response.status, location: target })
  }

  /** The redirects that led to an address, first things first. */
  redirectsTo(url: string): readonly Redirect[] {
    const steps: Redirect[] = []
    const seen = new Set<string>()
    for (let at = url; steps.length < MOST_STEPS && !seen.has(at); ) {
      seen.add(at)
      const step = this.redirects.get(at)
      if (!step) break
      steps.unshift(step)
      this.followed.add(step)
      at = step.url
    }
    return steps
  }

  /** Notes what a payload was; `url` null where there was nothing to read. */
  visit(digest: string | undefined, url: string | null): void {
    if (digest !== undefined && this.visited.size < REMEMBERED && !this.visited.has(digest))
      this.visited.set(digest, url)
  }

  *summary(): Generator<Found> {
    for (const step of this.redirects.values())
      if (!this.followed.has(step))
        yield* this.intake.say('warc/redirect', step.url, { status: step.status, location: step.location })
    yield* this.intake.summary()
    const { verified, changed, absent } = this.digests
    if (verified + changed + absent > 0) yield failure(problem('warc/digests', { verified, changed, absent }))
    const count = [...this.leftOut.values()].reduce((a, b) => a + b, 0)
    if (count === 0) return
    const kinds = [...this.leftOut].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${n} ${kind}`)
    yield failure(problem('warc/left-out', { count, kinds: kinds.slice(0, 20).join(', ') }))
  }

  leave(kind: string): void {
    const key = this.leftOut.size < 100 || this.leftOut.has(kind) ? kind : 'other'
    this.leftOut.set(key, (this.leftOut.get(key) ?? 0) + 1)
  }
}
