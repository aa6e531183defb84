/** References as outlines, for `corpus/coreference`: one line a cluster, its expressions in the order of the text. */
import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import type { Reference } from '@wherefrom/schema'
import { caseDocument } from './case-document.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Promise<Engine> | null = null
const loaded = (): Promise<Engine> => {
  engine ??= loadModels().then(({ files }) => loadEngine(files))
  return engine
}

async function outline(c: Case): Promise<string> {
  const doc = caseDocument(c.text)
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
