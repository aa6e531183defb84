import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folder for what lies between the steps of a neural training: beside the corpora, never in the repository. */
export function workFolder(corpora: string, name = 'encoder'): string {
  const folder = join(`${corpora.replace(/\/+$/, '')}-work`, name)
  mkdirSync(folder, { recursive: true })
  return folder
}
