import type { Analysis, Entity, MetadataCandidate, Problem, Span } from '@wherefrom/schema'
import { type Speaker, speakersOf, whenWords, whyOf, wordsOf } from '../describe.ts'
import { placesShown, placeWords } from '../describe-places.ts'
import { esc, escAttr, escText } from './escape.ts'
import { icon } from './icons.ts'
import { blockAt } from './text.ts'

/** The overview above the text: who speaks, when, names that mean the same, routes, problems, and where it came from. */
export function panelsHtml(analysis: Analysis, prefix: string): string {
  return [
    speakersPanel(analysis, prefix),
    datesPanel(analysis, prefix),
    aliasPanel(analysis, prefix),
    routePanel(analysis, prefix),
    mapPanel(analysis, prefix),
    entityPanel(analysis),
    problemPanel(analysis, prefix),
  ].join('')
}

function panel(name: string, title: string, body: string, count?: number): string {
  const number = count === undefined ? '' : ` <span class="count">${count}</span>`
  return `<section class="panel ${name}"><h3>${esc(title)}${number}</h3>${body}</section>`
}

/** A long list shows its first rows; the others open on request. */
function list(rows: readonly string[], shown: number, name: string): string {
  const items = (some: readonly string[]): string => `<ul>${some.map((r) => `<li>${r}</li>`).join('')}</ul>`
  if (rows.length <= shown + 1) return items(rows)
  const rest = rows.length - shown
  return `${items(rows.slice(0, shown))}<details class="more"><summary>${rest} more ${esc(name)}</summary>${items(rows.slice(shown))}</details>`
}

function speakersPanel({ claims }: Analysis, prefix: string): string {
  const speakers = speakersOf(claims)
  const own = claims.filter((c) => c.chain.length === 0).length
  const most = Math.max(1, own, ...speakers.map((s) => s.claims.length))
  const rows = speakers.map((s) => speakerRow(s, most, prefix))
  if (own > 0)
    rows.push(
      `<button type="button" class="speaker own" data-doc="${prefix}" data-own="1" aria-pressed="false">${icon('media')}<span class="who">the outlet itself</span>${bar(own, most)}<span class="count">${own}</span></button>`,
    )
  const note =
    '<p class="note">Everybody who stands in a chain, and in how many claims. Choose one to see only those.</p>'
  return panel(
    'speakers',
    'Who speaks',
    rows.length > 0 ? note + list(rows, 8, 'speakers') : '<p class="note">Nobody is cited.</p>',
    speakers.length,
  )
}

function speakerRow(s: Speaker, most: number, prefix: string): string {
  const named = s.named ? '' : '<span class="as">not named</span>'
  return `<button type="button" class="speaker ${s.kind}" data-doc="${prefix}" data-who="${escAttr(s.entity.toLowerCase())}" aria-pressed="false">${icon(s.kind)}<span class="who">${escText(s.entity)}${named}</span>${bar(s.claims.length, most)}<span class="count" aria-label="${s.claims.length} claims">${s.claims.length}</span></button>`
}

const bar = (value: number, most: number): string =>
  `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.max(3, Math.round((value / most) * 100))}" height="6" rx="2"/></svg>`

const blockLink = (analysis: Analysis, prefix: string, span: Span, html: string): string =>
  `<a class="at" href="#${prefix}-b${blockAt(analysis.document.blocks, span.start)}">${html}</a>`

function datesPanel(analysis: Analysis, prefix: string): string {
  const seen = new Set<string>()
  const times = analysis.layers.times
    .filter((t) => t.from !== null || t.to !== null)
    .filter((t) => !seen.has(t.edtf ?? `${t.from}/${t.to}`) && seen.add(t.edtf ?? `${t.from}/${t.to}`))
    .sort((a, b) => ((a.from ?? a.to)! < (b.from ?? b.to)! ? -1 : 1))
  const rows = times.map(
    (t) =>
      `<b>${escText(whenWords(t) ?? '')}</b> ${blockLink(analysis, prefix, t, `“${escText(wordsOf(analysis.document, [t]))}”`)}`,
  )
  return rows.length > 0 ? panel('dates', 'When', list(rows, 7, 'dates'), rows.length) : ''
}

function aliasPanel(analysis: Analysis, prefix: string): string {
  const { document: doc, layers, producers } = analysis
  const rows = layers.aliases.map(
    (a) =>
      `<span title="${escAttr(whyOf(a.basis, producers))}"><b>${escText(a.a)}</b> = <b>${escText(a.b)}</b></span> ${blockLink(analysis, prefix, a, `“${escText(wordsOf(doc, [a]))}”`)}`,
  )
  return rows.length > 0 ? panel('aliases', 'Same thing, different names', list(rows, 6, 'pairs'), rows.length) : ''
}

