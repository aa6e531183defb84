import {
  countsOf,
  dateWords,
  type EventShown,
  entityLabel,
  eventsShown,
  originOf,
  outletOf,
  placesShown,
  placeWords,
  type Speaker,
  type Step,
  speakersOf,
  stepsOf,
  voiceOf,
  whenWords,
  wordsOf,
} from '@wherefrom/casebook'
import type { Analysis, Claim, Document, Problem } from '@wherefrom/schema'
import { safeLine, safeName } from './safe.ts'
import type { Style } from './style.ts'
import { columns, cut, wrap } from './width.ts'

/** How the dossier is to look. */
export interface Look {
  readonly style: Style
  /** Columns of the terminal. */
  readonly width: number
}

/** The dossier of one document for a terminal: head, who speaks, claims with their chains, dates, names, routes, problems. */
export function dossier(analysis: Analysis, look: Look): string {
  return [
    head(analysis, look),
    speakers(analysis, look),
    claims(analysis, look),
    dates(analysis, look),
    aliases(analysis, look),
    routes(analysis, look),
    places(analysis, look),
    problems(analysis.document, look),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
    .concat('\n')
}

/** One line about one document, for jobs that write their result elsewhere. */
export function summaryLine(analysis: Analysis): string {
  const c = countsOf(analysis.claims)
  const denied = c.denied > 0 ? `, ${c.denied} denied` : ''
  return `${safeName(analysis.file)}: ${c.claims} claims, ${c.attributed} attributed, ${c.own} in its own voice${denied}`
}

/** A title with a rule behind it, as wide as the terminal. */
export const heading = (title: string, look: Look): string => {
  const rule = '─'.repeat(Math.max(3, look.width - columns(title) - 1))
  return `${look.style.bold(title)} ${look.style.dim(rule)}`
}

function head({ document: doc, claims, layers, file }: Analysis, look: Look): string[] {
  const { style, width } = look
  const { title, published, outlet, authors, language } = doc.metadata
  const from = originOf(doc, 'published', published)
  const parts = [
    outlet ? style.bold(safeLine(outlet)) : style.yellow('outlet unknown'),
    ...(authors.length > 0 ? [`by ${safeLine(authors.join(', '))}`] : []),
    published
      ? `${style.bold(dateWords(safeLine(published)))}${from ? style.dim(` (${from})`) : ''}`
      : style.yellow('date unknown'),
    ...(language ? [safeLine(language)] : []),
    `${layers.tokens.length} words`,
  ]
  const c = countsOf(claims)
  const counts = [
    `${style.bold(String(c.claims))} ${c.claims === 1 ? 'claim' : 'claims'}: ${c.attributed} attributed, ${c.own} in the outlet's own voice`,
    ...(c.denied > 0 ? [style.red(`${c.denied} denied`)] : []),
    ...(c.hedged > 0 ? [style.yellow(`${c.hedged} hedged`)] : []),
    ...(c.unnamed > 0 ? [`${c.unnamed} on nobody named`] : []),
  ]
  return [
    style.dim('═'.repeat(width)),
    ...wrap(safeLine(title ?? file), width).map(style.bold),
    parts.join(style.dim(' · ')),
    style.dim(safeName(file)),
    '',
    counts.join(', '),
  ]
}

function speakers({ claims }: Analysis, look: Look): string[] {
  const all = speakersOf(claims)
  if (all.length === 0) return []
  const shown = all.slice(0, 8)
  const size = Math.min(34, Math.max(...shown.map((s) => columns(safeLine(s.entity)))))
  const rest = all.length - shown.length
  return [
    heading('Who speaks', look),
    ...shown.map((s) => speakerRow(s, all[0]!.claims.length, size, look)),
    ...(rest > 0 ? [look.style.dim(`  and ${rest} more`)] : []),
  ]
}

function speakerRow(s: Speaker, most: number, size: number, { style }: Look): string {
  const name = cut(safeLine(s.entity), size)
  const bar = '■'.repeat(Math.max(1, Math.round((s.claims.length / most) * 10)))
  const kind = s.named ? s.kind : `${s.kind}, not named`
  return `  ${style.bold(name)}${' '.repeat(size - columns(name))}  ${style.blue(bar.padEnd(10))} ${String(s.claims.length).padStart(3)}  ${style.dim(kind)}`
}

function claims({ claims, document: doc }: Analysis, look: Look): string[] {
  const out = [heading('Claims', look)]
  claims.forEach((claim, i) => {
    out.push('', ...claimLines(claim, i, doc, look))
  })
  return claims.length > 0 ? out : ['No claims were found.']
}

/** One claim: its number, chain, words, and what is certain about it. */
export function claimLines(claim: Claim, index: number, doc: Document, look: Look): string[] {
  const { style, width } = look
  const indent = 5
  const number = style.dim(String(index + 1).padStart(3))
  const [first = '', ...others] = chainLines(claim, doc, look, width - indent)
  const quote = claim.quotation === 'direct'
  const words = safeLine(wordsOf(doc, claim.content))
  const content = wrap(quote ? `“${words}”` : words, width - indent - 2)
  const pad = ' '.repeat(indent)
  return [
    `${number}  ${first}`,
    ...others.map((l) => pad + l),
    ...content.map((l) => `${pad}${bar(claim, look)} ${l}`),
    ...eventLines(claim, doc, look, width - indent).map((l) => pad + l),
    `${pad}${badges(claim, look)}`,
  ]
}

/** Events of a claim that get a line on a terminal. */
const EVENTS = 3

/** What the claim says happens, a line an event: `transfer “supplied”: giver Norland, receiver the navy`. */
function eventLines(claim: Claim, doc: Document, look: Look, width: number): string[] {
  const shown = eventsShown(claim, doc)
  const rest = shown.length - EVENTS
  return [
    ...shown.slice(0, EVENTS).map((e) => eventLine(e, look, width)),
    ...(rest > 0 ? [look.style.dim(`and ${rest} more ${rest === 1 ? 'event' : 'events'}`)] : []),
  ]
}

function eventLine({ event, trigger, roles }: EventShown, { style }: Look, width: number): string {
  const head = `${event.type} “${cut(safeLine(trigger), 24)}”`
  const parts = roles.map(([role, names]) => `${role} ${names.map((n) => cut(safeLine(n), 44)).join(', ')}`)
  const line = cut([head, ...parts].join(' · '), width)
  return `${style.cyan(event.type)}${style.dim(line.slice(event.type.length))}`
}

function bar(claim: Claim, { style }: Look): string {
  const voice = voiceOf(claim)
  if (voice === 'denied') return style.red('▌')
  return voice === 'own' ? style.dim('▌') : style.blue('▌')
}

/** The chain as steps, broken between steps where the line is full. */
function chainLines(claim: Claim, doc: Document, look: Look, width: number): string[] {
  const { style } = look
  const outlet = safeLine(outletOf(doc))
  if (claim.chain.length === 0) return [style.dim(`${outlet}, in its own voice`)]
  const lines: string[] = []
  let line = style.dim(outlet)
  let used = columns(outlet)
  for (const step of stepsOf(claim, doc)) {
    const { plain, styled } = stepWords(step, look, width - 4)
    if (used + 3 + columns(plain) > width) {
      lines.push(line)
      line = `  ${style.dim('→')} ${styled}`
      used = 4 + columns(plain)
    } else {
      line += ` ${style.dim('→')} ${styled}`
      used += 3 + columns(plain)
    }
  }
  return [...lines, line]
}

/** One step twice: as it is measured, and as it is printed. */
function stepWords(step: Step, { style }: Look, width: number): { plain: string; styled: string } {
  const { link } = step
  const who = cut(safeLine(entityLabel(link)), 44)
  const how = link.manner
  const cue = step.cue ? ` “${cut(safeLine(step.cue), 24)}”` : link.inherited ? ' (account goes on)' : ''
  const said = link.when ? ` ${whenWords(link.when) ?? ''}`.trimEnd() : ''
  const as = step.as && columns(step.as) <= 28 ? ` as “${safeLine(step.as)}”` : ''
  const plain = cut(`${who}${as} ${how}${cue}${said}`, width)
  if (plain !== `${who}${as} ${how}${cue}${said}`) return { plain, styled: plain }
  const name = link.named ? style.bold(who) : style.italic(who)
  const manner = link.manner === 'denies' ? style.red(how) : style.magenta(how)
  return { plain, styled: `${name}${style.dim(as)} ${manner}${style.dim(cue)}${said}` }
}

function badges(claim: Claim, { style }: Look): string {
  const words = [
    claim.certainty === 'certain' ? style.green('stated plainly') : style.yellow(CERTAINTY[claim.certainty]),
    ...(claim.polarity === 'negative' ? [style.red('negated')] : []),
    ...(voiceOf(claim) === 'denied' ? [style.red('denied')] : []),
    ...(claim.time === 'none' ? [] : [claim.time]),
    ...(claim.quotation === 'direct' ? ['word for word'] : claim.quotation === 'mixed' ? ['partly quoted'] : []),
  ]
  const when = claim.when ? whenWords(claim.when) : null
  return [...words.map((w) => w), ...(when ? [style.cyan(when)] : [])].join(style.dim(' · '))
}

const CERTAINTY = {
  certain: 'stated plainly',
  probable: 'probable',
  possible: 'possible',
  unknown: 'left open',
} as const

function dates({ document: doc, layers }: Analysis, look: Look): string[] {
  const seen = new Set<string>()
  const rows = layers.times
    .filter((t) => (t.from ?? t.to) !== null && !seen.has(`${t.from}/${t.to}`) && seen.add(`${t.from}/${t.to}`))
    .sort((a, b) => ((a.from ?? a.to)! < (b.from ?? b.to)! ? -1 : 1))
    .map(
      (t) =>
        [
          whenWords(t) ?? '',
          `“${safeLine(wordsOf(doc, [t]))}”${t.anchor === 'speech' ? ', counted from when it was said' : ''}`,
        ] as const,
    )
  return table('When', rows, look)
}

function aliases({ document: doc, layers }: Analysis, look: Look): string[] {
  const rows = layers.aliases.map(
    (a) => [`${safeLine(a.a)} = ${safeLine(a.b)}`, `“${safeLine(wordsOf(doc, [a]))}”`] as const,
  )
  return table('Same thing, different names', rows, look)
}

function routes({ layers }: Analysis, look: Look): string[] {
  if (layers.routes.length === 0) return []
  const lines = layers.routes.flatMap((r) => wrap(r.stops.map(safeLine).join(' → '), look.width - 2))
  return [heading('Routes', look), ...lines.map((l) => `  ${look.style.green(l)}`)]
}

/** Places on the map with their position; then names of places that no gazetteer knows. */
function places(analysis: Analysis, look: Look): string[] {
  const shown = placesShown(analysis)
  const rows = shown.map(({ place, words, uses }) => {
    const alias = !place.within && place.name !== words ? ` = ${place.name}` : ''
    return [`${safeLine(words + alias)}${uses > 1 ? ` (${uses})` : ''}`, safeLine(placeWords(place))] as const
  })
  const lines = table('Places', rows, look)
  const unknown = unplaced(analysis)
  if (unknown.length === 0) return lines
  const more = wrap(`Not on the map: ${unknown.join(', ')}`, look.width - 2).map((l) => `  ${l}`)
  return lines.length > 0 ? [...lines, ...more] : [heading('Places', look), ...more]
}

/** Names of places and facilities none of whose mentions is on the map, the most named first. */
function unplaced({ layers }: Analysis): string[] {
  const placed = new Set(layers.places.map((p) => layers.mentions[p.mention]?.entity))
  const uses = new Map<number, number>()
  for (const m of layers.mentions) uses.set(m.entity, (uses.get(m.entity) ?? 0) + 1)
  return [...uses]
    .filter(
      ([e]) => (layers.entities[e]?.type === 'place' || layers.entities[e]?.type === 'facility') && !placed.has(e),
    )
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([e, n]) => `${safeLine(layers.entities[e]!.name)}${n > 1 ? ` (${n})` : ''}`)
}

