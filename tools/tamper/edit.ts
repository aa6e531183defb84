import type { CustodyProblem } from '@wherefrom/casebook'
import type { Random } from '../fuzz/random.ts'
import type { Stage, Target } from './stage.ts'

/** What was done to a case, and which problem must name it. */
export interface Done {
  readonly what: string
  named(problem: CustodyProblem): boolean
}

/** One kind of edit. `apply` gives null where this case, or chance, leaves nothing to edit in that way. */
export interface Edit {
  readonly kind: string
  /** Only on one of the databases. */
  readonly on?: 'sqlite' | 'postgres'
  apply(target: Target, random: Random, stage: Stage): Promise<Done | null>
}

/** Names by any of these codes. */
export const byCode =
  (...codes: readonly string[]) =>
  (problem: CustodyProblem): boolean =>
    codes.includes(problem.code)
