/** Names, what they stand for, roles and aliases as outlines, for `corpus/names`. */
import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import type { Entity, Mention } from '@wherefrom/schema'
import { readModels } from '../evaluate/models.ts'
import { caseDocument } from './case-document.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Engine | null = null
/** Layers that come after the names are left out. */
const loaded = (): Engine =>
  (engine ??= loadEngine(new Map([...readModels()].filter(([file]) => !/^(?:coref|gazetteer)/.test(file)))))

const basisOf = (m: Mention): string => (m.basis.type === 'rule' ? m.basis.rule : m.basis.type)

/** One line an entity: its type, every form that the text uses in the order of the text, its roles. */
function entityLine(text: string, e: Entity, all: readonly Entity[], own: readonly Mention[]): string[] {
  const forms = new Set(own.map((m) => quoted(text.slice(m.start, m.end))))
  const offices = e.offices.map((o) => {
    const body = o.organisation === null ? '' : ` at ${all[o.organisation]!.name}`
    return `  ${o.state} ${quoted(text.slice(o.start, o.end))}${body}`
  })
  return [`${e.type} ${[...forms].join(' ')}`, ...new Set(offices)]
}

function outline(c: Case): { outline: string; trace: string } {
  const doc = caseDocument(c.text)
  const { mentions, entities, aliases } = analyse(doc, loaded())
  const byEntity = Map.groupBy(mentions, (m) => m.entity)
  const lines = [...byEntity].flatMap(([e, own]) => entityLine(c.text, entities[e]!, entities, own))
  const equated = aliases.map((a) => `alias ${a.a} = ${a.b}`)
  const trace = mentions.map((m) => `${m.type} "${c.text.slice(m.start, m.end)}" by ${basisOf(m)}`).join('\n')
  return { outline: [...lines, ...equated].join('\n'), trace }
}

export const renderer: Renderer = { render: outline }
