import type { Analysis, Claim } from '@wherefrom/schema'
import { countsOf, dateWords, originOf } from '../describe.ts'
import { cardHtml } from './claims.ts'
import { esc, escJson, escText } from './escape.ts'
import { marksOf } from './marks.ts'
import { aboutHtml, panelsHtml } from './panels.ts'
import { blockAt, blockHtml, marksByBlock, type TextView } from './text.ts'

/** One document of the dossier as HTML: head, overview, then text and claims side by side. `number` counts from 1. */
export function sectionHtml(analysis: Analysis, number: number): string {
  const prefix = `d${number}`
  return `<article class="doc" id="${prefix}" aria-labelledby="${prefix}-title">
${headHtml(analysis, prefix)}
<div class="panels">${panelsHtml(analysis, prefix)}</div>
${bodyHtml(analysis, prefix)}
</article>
`
}

function headHtml(analysis: Analysis, prefix: string): string {
  const { metadata, text } = analysis.document
  const date = metadata.published
    ? `<b>${escText(dateWords(metadata.published))}</b> <span class="as">from ${escText(originOf(analysis.document, 'published', metadata.published) ?? 'the options')}</span>`
    : '<span class="missing">date unknown</span>'
  const outlet = metadata.outlet ? `<b>${escText(metadata.outlet)}</b>` : '<span class="missing">outlet unknown</span>'
  const by = metadata.authors.length > 0 ? ` · by ${escText(metadata.authors.join(', '))}` : ''
  const words = analysis.layers.tokens.length
  const url = metadata.url ? `<p class="url">${escText(metadata.url)}</p>` : ''
  return `<header class="head">
<p class="file">${escText(analysis.file)}<a class="back" href="#documents">all documents</a></p>
<h2 id="${prefix}-title" dir="auto">${escText(metadata.title ?? (text.slice(0, 100).trim() || analysis.file))}</h2>
<p class="meta">${outlet}${by} · ${date}${metadata.language ? ` · language ${escText(metadata.language)}` : ''} · ${words.toLocaleString('en')} words</p>${url}
${countsHtml(analysis.claims)}
${aboutHtml(analysis)}
</header>`
}

function countsHtml(claims: readonly Claim[]): string {
  const c = countsOf(claims)
  const cell = (n: number, words: string, name: string): string =>
    `<li class="${name}${n === 0 ? ' none' : ''}"><b>${n}</b> ${esc(words)}</li>`
  return `<ul class="counts">${[
    cell(c.claims, c.claims === 1 ? 'claim' : 'claims', 'all'),
    cell(c.attributed, 'attributed to somebody', 'attributed'),
    cell(c.own, "in the outlet's own voice", 'own'),
    cell(c.denied, 'denied', 'denied'),
    cell(c.hedged, 'hedged', 'hedged'),
    cell(c.unnamed, 'rest on nobody named', 'unnamed'),
  ].join('')}</ul>`
}

/** Text and claims in rows: the claims that begin in a block stand beside it, on any width and on paper. */
function bodyHtml(analysis: Analysis, prefix: string): string {
  const { document: doc, claims, producers } = analysis
  const marks = marksOf(analysis)
  const numbers = new Map<number, number[]>()
  const cards = new Map<number, string[]>()
  claims.forEach((claim, index) => {
    const start = claim.content[0]?.start ?? 0
    push(numbers, start, index)
    push(cards, blockAt(doc.blocks, start), cardHtml(claim, index, doc, prefix, producers))
  })
  const view: TextView = { doc, prefix, marks, numbers }
  const own = marksByBlock(doc.blocks, marks)
  const rows = doc.blocks.map((block, b) => {
    const beside = cards.get(b) ?? []
    return `<div class="row${beside.length === 0 ? ' bare' : ''}" id="${prefix}-b${b}"><div class="text">${blockHtml(view, block, own[b]!)}</div><div class="claims">${beside.join('')}</div></div>`
  })
  const told = escJson(marks.map((m) => [m.title, m.detail, m.why]))
  return `<div class="body" data-doc="${prefix}"><div class="row colheads" aria-hidden="true"><div class="text">The text</div><div class="claims">What it claims, and who says so</div></div>
${rows.join('\n')}
</div>
<script type="application/json" id="${prefix}-told">${told}</script>`
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
