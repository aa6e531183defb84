import { type Problem, type ProblemCode, problem } from '@wherefrom/schema'
import type { Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { Names, safePath } from './names.ts'

/** Files that operating systems add to folders and archives; they hold nothing that anybody wrote. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i

/**
 * What one archive may take: counts members and bytes, makes paths harmless and unique, and keeps problems from
 * flooding. `say` may give nothing; `summary` tells at the end what was not told one by one.
 */
export class Intake {
  private readonly names = new Names()
  private readonly told = new Map<ProblemCode, number>()
  private members = 0
  private total = 0
  private readonly most: number

  /** `size`: of the archive in bytes. */
  constructor(size: number) {
    this.most = Math.min(LIMITS.expansion, Math.max(LIMITS.totalRatioFrom, size * LIMITS.totalRatio))
  }

  /** Counts a member in. A problem ends the reading of the archive. */
  next(): Problem | null {
    if (this.total >= this.most) return problem('archive/bomb')
    return ++this.members > LIMITS.members ? problem('archive/too-many', { limit: LIMITS.members }) : null
  }

  /** The member's path made harmless and unique, with what had to be told about it; null for clutter. */
  path(name: string): { readonly path: string; readonly problems: readonly Found[] } | null {
    const { path, changed } = safePath(name)
    if (CLUTTER.test(path)) return null
    const unique = this.names.take(path)
    return {
      path: unique.path,
      problems: [
        ...(changed ? this.say('archive/path', unique.path) : []),
        ...(unique.repeated ? this.say('archive/duplicate', unique.path) : []),
      ],
    }
  }

  /** How many bytes the next member may have, unpacked. `packed`: its packed size, where it has one of its own. */
  room(packed: number | null): number {
    const byRatio = packed === null ? LIMITS.member : Math.max(LIMITS.ratioFrom, packed * LIMITS.ratio)
    return Math.min(LIMITS.member, byRatio, this.most - this.total)
  }

  /** Counts unpacked bytes. */
  took(bytes: number): void {
    this.total += bytes
  }

  /** Why a member did not fit into the room it had. */
  tooLarge(name: string, room: number): readonly Found[] {
    return room === LIMITS.member
      ? this.say('archive/member-too-large', name, { limit: LIMITS.member / 1024 / 1024 })
      : this.say('archive/bomb', name)
  }

  say(code: ProblemCode, name: string, values: Readonly<Record<string, string | number>> = {}): readonly Found[] {
    return this.tell(problem(code, values)).map((found) => ({ ...found, name }))
  }

  /** Tells a problem of the archive as a whole, as often as others of its kind are told. */
  tell(found: Problem): readonly Found[] {
    const n = (this.told.get(found.code) ?? 0) + 1
    this.told.set(found.code, n)
    return n > LIMITS.problems ? [] : [failure(found)]
  }

  summary(): readonly Found[] {
    const over = [...this.told].filter(([, n]) => n > LIMITS.problems)
    return over.map(([code, n]) => failure(problem('archive/more', { count: n - LIMITS.problems, code })))
  }
}

export const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })
