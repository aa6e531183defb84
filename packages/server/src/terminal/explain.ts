import { type Explanation, eventsShown, stepsOf, whyOf, within, wordsOf } from '@wherefrom/casebook'
import type { Basis, Block, Claim, SourcePlace, Span } from '@wherefrom/schema'
import type { Look } from './dossier.ts'
import { safeLine } from './safe.ts'
import { columns, wrap } from './width.ts'

/** What every stage saw of the chosen blocks, stage by stage. */
export function explanation(ex: Explanation, blocks: readonly number[], look: Look): string {
  return `${[head(ex, look), ...blocks.map((b) => block(ex, b, look))].join('\n\n')}\n`
}

function head({ analysis, recorded }: Explanation, { style }: Look): string {
  const { metadata } = analysis.document
  const rows = metadata.candidates.map(
    (c) =>
      `  ${c.field.padEnd(10)} ${safeLine(c.value)} ${style.dim(`from ${safeLine(c.from)}${c.raw ? ` “${safeLine(c.raw)}”` : ''}`)}`,
  )
  const made = analysis.producers.map(
    (p) => `  ${p.component.padEnd(18)} ${p.version}${p.model ? style.dim(` sha256:${p.model.slice(0, 12)}`) : ''}`,
  )
  const stages = recorded.map((r) => r.stage).join(' → ')
  return [
    style.bold('Stages'),
    `  ${stages}`,
    style.bold('Components'),
    ...made,
    style.bold('Metadata candidates'),
    ...(rows.length > 0 ? rows : ['  none']),
  ].join('\n')
}

function block(ex: Explanation, index: number, look: Look): string {
  const { style, width } = look
  const { analysis, lines } = ex
  const b = analysis.document.blocks[index]!
  const place = safeLine(sourceLabel(b.source))
  const title = `${String(lines[index]).padStart(4)}  ${b.kind}  ${b.start}-${b.end}  ${place}`
  const text = wrap(safeLine(analysis.document.text.slice(b.start, b.end)), width - 6).map((l) => `      ${l}`)
  return [style.bold(title), ...text, ...layers(ex, b, look)].join('\n')
}

