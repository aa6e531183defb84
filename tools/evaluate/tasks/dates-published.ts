/**
 * Task `dates-published`: publication dates of pages, on htmldate's evaluation data (`eval_default.json` or another list
 * of `{url: {file, date}}` beside `pages/`). Scored as htmldate's own evaluation does: a right date is a true positive, a
 * wrong one a false positive, none found a false negative (and a true negative as well when there is none to find);
 * accuracy = (tp + tn) / (tp + fp + tn + fn). Pages are read without their address, as htmldate's evaluation does.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readArtifact } from '@wherefrom/evidence'
import { type Evaluation, f1, ratio } from '../evaluation.ts'

type List = Readonly<Record<string, { readonly file: string; readonly date: string | null }>>

export async function evaluate(path: string): Promise<Evaluation> {
  const folder = statSync(path).isDirectory() ? path : dirname(path)
  const lists = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((f) => f.endsWith('.json'))
        .sort()
    : []
  const files = lists.length > 0 ? lists.map((f) => join(folder, f)) : path.endsWith('.json') ? [path] : []
  const t = { tp: 0, fp: 0, tn: 0, fn: 0 }
  let n = 0
  for (const { file, date } of files.flatMap((f) => Object.values(JSON.parse(readFileSync(f, 'utf8')) as List))) {
    const page = join(folder, 'pages', file)
    if (!existsSync(page)) continue
    n++
    const found = publishedOf(readFileSync(page))
    if (found === date && date !== null) t.tp++
    else if (found !== null) t.fp++
    else {
      t.fn++
      if (date === null) t.tn++
    }
  }
  const { tp, fp, tn, fn } = t
  return {
    n,
    metrics: {
      P: ratio(tp, tp + fp),
      R: ratio(tp, tp + fn),
      F: f1(tp, tp + fp, tp + fn),
      accuracy: ratio(tp + tn, tp + fp + tn + fn),
    },
  }
}

function publishedOf(bytes: Uint8Array): string | null {
  const read = readArtifact(bytes)
  return 'document' in read ? read.document.metadata.published : null
}
