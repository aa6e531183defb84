import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodeModel, type ModelFile } from '@wherefrom/nlp'

const MODELS = join(import.meta.dirname, '..', '..', 'models')

/** One row of `models/manifest.json`: what the weights are, what they were trained on, and how good they are. */
export interface ManifestRow {
  readonly file: string
  readonly component: string
  readonly version: number
  readonly sha256: string
  readonly bytes: number
  readonly licence: string
  readonly trainedOn: readonly { readonly corpus: string; readonly licence: string; readonly part: string }[]
  readonly scores: Readonly<Record<string, number>>
}

/** Writes `models/FILE` (gzip, no time stamp in it) and its row of the manifest, rows sorted by file name. */
export function saveModel(
  file: string,
  model: ModelFile,
  about: Pick<ManifestRow, 'licence' | 'trainedOn' | 'scores'>,
): void {
  mkdirSync(MODELS, { recursive: true })
  const bytes = gzipSync(encodeModel(model), { level: 9 })
  writeFileSync(join(MODELS, file), bytes)
  const path = join(MODELS, 'manifest.json')
  const rows: ManifestRow[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
  const row: ManifestRow = {
    file,
    component: model.header.component,
    version: model.header.version,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    ...about,
  }
  const kept = [...rows.filter((r) => r.file !== file), row].sort((a, b) => (a.file < b.file ? -1 : 1))
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`)
}
