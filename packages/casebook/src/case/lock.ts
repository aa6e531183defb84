import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { asCaseError, CaseError } from './error.ts'

const LOCK_FILE = 'case.lock'

/** The right to write a case folder. The operating system takes it back when the program dies, however it dies. */
export interface WriterLock {
  release(): void
}

/**
 * Takes the only right to write a case folder: an exclusive transaction on a database of its own, which is held as long
 * as the case is open and never written. Readers never look at it. `CaseError` `locked` when another one holds it.
 */
export function lockForWriting(folder: string, label: string): WriterLock {
  let database: DatabaseSync | undefined
  try {
    // SQLite cannot tell a folder that is read-only from one that is not there.
    accessSync(folder, constants.W_OK)
    database = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
    database.exec('begin exclusive')
  } catch (error) {
    database?.close()
    const known = asCaseError(error, label)
    if (known?.code === 'busy') throw new CaseError('locked', label, '', error)
    throw known ?? error
  }
  const held = database
  return { release: () => held.isOpen && held.close() }
}
