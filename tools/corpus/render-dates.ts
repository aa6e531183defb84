/** Time expressions as outlines, for `corpus/dates`. */
import { loadModels } from '@wherefrom/casebook'
import { analyse, type Engine, findTimes, loadEngine } from '@wherefrom/nlp'
import { type Block, type Document, NO_METADATA, type TimeMention } from '@wherefrom/schema'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

let engine: Promise<Engine> | null = null
const loaded = (): Promise<Engine> => (engine ??= loadModels().then(({ files }) => loadEngine(files)))

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

function line(text: string, t: TimeMention): string {
  const { type, value, mod, quant, freq } = t.timex
  const timex = [type, value, mod, quant, freq].filter((part) => part !== undefined).join(' ')
  const bounds = t.from || t.to ? `${t.from ?? '?'}..${t.to ?? '?'}` : 'no bounds'
  return `${quoted(text.slice(t.start, t.end))} | ${timex} | ${t.edtf ?? 'none'} | ${bounds} | ${t.anchor}`
}

async function outline(c: Case): Promise<{ outline: string; trace: string }> {
  const published = c.headers.published ?? null
  const metadata = { ...NO_METADATA, published }
  const doc: Document = { text: c.text, blocks: paragraphs(c.text), metadata, problems: [] }
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
