/** References as outlines, for `corpus/coreference`: one line a cluster, its expressions in the order of the text. */
import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import { type Block, type Document, NO_METADATA, type Reference } from '@wherefrom/schema'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Promise<Engine> | null = null
const loaded = (): Promise<Engine> => {
  engine ??= loadModels().then(({ files }) => loadEngine(files))
  return engine
}

function paragraphs(text: string): Block[] {
  const blocks: Block[] = []
  let start = 0
  for (const part of text.split('\n\n')) {
    const end = start + part.length
    if (end > start) blocks.push({ start, end, kind: 'paragraph', source: { type: 'bytes', start, end } })
    start = end + 2
  }
  return blocks
}

async function outline(c: Case): Promise<string> {
  const doc: Document = { text: c.text, blocks: paragraphs(c.text), metadata: NO_METADATA, problems: [] }
  const layers = analyse(doc, await loaded())
  const clusters = new Map<number, Reference[]>()
  for (const r of layers.references) clusters.set(r.cluster, [...(clusters.get(r.cluster) ?? []), r])
  return [...clusters.values()]
    .map((list) => {
      const entity = list[0]!.entity
      const name = entity === null ? '-' : layers.entities[entity]!.name
      return `${name}: ${list.map((r) => quoted(c.text.slice(r.start, r.end))).join(' = ')}`
    })
    .join('\n')
}

export const renderer: Renderer = { render: outline }
