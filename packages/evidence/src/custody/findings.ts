import { type ProblemCode, problem } from '@wherefrom/schema'

export type CustodyCode = Extract<ProblemCode, `custody/${string}`>

/** One thing that is not as the custody log says, with the artifact and the entry that it is about where there is one. */
export interface CustodyProblem {
  readonly code: CustodyCode
  readonly artifact: string | null
  readonly seq: number | null
  readonly message: string
}

/** `verified`: everything is as signed. `changed`: something is not. `unverifiable`: there is no key or hash to tell by. */
export type CustodyState = 'verified' | 'changed' | 'unverifiable'

/** How many problems of one code are kept; a case of garbage must not fill the memory. */
const KEPT = 1000

/** Collects what is wrong, bounded, and what that says of the whole. */
export class Findings {
  readonly problems: CustodyProblem[] = []
  readonly #counts = new Map<CustodyCode, number>()

  /** Adds a problem of the catalogue; `values` fill its message. */
  add(
    code: CustodyCode,
    values: Readonly<Record<string, string | number>> = {},
    about: { readonly artifact?: string | null; readonly seq?: number | null } = {},
  ): void {
    const count = (this.#counts.get(code) ?? 0) + 1
    this.#counts.set(code, count)
    if (count > KEPT) return
    const { message } = problem(code, values)
    this.problems.push({ code, artifact: about.artifact ?? null, seq: about.seq ?? null, message })
  }

  /** How many problems of a code were added, kept or not. */
  count(code: CustodyCode): number {
    return this.#counts.get(code) ?? 0
  }

  /** How many problems there were more than are kept. */
  get omitted(): number {
    let more = 0
    for (const count of this.#counts.values()) more += Math.max(0, count - KEPT)
    return more
  }

  /** The state that the problems make: what is missing to check with proves no change. */
  get state(): CustodyState {
    let state: CustodyState = 'verified'
    for (const code of this.#counts.keys()) {
      if (code !== 'custody/key-missing' && code !== 'custody/openssl-missing') return 'changed'
      state = 'unverifiable'
    }
    return state
  }
}
