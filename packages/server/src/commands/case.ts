import { type Case, findPlace, guarded, openCase } from '@wherefrom/casebook'
import type { Shell } from '../shell.ts'

/** What every command on a case takes. */
export interface CaseOptions {
  readonly case?: string
  readonly json?: boolean
}

/** The words of `--case` in every command's help. */
export const CASE_OPTION = ['--case <case>', 'folder or postgres:// address of the case'] as const

/**
 * Opens the case that `--case`, `WHEREFROM_CASE` or the current folder names, works on it and closes it, whatever
 * happens. What is wrong with the place is raised as a `CaseError`: one line, exit status 3.
 */
export async function withCase<T>(
  options: CaseOptions,
  shell: Shell,
  how: { readonly write: boolean },
  work: (c: Case) => Promise<T>,
): Promise<T> {
  const place = findPlace(options.case, shell.env, process.cwd())
  const opened = await openCase(place, { ...how, env: shell.env })
  try {
    return await guarded(place.label, async () => await work(opened))
  } finally {
    await opened.close()
  }
}