function layers(ex: Explanation, b: Block, look: Look): string[] {
  const { analysis, attributions } = ex
  const { document: doc, layers: l, producers } = analysis
  const words = (s: Span): string => `“${safeLine(wordsOf(doc, [s]))}”`
  const why = (basis: Basis): string => look.style.dim(whyOf(basis, producers))
  const section = (title: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : [`      ${look.style.cyan(title)}`, ...rows.map((r) => `        ${r}`)]
  const here = <T extends Span>(items: readonly T[]): T[] => items.filter((s) => within(b, s))
  const spans = (some: readonly Span[]): string => (some.length > 0 ? some.map(words).join(' + ') : 'none')
  return [
    ...section('tokens, tags, parse', tokenRows(ex, b)),
    ...section(
      'quotations',
      here(l.quotes).map((q) => `${words(q)}${q.scare ? ' a name or a word used with distance' : ''}`),
    ),
    ...section(
      "editor's insertions",
      here(l.insertions).map((i) => `${words(i)} ${why(i.basis)}`),
    ),
    ...section(
      'mentions',
      here(l.mentions).map(
        (m) => `${words(m)} ${m.type}, e${m.entity + 1} ${safeLine(l.entities[m.entity]?.name ?? '')} ${why(m.basis)}`,
      ),
    ),
    ...section(
      'times',
      here(l.times).map(
        (t) => `${words(t)} ${t.timex.type} ${t.timex.value}, ${t.edtf ?? 'open'}, from ${t.anchor} ${why(t.basis)}`,
      ),
    ),
    ...section('aliases and routes', [
      ...here(l.aliases).map((a) => `${safeLine(a.a)} = ${safeLine(a.b)} ${why(a.basis)}`),
      ...here(l.routes).map((r) => `${r.stops.map(safeLine).join(' → ')} ${why(r.basis)}`),
    ]),
    ...section(
      'attributions',
      attributions
        .filter((a) => [...a.cue, ...a.content].some((s) => within(b, s)))
        .map(
          (a) =>
            `source ${spans(a.source)}, cue ${spans(a.cue)}, content ${spans(a.content)}, ${a.cueClass}, ${a.score === null ? 'rule' : `score ${a.score.toFixed(2)}`} ${why(a.basis)}`,
        ),
    ),
    ...section(
      'claims',
      analysis.claims.filter((c) => c.content.some((s) => within(b, s))).flatMap((c) => claimRows(ex, c, look)),
    ),
  ]
}

/** One row a token, as in CoNLL-U: number in the sentence, form, lemma, UPOS, XPOS, head, relation. */
function tokenRows({ analysis }: Explanation, b: Block): string[] {
  const { document: doc, layers } = analysis
  const { tokens, sentences, tags, parse } = layers
  const rows: string[] = []
  for (let s = 0; s < sentences.length; s++) {
    const [from, to] = [sentences.from[s]!, sentences.to[s]!]
    if (from >= to || tokens.start[from]! < b.start || tokens.start[from]! >= b.end) continue
    if (rows.length > 0) rows.push('')
    for (let i = from; i < to; i++) {
      const form = safeLine(doc.text.slice(tokens.start[i]!, tokens.end[i]!))
      const head = parse.head[i]! < 0 ? 0 : parse.head[i]! - from + 1
      rows.push(
        [
          String(i - from + 1).padStart(3),
          pad(form, 18),
          pad(safeLine(tags.lemma[i] ?? ''), 16),
          pad(tags.uposNames[tags.upos[i]!] ?? '', 6),
          pad(tags.xposNames[tags.xpos[i]!] ?? '', 5),
          String(head).padStart(3),
          parse.deprelNames[parse.deprel[i]!] ?? '',
        ].join(' '),
      )
    }
  }
  return rows
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))

function claimRows({ analysis }: Explanation, claim: Claim, { style }: Look): string[] {
  const { document: doc, producers } = analysis
  const facts: string[] = [claim.quotation, claim.certainty, claim.polarity, claim.time]
  if (claim.when) facts.push(`when “${safeLine(wordsOf(doc, [claim.when]))}” ${claim.when.edtf ?? 'open'}`)
  return [
    `${claim.id} “${safeLine(wordsOf(doc, claim.content))}” ${facts.join(', ')} ${style.dim(whyOf(claim.basis, producers))}`,
    ...stepsOf(claim, doc).map(
      ({ entity, as, link, cue }) =>
        `   → ${safeLine(entity)}${as ? ` as “${safeLine(as)}”` : ''}, ${link.kind}${link.named ? '' : ', not named'}, ${link.manner} “${safeLine(cue)}”${link.inherited ? ', inherited' : ''}, ${link.stance} ${style.dim(whyOf(link.basis, producers))}`,
    ),
    ...eventsShown(claim, doc).map(({ event, trigger, roles }) => {
      const parts = roles.map(([role, names]) => `${role} ${names.map((n) => `“${safeLine(n)}”`).join(', ')}`)
      return `   ${event.type} “${safeLine(trigger)}”${parts.length > 0 ? `: ${parts.join(', ')}` : ''} ${style.dim(whyOf(event.basis, producers))}`
    }),
  ]
}

/** Where a block came from, in a few words. */
function sourceLabel(source: SourcePlace): string {
  if (source.type === 'bytes') return `bytes ${source.start}-${source.end}`
  if (source.type === 'element') return source.path
  if (source.type === 'part') return `${source.part} ${source.path}`
  const [first] = source.boxes
  return first ? `page ${first.page} at ${Math.round(first.left)},${Math.round(first.top)}` : 'no place'
}
