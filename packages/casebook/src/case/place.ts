import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CaseError } from './error.ts'

/** Name of the database file that makes a folder a case. */
export const DATABASE_FILE = 'case.db'

/** Where a case is: a folder, or a PostgreSQL database. `label` is what messages call it; it never holds a password. */
export type Place =
  | { readonly kind: 'sqlite'; readonly folder: string; readonly label: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly label: string }

const SCHEME = /^([a-z][a-z0-9+.-]{0,20}):\/\//i

/** Reads what a user gives as a case. `CaseError` `place` for an address that is none. */
export function parsePlace(given: string): Place {
  const scheme = SCHEME.exec(given)?.[1]?.toLowerCase()
  if (scheme === undefined) {
    if (given.trim() === '' || given.includes('\0')) throw new CaseError('place', JSON.stringify(given), 'it is empty')
    return { kind: 'sqlite', folder: resolve(given), label: given }
  }
  if (scheme !== 'postgres' && scheme !== 'postgresql')
    throw new CaseError('place', withoutPassword(given), 'only a folder or postgres://... can hold a case')
  if (!URL.canParse(given)) throw new CaseError('place', withoutPassword(given), 'the address cannot be read')
  const label = withoutPassword(given)
  if (new URL(given).pathname.length < 2) throw new CaseError('place', label, 'it names no database')
  return { kind: 'postgres', url: given, label }
}

/** The address without what must not be printed: password and options. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/]*@/, '//').slice(0, 200)
  const url = new URL(address)
  url.password = ''
  url.search = ''
  url.hash = ''
  return url.href
}

/**
 * The place that a command works on: what `--case` names, else `WHEREFROM_CASE`, else the nearest folder from `from`
 * upwards that is a case.
 */
export function findPlace(given: string | undefined, env: NodeJS.ProcessEnv, from: string): Place {
  const named = given ?? env['WHEREFROM_CASE']
  if (named !== undefined && named !== '') return parsePlace(named)
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, DATABASE_FILE))) return { kind: 'sqlite', folder, label: folder }
    if (dirname(folder) === folder) throw new CaseError('none-found', from)
  }
}
