/** All name corpora that the tagger is trained on. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LAYOUTS, readColumns } from './ner-columns.ts'
import type { NerDoc } from './ner-doc.ts'
import { readGum } from './ner-gum.ts'
import { readRe3d } from './ner-re3d.ts'

/** All training documents of the corpora folder, in a fixed order. */
export function readAll(corpora: string): NerDoc[] {
  const ner = join(corpora, 'ner')
  const re3d = join(corpora, 're3d')
  return [
    ...readColumns(join(ner, 'uner-ewt', 'en_ewt-ud-train.2022-12-02.iob2'), LAYOUTS.uner),
    ...readColumns(join(ner, 'wikigold', 'wikigold.conll.txt'), LAYOUTS.wikigold),
    ...readColumns(join(ner, 'crossner-politics', 'train.txt'), LAYOUTS.crossner),
    ...readColumns(join(ner, 'crossner-politics', 'dev.txt'), LAYOUTS.crossner),
    ...readColumns(join(ner, 'wnut17', 'wnut17train.conll'), LAYOUTS.wnut),
    ...['a', 'b', 'e', 'f', 'g', 'h'].flatMap((l) => readColumns(join(ner, 'btc', `${l}.conll`), LAYOUTS.btc)),
    ...readdirSync(re3d, { withFileTypes: true })
      .filter((d) => d.isDirectory())
      .map((d) => d.name)
      .toSorted()
      .flatMap((d) => readRe3d(join(re3d, d))),
    ...readGum(join(corpora, 'gum', 'train', 'dep')),
  ]
}
