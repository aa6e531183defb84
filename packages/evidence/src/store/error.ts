import { type Problem, type ProblemCode, problem } from '@wherefrom/schema'

/** Why the store could not do what was asked; `code` is the problem's, `message` one line with the path. */
export class StoreError extends Error {
  override name = 'StoreError'
  readonly problem: Problem
  readonly code: ProblemCode

  constructor(found: Problem, cause?: unknown) {
    super(found.message, { cause })
    this.problem = found
    this.code = found.code
  }
}

/** The StoreError for an error that the operating system gave while `path` was used. */
export function storeError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return new StoreError(systemProblem(code, path, error), error)
}

const FULL = new Set(['ENOSPC', 'EDQUOT'])
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS'])
const GONE = new Set(['ENOENT', 'ENOTDIR'])

function systemProblem(code: string, path: string, error: unknown): Problem {
  if (FULL.has(code)) return problem('store/full', { path })
  if (REFUSED.has(code)) return problem('store/refused', { path, reason: code })
  if (GONE.has(code)) return problem('store/gone', { path })
  const reason = code || (error instanceof Error ? error.message.split('\n')[0]!.slice(0, 200) : 'unknown')
  return problem('store/failed', { path, reason })
}
