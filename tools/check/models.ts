import { createHash } from 'node:crypto'
import type { ManifestRow } from '../train/manifest.ts'
import type { Check, Repo } from './repo.ts'

const MANIFEST = 'models/manifest.json'

/** All weights together: what a checkout and an installation must carry. */
export const MODEL_BUDGET = 25 * 1024 * 1024

/** Licences of training data under which weights may be shipped and used commercially. */
const PERMITTED = /^(?:CC0|CC BY|CC BY-SA|public domain|OGL|MIT|Apache-2\.0|BSD|ODC-By)(?: [0-9.-]{1,5})?(?:\s|$)/i

/** Every licence of a list ("CC BY 4.0, CC0") is permitted. */
const permitted = (licence: string): boolean =>
  !/\b(?:NC|ND|non-?commercial|research only)\b/i.test(licence) &&
  licence.split(/[,/;]/).every((part) => PERMITTED.test(part.trim()))

/** Every weights file has a row with its hash, its licence and the licences of what it was trained on, within the budget. */
export const models: Check = {
  name: 'model manifest and budget',
  run: (repo) => {
    const files = repo.files.filter((f) => f.startsWith('models/') && !/\.(?:json|md)$/.test(f))
    if (files.length === 0) return []
    if (!repo.files.includes(MANIFEST)) return [`${MANIFEST} is missing`]
    const rows = JSON.parse(repo.read(MANIFEST)) as ManifestRow[]
    const wrong = rows.flatMap((row) => badRow(repo, row))
    for (const file of files)
      if (!rows.some((r) => `models/${r.file}` === file)) wrong.push(`${file} has no row in ${MANIFEST}`)
    const total = rows.reduce((sum, r) => sum + r.bytes, 0)
    if (total > MODEL_BUDGET) wrong.push(`models weigh ${total} bytes, the budget is ${MODEL_BUDGET}`)
    return wrong
  },
}

/** Weights from data without a stated licence ship in a file of their own that the model card says how to do without. */
function mayBeLeftOut(repo: Repo, file: string): boolean {
  const card = repo.files.includes('models/CARD.md') ? repo.read('models/CARD.md') : ''
  const section = card.split(/^## /m).find((s) => s.startsWith('Weights that can be left out'))
  return section?.includes(`\`${file}\``) ?? false
}

function badRow(repo: Repo, row: ManifestRow): string[] {
  const path = `models/${row.file}`
  if (!repo.files.includes(path)) return [`${MANIFEST} names ${row.file}, which is missing`]
  const wrong: string[] = []
  const bytes = repo.bytes(path)
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) wrong.push(`${path} is not the file of its hash`)
  if (bytes.length !== row.bytes) wrong.push(`${path} has ${bytes.length} bytes, its row says ${row.bytes}`)
  if (!row.licence) wrong.push(`${path} has no licence`)
  if (row.trainedOn.length === 0) wrong.push(`${path} does not say what it was trained on`)
  for (const { corpus, licence } of row.trainedOn)
    if (!permitted(licence) && !mayBeLeftOut(repo, row.file))
      wrong.push(`${path}: ${corpus} has licence "${licence}", which is not on the list`)
  return wrong
}
