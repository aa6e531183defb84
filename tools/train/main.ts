/**
 * `npm run train -- NAME... [--corpora DIR]`: makes the weights under `models/` again from the corpora (see CONTRIBUTING.md),
 * and writes their rows of `models/manifest.json`. Without a NAME: all but the encoder's, in the order below (later ones use earlier ones).
 */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/** Trainer name -> module. A trainer exports `train(corpora)`. */
const TRAINERS: Record<string, () => Promise<{ train: (corpora: string) => Promise<void> }>> = {
  clusters: async () => await import('./clusters.ts'),
  vectors: async () => await import('./neural/vectors.ts'),
  'encoder-export': async () => await import('./neural/encoder-export.ts'),
  'encoder-pack': async () => await import('./neural/encoder-pack.ts'),
  tokens: async () => await import('./tokens.ts'),
  lemmas: async () => await import('./lemmas.ts'),
  ner: async () => await import('./ner.ts'),
  attribution: async () => await import('./attribution.ts'),
  stance: async () => await import('./stance.ts'),
  coref: async () => await import('./coref.ts'),
}

/** Run only when named: between them stand the encoder's steps in Python (see README.md). */
const BY_NAME: ReadonlySet<string> = new Set(['vectors', 'encoder-export', 'encoder-pack'])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { corpora: { type: 'string', default: join(homedir(), '.cache', 'wherefrom-corpora') } },
})
for (const name of positionals.length > 0 ? positionals : Object.keys(TRAINERS).filter((n) => !BY_NAME.has(n))) {
  const load = TRAINERS[name]
  if (!load) {
    process.stderr.write(`train: no trainer named ${name}; there are: ${Object.keys(TRAINERS).join(', ')}\n`)
    process.exit(2)
  }
  process.stderr.write(`train ${name}\n`)
  await (await load()).train(values.corpora)
}
