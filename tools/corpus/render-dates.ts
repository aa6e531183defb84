/** Time expressions as outlines, for `corpus/dates`. */
import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, findTimes, loadEngine } from '@wherefrom/nlp'
import { NO_METADATA, type TimeMention } from '@wherefrom/schema'
import { caseDocument } from './case-document.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Promise<Engine> | null = null
const loaded = (): Promise<Engine> => (engine ??= loadModels().then(({ files }) => loadEngine(files)))

function line(text: string, t: TimeMention): string {
  const { type, value, mod, quant, freq } = t.timex
  const timex = [type, value, mod, quant, freq].filter((part) => part !== undefined).join(' ')
  const bounds = t.from || t.to ? `${t.from ?? '?'}..${t.to ?? '?'}` : 'no bounds'
  return `${quoted(text.slice(t.start, t.end))} | ${timex} | ${t.edtf ?? 'none'} | ${bounds} | ${t.anchor}`
}

async function outline(c: Case): Promise<{ outline: string; trace: string }> {
  const published = c.headers.published ?? null
  const metadata = { ...NO_METADATA, published }
  const doc = caseDocument(c.text, metadata)
  const steps: string[] = []
  const times = findTimes({
    ...analyse(doc, await loaded()),
    doc,
    trace: (step, found, a) =>
      steps.push(
        `${step}: ${found.map((f) => `${f.rule} "${c.text.slice(a.start[f.from], a.end[f.to - 1])}"`).join(', ')}`,
      ),
  })
  return { outline: times.map((t) => line(c.text, t)).join('\n'), trace: steps.join('\n') }
}

export const renderer: Renderer = { render: outline }
