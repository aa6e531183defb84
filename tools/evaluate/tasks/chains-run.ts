import { createHash } from 'node:crypto'
import { type Engine, openEngine, readDocument } from '@wherefrom/casebook'
import type { Claim, Document, Layers } from '@wherefrom/schema'
import type { GoldDocument } from './chains-gold.ts'

let engine: Promise<Engine> | null = null

/** Reads a text as a plain-text artifact, the way the product does. */
export async function analyseText(
  text: string,
  given: { readonly published: string | null; readonly outlet: string | null },
): Promise<{ doc: Document; layers: Layers; claims: readonly Claim[] }> {
  engine ??= openEngine()
  const bytes = new TextEncoder().encode(text)
  const options = {
    file: 'text.txt',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(given.published ? { published: given.published } : {}),
    ...(given.outlet ? { outlet: given.outlet } : {}),
  }
  const read = readDocument(bytes, options, await engine)
  if (!('analysis' in read))
    throw new Error(`a text of ${text.length} characters cannot be read: ${read.problem.message}`)
  const { document, layers, claims } = read.analysis
  return { doc: document, layers, claims }
}

export const analyseGold = (gold: GoldDocument) => analyseText(gold.text, gold)
