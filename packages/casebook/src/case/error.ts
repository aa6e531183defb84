/** Why a case cannot be opened or written: what the user reads, one line each. `{place}` and `{detail}` are filled in. */
const MESSAGES = {
  missing: 'there is no case in {place}; make one with: wherefrom init {place}',
  'none-found':
    'no case was named and no folder above this one is a case; use --case, or make one with: wherefrom init FOLDER',
  exists: '{place} is a case already',
  'not-case': '{place} is not a case of wherefrom ({detail})',
  corrupt: 'the database of {place} is damaged ({detail}); restore a backup',
  newer: '{place} was made by a newer wherefrom (schema {detail}); update this program',
  older:
    '{place} was made by an older wherefrom (schema {detail}) and cannot be brought up to date while it is read-only',
  locked: '{place} is being written by another process; wait for it, or stop it',
  busy: '{place} is busy: another process holds its lock for too long',
  'read-only': '{place} cannot be written ({detail})',
  permission: '{place} cannot be opened: permission denied ({detail})',
  full: '{place}: the disk is full; what was finished before is safe',
  unreachable: 'the database server of {place} cannot be reached ({detail})',
  password: 'the database server of {place} refuses the user or the password ({detail})',
  'no-database': 'the database server has no database for {place} ({detail})',
  'old-server': '{place}: the server is PostgreSQL {detail}; 15 or newer is needed',
  encoding: '{place}: the database is encoded in {detail}; it must be UTF8',
  occupied: '{place} is not empty ({detail}); a case needs a place of its own',
  place: '{place} names no case: {detail}',
  key: '{place} cannot be written with the signing key of this machine: {detail}',
  'not-backup': '{place} is not a backup of wherefrom ({detail})',
  'bad-backup': 'the backup {place} is damaged and was not restored: {detail}',
  broken: '{place}: the database gave an error ({detail})',
} as const satisfies Record<string, string>

export type CaseErrorCode = keyof typeof MESSAGES

/** The case cannot be opened or written. The message is one line for the user; commands end with exit status 3. */
export class CaseError extends Error {
  override name = 'CaseError'
  readonly code: CaseErrorCode

  constructor(code: CaseErrorCode, place: string, detail = '', cause?: unknown) {
    super(
      MESSAGES[code].replaceAll(/\{(place|detail)\}/g, (_, key) => (key === 'place' ? place : oneLine(detail))),
      {
        cause,
      },
    )
    this.code = code
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that say something about the place, not about a bug. */
const SQLITE: Readonly<Record<number, CaseErrorCode>> = {
  3: 'permission',
  5: 'busy',
  8: 'read-only',
  10: 'broken',
  11: 'corrupt',
  13: 'full',
  14: 'permission',
  23: 'permission',
  26: 'not-case',
}

const SYSTEM: Readonly<Record<string, CaseErrorCode>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EIO: 'broken',
  ENOTDIR: 'missing',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

/** PostgreSQL's SQLSTATE: whole codes first, then classes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const POSTGRES: Readonly<Record<string, CaseErrorCode>> = {
  '28P01': 'password',
  '28000': 'password',
  '3D000': 'no-database',
  '42501': 'permission',
  '25006': 'read-only',
  '55P03': 'busy',
  '57014': 'busy',
  '53100': 'full',
  XX001: 'corrupt',
  XX002: 'corrupt',
  '08': 'unreachable',
  '53': 'unreachable',
  '57': 'unreachable',
}

interface Raised {
  readonly code?: unknown
  readonly errcode?: unknown
  readonly message?: unknown
  readonly errors?: readonly unknown[]
}

/** The `CaseError` that an error of a database or of the file system amounts to; null when it is none of these: a bug. */
export function asCaseError(error: unknown, place: string): CaseError | null {
  if (error instanceof CaseError) return error
  if (error === null || typeof error !== 'object') return null
  const { code, errcode, message, errors } = error as Raised
  // Node tries every address of a name and gathers what went wrong with each.
  if (errors !== undefined && errors.length > 0 && code === undefined) return asCaseError(errors[0], place)
  const text = typeof message === 'string' ? message : String(code)
  const found = typeof errcode === 'number' ? SQLITE[errcode & 0xff] : fromCode(code, text)
  return found ? new CaseError(found, place, text, error) : null
}

function fromCode(code: unknown, message: string): CaseErrorCode | undefined {
  if (typeof code === 'string')
    return SYSTEM[code] ?? (/^[0-9A-Z]{5}$/.test(code) ? (POSTGRES[code] ?? POSTGRES[code.slice(0, 2)]) : undefined)
  // The `pg` driver has no codes of its own for a connection that ended or never came to be.
  if (
    /^(?:timeout expired|Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered|was closed)|Query read timeout)/.test(
      message,
    )
  )
    return 'unreachable'
  if (/^SASL: /.test(message)) return 'password'
  return undefined
}

/** Runs `work`; an error that says something about the place is raised as a `CaseError`. */
export async function guarded<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asCaseError(error, place) ?? error
  }
}
