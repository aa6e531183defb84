/** Places on the map and routes as outlines, for `corpus/places`. */
import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, findToponyms, loadEngine } from '@wherefrom/nlp'
import type { Place, Route } from '@wherefrom/schema'
import { caseDocument } from './case-document.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Promise<Engine> | null = null
/** The program's own gazetteer only: what a user has added must not change the cases. */
const loaded = (): Promise<Engine> => (engine ??= loadModels().then(({ files }) => loadEngine(files)))

function line(text: string, p: Place): string {
  const name = quoted(text.slice(p.start, p.end))
  const parts = [name, p.name, p.feature, p.country ?? 'no country', `${p.lat} ${p.lon}`, `${p.precisionKm} km`]
  return [...parts, ...(p.within ? ['within'] : [])].join(' | ')
}

const routeLine = (r: Route): string => `route: ${r.stops.map(quoted).join(' > ')}`

async function outline(c: Case): Promise<{ outline: string; trace: string }> {
  const doc = caseDocument(c.text)
  const { gazetteers, ...rest } = await loaded()
  const layers = analyse(doc, { gazetteers, ...rest })
  const toponyms = findToponyms({ ...layers, text: c.text }, gazetteers)
  const trace = toponyms.map(({ toponym: t, resolved }) => {
    const place = resolved
      ? `${resolved.place.from.ref(resolved.place.row)}${resolved.within ? ' within' : ''}`
      : 'unknown'
    return `${t.name}: ${t.use}${t.hint ? `, ${t.hint}` : ''}: ${place}`
  })
  const lines = [...layers.places.map((p) => line(c.text, p)), ...layers.routes.map(routeLine)]
  return { outline: lines.join('\n'), trace: trace.join('\n') }
}

export const renderer: Renderer = { render: outline }