function routePanel(analysis: Analysis, prefix: string): string {
  const rows = analysis.layers.routes.map(
    (r) =>
      `<span class="route">${r.stops.map((s) => `<span class="stop">${escText(s)}</span>`).join('<span class="leg" aria-label="to">→</span>')}</span> ${blockLink(analysis, prefix, r, 'show')}`,
  )
  return rows.length > 0 ? panel('routes', 'Routes', list(rows, 5, 'routes'), rows.length) : ''
}

/** Places with their position, each with a link to where the document names it first. */
function mapPanel(analysis: Analysis, prefix: string): string {
  const rows = placesShown(analysis).map(({ place, words, uses }) => {
    const alias = !place.within && place.name !== words ? ` = ${escText(place.name)}` : ''
    const count = uses > 1 ? ` <span class="count" aria-label="named ${uses} times">${uses}</span>` : ''
    return `<b>${escText(words)}</b>${alias} <span class="as" title="${escAttr(place.gazetteer)}">${escText(placeWords(place))}</span>${count} ${blockLink(analysis, prefix, place, 'show')}`
  })
  return rows.length > 0 ? panel('map', 'On the map', list(rows, 8, 'places'), rows.length) : ''
}

function entityPanel({ layers }: Analysis): string {
  const uses = new Map<number, number>()
  for (const m of layers.mentions) uses.set(m.entity, (uses.get(m.entity) ?? 0) + 1)
  const ranked = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([i, n]) => [layers.entities[i]!, n] as const)
  const group = (name: string, title: string, types: ReadonlySet<string>): string => {
    const rows = ranked.filter(([e]) => types.has(e.type)).map(([e, n]) => entityRow(e, n))
    return rows.length > 0 ? panel(name, title, list(rows, 6, 'names'), rows.length) : ''
  }
  return (
    group('people', 'People and organisations', new Set(['person', 'organisation'])) +
    group('places', 'Places', new Set(['place', 'facility'])) +
    group('things', 'Equipment and documents', new Set(['equipment', 'document', 'event']))
  )
}

function entityRow(e: Entity, uses: number): string {
  const roles = e.roles.length > 0 ? ` <span class="as">${escText(e.roles.slice(0, 2).join('; '))}</span>` : ''
  return `<b>${escText(e.name)}</b>${roles} <span class="count" aria-label="named ${uses} times">${uses}</span>`
}

/** Problems with the same message are one row, with a link to each place. */
function problemPanel(analysis: Analysis, prefix: string): string {
  const groups = new Map<string, Problem[]>()
  for (const p of analysis.document.problems) groups.set(p.message, [...(groups.get(p.message) ?? []), p].slice(0, 20))
  if (groups.size === 0) return ''
  const rows = [...groups.values()].map((group) => problemRow(analysis, prefix, group))
  return panel('problems', 'Mind this', list(rows, 6, 'notes'), groups.size)
}

function problemRow(analysis: Analysis, prefix: string, group: readonly Problem[]): string {
  const { severity, message, code } = group[0]!
  const places = group.flatMap((p, i) =>
    p.start === undefined || p.end === undefined
      ? []
      : [blockLink(analysis, prefix, { start: p.start, end: p.end }, `place ${i + 1}`)],
  )
  return `<span class="severity ${severity}">${severity}</span> ${escText(message)} <code>${esc(code)}</code> ${places.join(' ')}`
}

/** What the artifact says about itself: every candidate of every field, which one was taken, and the producers. */
export function aboutHtml(analysis: Analysis): string {
  const { metadata } = analysis.document
  const chosen: Readonly<Record<string, readonly string[]>> = {
    title: [metadata.title ?? ''],
    published: [metadata.published ?? ''],
    outlet: [metadata.outlet ?? ''],
    author: metadata.authors,
    language: [metadata.language ?? ''],
    url: [metadata.url ?? ''],
  }
  const rows = metadata.candidates.map((c) => candidateRow(c, chosen[c.field]?.includes(c.value) ?? false))
  const table =
    rows.length > 0
      ? `<table><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">From</th><th scope="col">As written</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
      : '<p class="note">The file says nothing about itself.</p>'
  const made = analysis.producers.map(
    (p) =>
      `<li><code>${escText(p.component)}</code> ${escText(p.version)}${p.model ? ` <code>sha256:${esc(p.model.slice(0, 12))}…</code>` : ''}</li>`,
  )
  return `<details class="about"><summary>Where title, date and outlet come from, and what read this file</summary>${table}<p class="sha">SHA-256 of the file <code>${esc(analysis.sha256)}</code></p><ul class="made">${made.join('')}</ul></details>`
}

function candidateRow(c: MetadataCandidate, taken: boolean): string {
  return `<tr${taken ? ' class="taken"' : ''}><td>${esc(c.field)}</td><td>${escText(c.value)}${taken ? ' <span class="badge">taken</span>' : ''}</td><td><code>${escText(c.from)}</code></td><td>${escText(c.raw ?? '')}</td></tr>`
}
