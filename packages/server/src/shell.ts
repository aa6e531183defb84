import type { Output } from './terminal/output.ts'

/** Exit statuses, the same for every command. */
export const EXIT = { done: 0, failures: 1, usage: 2, case: 3, bug: 70, interrupted: 130 } as const

/** What a command may touch of the world outside. */
export interface Shell {
  readonly out: Output
  readonly err: Output
  readonly env: NodeJS.ProcessEnv
}

/** Raised by a command for a wrong call that only it can see; the message is one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}
