import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CORPUS } from '../corpus/folder.ts'
import { outlineOf } from './outline.ts'

/** Where the files lie: `$WHEREFROM_CORPORA/real-files`, else in the user's cache. They are not part of the project. */
export const REAL_FILES = join(
  process.env.WHEREFROM_CORPORA ?? join(homedir(), '.cache', 'wherefrom-corpora'),
  'real-files',
)

/** Where what was read out of them is kept, a file a folder. */
export const OUTLINES = join(CORPUS, 'real-files')

export const hasRealFiles = (): boolean => existsSync(REAL_FILES)

/** Folders of the corpus that hold files, in code unit order. */
export function realFolders(): string[] {
  return readdirSync(REAL_FILES, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort()
}

export const outlineFile = (folder: string): string => join(OUTLINES, `${folder}.outline`)

/** Files of a folder, in code unit order. */
export const realFiles = (folder: string): string[] => readdirSync(join(REAL_FILES, folder)).sort()

/** What the product reads out of one of the files now: its name, then its outline. */
export async function outlineNow(folder: string, file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(join(REAL_FILES, folder, file)))
  return [file, ...(await outlineOf(file, bytes))].join('\n')
}

/** Accepted outlines of a folder by file name. */
export function acceptedOutlines(folder: string): Map<string, string> {
  const accepted = new Map<string, string>()
  if (!existsSync(outlineFile(folder))) return accepted
  for (const entry of readFileSync(outlineFile(folder), 'utf8')
    .trimEnd()
    .split(/\n(?=\S)/)) {
    if (!entry.startsWith('#')) accepted.set(entry.split('\n')[0]!, entry)
  }
  return accepted
}
