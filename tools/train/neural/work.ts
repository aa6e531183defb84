import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folder for what lies between the steps of a neural training: beside the corpora, never in the repository. */
export function workFolder(corpora: string): string {
  const folder = join(`${corpora.replace(/\/+$/, '')}-work`, 'encoder')
  mkdirSync(folder, { recursive: true })
  return folder
}
