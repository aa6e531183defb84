import {
  dateWords,
  type Facets,
  type QueryMistake,
  type SearchAnswer,
  type SearchResult,
  snippetOf,
  whenWords,
} from '@wherefrom/casebook'
import { number } from './case.ts'
import { heading, type Look } from './dossier.ts'
import { safeLine, safeName } from './safe.ts'
import { columns, cut, wrap } from './width.ts'

/** What is wrong with a query, and a mark under its place. */
export function mistakeLines(query: string, mistake: QueryMistake, { style, width }: Look): string[] {
  const line = `wherefrom: ${safeName(mistake.message)}`
  const before = columns(safeLine(query.slice(0, mistake.start)))
  const shown = safeLine(query)
  if (columns(shown) > width - 2 || query === '') return [line]
  const length = Math.max(1, columns(safeLine(query.slice(mistake.start, mistake.end))))
  return [line, `  ${shown}`, `  ${' '.repeat(before)}${style.red('^'.repeat(length))}`]
}

/** Results for a terminal: where each stands, who says it, its words with what was found, and how sure it is. */
export function searchText(answer: SearchAnswer, look: Look): string {
  const { results, facets, notes } = answer
  const lines = results.flatMap((r, i) => [...resultLines(r, i, look), ''])
  if (facets) lines.push(...facetLines(facets, answer, look))
  lines.push(totalLine(answer, look))
  lines.push(...notes.map((n) => look.style.yellow(safeName(n))))
  return `${lines.join('\n')}\n`
}

function totalLine({ total, results }: SearchAnswer, { style }: Look): string {
  if (total.count === 0) return 'Nothing was found.'
  const shown = results.length < total.count ? `, ${number(results.length)} shown` : ''
  if (total.exact) return style.bold(`${number(total.count)} ${total.count === 1 ? 'passage' : 'passages'}${shown}`)
  return `${style.bold(`more than ${number(total.count)} passages${shown}`)}${style.dim(` (best of the latest ${number(total.count)})`)}`
}

const INDENT = 5

function resultLines(r: SearchResult, index: number, look: Look): string[] {
  const { style, width } = look
  const pad = ' '.repeat(INDENT)
  const place = r.claim ? `${r.document}/${r.claim}` : r.document
  const head = [
    style.bold(place),
    ...(r.outlet ? [safeLine(r.outlet)] : []),
    ...(r.published ? [dateWords(safeLine(r.published))] : []),
    ...(r.latest ? [] : [style.yellow(`version ${r.version}, not the latest`)]),
  ].join(style.dim(' · '))
  const title = r.title ? [`${pad}${style.dim(cut(safeLine(r.title), width - INDENT))}`] : []
  const chain = chainLine(r, look)
  return [
    `${style.dim(String(index + 1).padStart(3))}  ${head}`,
    ...title,
    ...(chain === '' ? [] : [pad + chain]),
    ...snippetLines(r, look, width - INDENT - 2).map((l) => `${pad}${bar(r, look)} ${l}`),
    ...badges(r, look).map((b) => pad + b),
  ]
}

function bar(r: SearchResult, { style }: Look): string {
  if (r.chain.some((l) => l.manner === 'denies')) return style.red('▌')
  return r.chain.length > 0 ? style.blue('▌') : style.dim('▌')
}

function chainLine({ chain }: SearchResult, { style, width }: Look): string {
  const steps = chain.map((l) => {
    const name = l.kind === 'unstated' || l.entity === '' ? 'somebody not named' : safeLine(l.entity)
    return { name: cut(name, 60), manner: l.manner }
  })
  const plain = steps.map((s) => `${s.name} ${s.manner}`).join(' → ')
  if (columns(plain) > width - INDENT) return cut(plain, width - INDENT)
  return steps.map((s) => `${style.cyan(s.name)} ${style.dim(s.manner)}`).join(style.dim(' → '))
}

/** Invisible characters stand for the ends of a highlight while lines are broken; a text's own are left out. */
const [ON, OFF] = ['\u2061', '\u2062']

function snippetLines(r: SearchResult, { style }: Look, width: number): string[] {
  const marked = snippetOf(r)
    .map((p) => {
      const text = p.text.replace(/[\u2061\u2062]/g, '')
      return p.hit ? `${ON}${text.replaceAll(' ', `${OFF} ${ON}`)}${OFF}` : text
    })
    .join('')
  const shown = (line: string): string =>
    line.replace(/\u2061([^\u2061\u2062]{0,5000})\u2062/g, (_, words: string) => style.bold(style.yellow(words)))
  return wrap(safeLine(marked), width)
    .map(shown)
    .map((l) => l.replace(/[\u2061\u2062]/g, ''))
}

function badges(r: SearchResult, { style }: Look): string[] {
  const marks = [
    ...(r.certainty && r.certainty !== 'certain' ? [style.yellow(r.certainty)] : []),
    ...(r.polarity === 'negative' ? [style.red('says it is not so')] : []),
    ...(r.quotation === 'direct' || r.quotation === 'mixed' ? ['quoted'] : []),
    ...whenOf(r),
  ]
  return marks.length > 0 ? [marks.join(style.dim(' · '))] : []
}

function whenOf({ when }: SearchResult): string[] {
  const words = when && whenWords({ from: when[0], to: when[1], edtf: null })
  return words ? [words] : []
}

const TITLES: Readonly<Record<keyof Facets, string>> = {
  'said-by': 'said by',
  origin: 'origin',
  certainty: 'certainty',
  polarity: 'polarity',
  place: 'place',
  type: 'type',
  outlet: 'outlet',
  year: 'year',
}

function facetLines(facets: Facets, { total }: SearchAnswer, look: Look): string[] {
  const { style, width } = look
  const of = total.exact ? '' : `, of the latest ${number(total.count)}`
  const lines = [heading(`Counts${of}`, look)]
  for (const [facet, title] of Object.entries(TITLES)) {
    const values = facets[facet as keyof Facets]
    if (values.length === 0) continue
    const words = values.map((v) => `${cut(safeLine(v.value), 40).replaceAll(' ', '\u00a0')}\u00a0${number(v.count)}`)
    const rows = wrap(words.join('  '), width - 12)
    lines.push(
      ...rows.map(
        (row, i) =>
          `  ${style.bold((i === 0 ? title : '').padEnd(10))}${row.replaceAll(' ', '  ').replaceAll('\u00a0', ' ')}`,
      ),
    )
  }
  return [...lines, '']
}