function table(title: string, rows: readonly (readonly [string, string])[], look: Look): string[] {
  if (rows.length === 0) return []
  const size = Math.min(Math.floor(look.width / 2), Math.max(...rows.map(([a]) => columns(a))))
  return [
    heading(title, look),
    ...rows.map(([a, b]) => {
      const left = cut(a, size)
      return `  ${look.style.bold(left)}${' '.repeat(size - columns(left))}  ${look.style.dim(cut(b, look.width - size - 4))}`
    }),
  ]
}

function problems({ problems }: Document, look: Look): string[] {
  if (problems.length === 0) return []
  const grouped = new Map<string, { problem: Problem; count: number }>()
  for (const p of problems) {
    const found = grouped.get(p.message)
    if (found) found.count++
    else grouped.set(p.message, { problem: p, count: 1 })
  }
  const mark = { info: look.style.dim('·'), warning: look.style.yellow('!'), error: look.style.red('✗') }
  return [
    heading('Mind this', look),
    ...[...grouped.values()].flatMap(({ problem: p, count }) => {
      const text = `${safeLine(p.message)} [${p.code}]${count > 1 ? ` (${count} times)` : ''}`
      return wrap(text, look.width - 4).map((l, i) => (i === 0 ? `  ${mark[p.severity]} ${l}` : `    ${l}`))
    }),
  ]
}
