import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Analysis } from '@wherefrom/schema'
import { VERSION } from '../contract.ts'
import { countsOf, dateWords } from '../describe.ts'
import { escText } from './escape.ts'
import { ICONS } from './icons.ts'

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** One line of the index of a dossier. */
export interface IndexRow {
  readonly title: string
  readonly file: string
  readonly outlet: string | null
  readonly published: string | null
  readonly claims: number
  readonly attributed: number
  readonly denied: number
  readonly problems: number
}

export function indexRow(analysis: Analysis): IndexRow {
  const { metadata, problems } = analysis.document
  const counts = countsOf(analysis.claims)
  return {
    title: metadata.title ?? analysis.file,
    file: analysis.file,
    outlet: metadata.outlet,
    published: metadata.published,
    claims: counts.claims,
    attributed: counts.attributed,
    denied: counts.denied,
    problems: problems.filter((p) => p.severity !== 'info').length,
  }
}

/**
 * Everything before the documents: a page that may load nothing from anywhere. Only the one style sheet and the one
 * script that stand in it may run, named by their hashes (Content Security Policy level 3).
 */
export function pageStart(rows: readonly IndexRow[]): string {
  const [style, script] = [asset('./style.css'), asset('./script.js')]
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`
  const title = rows.length === 1 ? rows[0]!.title : `${rows.length} documents`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="wherefrom ${VERSION}">
<title>${escText(title)} - wherefrom dossier</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#documents">Skip to the documents</a>
${ICONS}
<header class="top"><p class="brand">wherefrom</p><p class="tag">who says so, on whose authority, when, how sure</p>${legendHtml()}</header>
<main id="documents">
${rows.length > 1 ? indexHtml(rows) : ''}`
}

/** Everything after the documents. */
export function pageEnd(): string {
  return `</main>
<div id="tip" role="tooltip" hidden></div>
<footer class="foot"><p>Made by wherefrom ${VERSION} on this computer; nothing was sent anywhere and this page loads nothing. Every mark is a machine's proposal: the words of the text decide.</p></footer>
<script>${asset('./script.js')}</script>
</body>
</html>
`
}

const LAYERS: readonly (readonly [layer: string, words: string])[] = [
  ['source', 'source'],
  ['cue', 'cue'],
  ['statement', 'what is said'],
  ['name', 'names'],
  ['place', 'places'],
  ['date', 'dates'],
]

function legendHtml(): string {
  const keys = LAYERS.map(
    ([layer, words]) =>
      `<button type="button" class="key" data-layer="${layer}" aria-pressed="true"><span class="m ${layer}">${words}</span></button>`,
  )
  return `<div class="legend" role="group" aria-label="What is marked; press to hide or show">${keys.join('')}<span class="keys"><kbd>j</kbd> <kbd>k</kbd> next and previous claim, <kbd>Esc</kbd> clears</span></div>`
}

function indexHtml(rows: readonly IndexRow[]): string {
  const line = (r: IndexRow, i: number): string =>
    `<tr><td class="num">${i + 1}</td><td><a href="#d${i + 1}">${escText(r.title)}</a><span class="file">${escText(r.file)}</span></td><td>${escText(r.outlet ?? 'unknown')}</td><td class="date">${escText(r.published ? dateWords(r.published) : 'unknown')}</td><td class="num">${r.claims}</td><td class="num">${r.attributed}</td><td class="num">${r.denied || ''}</td><td class="num">${r.problems || ''}</td></tr>`
  const heads = ['', 'Document', 'Outlet', 'Published', 'Claims', 'Attributed', 'Denied', 'Warnings']
    .map((h, i) => `<th scope="col"${i > 3 ? ' class="num"' : ''}>${h}</th>`)
    .join('')
  return `<nav class="index" aria-labelledby="index-title"><h2 id="index-title">${rows.length} documents</h2><div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows.map(line).join('')}</tbody></table></div></nav>`
}
