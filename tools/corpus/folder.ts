import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CaseFile, parseCases, parseNegatives } from './format.ts'

export const CORPUS = join(import.meta.dirname, '..', '..', 'corpus')

/** Name of the file of a folder that lists texts in which nothing must be found. */
export const NEGATIVES = 'not.txt'

/** Folders of `corpus/` that hold case files, in code unit order. */
export function corpusFolders(root = CORPUS): string[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true })
    .filter((e) => e.isDirectory() && caseFiles(join(root, e.name)).length > 0)
    .map((e) => e.name)
    .sort()
}

/** `.txt` files of a folder, in code unit order. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((f) => f.endsWith('.txt'))
    .sort()
}

export function readCases(path: string): CaseFile {
  const source = readFileSync(path, 'utf8')
  return path.endsWith(NEGATIVES) ? parseNegatives(source) : parseCases(source)
}
