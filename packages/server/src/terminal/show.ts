import {
  type AnalysisJson,
  type AnchoredDecision,
  type ArtifactView,
  type DocumentView,
  dateWords,
  type PageImage,
  type VersionChanges,
} from '@wherefrom/casebook'
import type { CaptureRecord, Claim, CustodyEntry, Document } from '@wherefrom/schema'
import { number, size } from './case.ts'
import { changesText } from './changes.ts'
import { claimLines, heading, type Look } from './dossier.ts'
import { safeLine, safeName } from './safe.ts'
import { cut, wrap } from './width.ts'

/** What is shown of a document besides itself. */
export interface Shown {
  /** Id of the one claim that is shown; null for all. */
  readonly claim: string | null
  readonly changes: VersionChanges | null
  readonly decisions: readonly AnchoredDecision[]
  readonly images: readonly PageImage[]
}

/** A document of a case for a terminal, or one claim of it: what it says, its versions, how it came, and the log. */
export function documentText(view: DocumentView, shown: Shown, look: Look): string {
  const { claim, changes, decisions: ruled, images } = shown
  const parts = [
    head(view, look),
    claims(view.analysis, claim, look),
    ...(claim || !changes ? [] : [changesText(changes, view.analysis, look)]),
    ...(claim
      ? []
      : [
          pictures(images, view, look),
          versions(view, look),
          receipts(view, look),
          decisions(ruled, look),
          log(view, look),
        ]),
    ...(claim ? [] : [problems(view, look)]),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function head({ row, artifact }: DocumentView, { style, width }: Look): string[] {
  const parts = [
    row.outlet ? style.bold(safeLine(row.outlet)) : style.yellow('outlet unknown'),
    row.published ? style.bold(dateWords(safeLine(row.published))) : style.yellow('date unknown'),
    ...(row.language ? [safeLine(row.language)] : []),
    `${number(row.words)} words`,
    `${number(row.claims)} ${row.claims === 1 ? 'claim' : 'claims'}`,
  ]
  const part = row.part === '' ? '' : `, part ${safeLine(row.part)}`
  return [
    style.dim('═'.repeat(width)),
    ...wrap(`d${row.id}  ${safeLine(row.title ?? row.page)}`, width).map(style.bold),
    parts.join(style.dim(' · ')),
    style.dim(safeName(row.page)),
    style.dim(`${row.artifact}${artifact ? ` (${size(artifact.bytes)}${part})` : ''}`),
  ]
}

/** Stored claims have every field that the dossier's have. */
function claims(analysis: AnalysisJson, only: string | null, look: Look): string[] {
  const doc = { ...analysis.document, problems: analysis.problems } as Document
  const all = analysis.claims as unknown as readonly Claim[]
  const lines = all.flatMap((claim, i) =>
    only === null || claim.id === only ? ['', ...claimLines(claim, i, doc, look)] : [],
  )
  return [heading(only === null ? 'Claims' : 'Claim', look), ...(lines.length > 0 ? lines : ['No claims were found.'])]
}

function versions({ versions: all, row }: DocumentView, look: Look): string[] {
  if (all.length < 2) return []
  const { style } = look
  const line = (v: DocumentView['row']): string => {
    const mark = v.id === row.id ? style.bold('▸') : ' '
    const newest = v.latest === 1 ? style.green('  newest') : ''
    return ` ${mark} ${`v${v.version}`.padEnd(5)}${`d${v.id}`.padEnd(9)}${number(v.words).padStart(7)} words ${number(v.claims).padStart(5)} claims${newest}`
  }
  return [heading('Versions of this page', look), ...all.map(line)]
}

const METHODS = { upload: 'given as', fetch: 'fetched from', import: 'taken out of an archive as' } as const

function receipts(
  { captures }: { readonly captures: readonly { readonly record: CaptureRecord }[] },
  look: Look,
): string[] {
  return [heading('How it was received', look), ...captures.flatMap(({ record }) => receipt(record, look))]
}

function receipt(r: CaptureRecord, { style, width }: Look): string[] {
  const said =
    r.asserted.length > 0
      ? `on the word of the ${r.method === 'upload' ? 'user' : 'archive'}: ${r.asserted.join(', ')}`
      : ''
  const facts = [
    `by ${r.collector}`,
    ...(r.httpStatus === null ? [] : [`status ${r.httpStatus}`]),
    ...(r.serverIp === null ? [] : [`server ${r.serverIp}`]),
    ...(r.finalUrl !== null && r.finalUrl !== r.url ? [`led to ${r.finalUrl}`] : []),
    ...(r.parent === null ? [] : [`out of ${r.parent.slice(0, 16)}…`]),
    ...(r.note === null ? [] : [`note: ${r.note}`]),
    ...(r.reason === null ? [] : [`reason: ${r.reason}`]),
    ...(said ? [said] : []),
  ]
  return [
    `  ${style.cyan(moment(r.receivedAt))}  ${METHODS[r.method]} ${safeName(r.url ?? r.name)}`,
    ...wrap(safeLine(facts.join('; ')), width - 4).map((line) => `    ${style.dim(line)}`),
  ]
}

/** `2026-11-25 07:22 UTC`. */
const moment = (iso: string): string => `${safeLine(iso).slice(0, 16).replace('T', ' ')} UTC`

/** Pictures that the page shows, with what it says of them; those that the case has with the start of their hash. */
function pictures(images: readonly PageImage[], { analysis }: DocumentView, look: Look): string[] {
  if (images.length === 0) return []
  const { style, width } = look
  const said = (span: PageImage['caption']): string[] =>
    span ? [safeLine(analysis.document.text.slice(span.start, span.end))] : []
  const lines = images.flatMap(({ artifact, src, alt, caption, credit }) => {
    const words = [...said(caption), ...said(credit), ...(caption || !alt ? [] : [`(${safeLine(alt)})`])].join('; ')
    const kept = artifact ? style.green(artifact.slice(0, 12)) : style.dim('not kept    ')
    return [
      `  ${kept}  ${cut(safeLine(src), width - 18)}`,
      ...wrap(words, width - 16).map((l) => `                ${l}`),
    ]
  })
  return [heading('Pictures', look), ...lines]
}

/** Where a decision's words stand in this version. */
const ANCHORS = { moved: 'its words moved', orphan: 'its words are no longer found' } as const

function decisions(all: readonly AnchoredDecision[], look: Look): string[] {
  if (all.length === 0) return []
  const undone = new Set(all.map((d) => d.undoes))
  return [
    heading('Decisions', look),
    ...all.map((d) => {
      let line = `  ${moment(d.at)}  ${safeLine(d.verdict)} ${safeLine(d.value)}, ${safeLine(d.actor)}${d.reason ? `: ${safeLine(d.reason)}` : ''}`
      if (d.anchor.state !== 'exact') line += ` (${ANCHORS[d.anchor.state]}, made on v${d.version})`
      return undone.has(d.id) ? look.style.dim(`${line} (taken back)`) : line
    }),
  ]
}

function log({ custody }: { readonly custody: readonly CustodyEntry[] }, look: Look): string[] {
  const line = (e: CustodyEntry): string =>
    `  ${look.style.dim(`#${e.seq}`.padEnd(7))} ${moment(e.at)}  ${e.event.padEnd(9)} ${look.style.dim(`by ${safeLine(e.actor)}${e.reason ? `: ${safeLine(e.reason)}` : ''}`)}`
  return [heading('Custody log', look), ...custody.map(line)]
}

function problems({ analysis }: DocumentView, look: Look): string[] {
  if (analysis.problems.length === 0) return []
  const lines = analysis.problems.flatMap((p) => wrap(`${safeLine(p.message)} [${p.code}]`, look.width - 4))
  return [heading('Mind this', look), ...lines.map((line) => `  ${look.style.yellow('!')} ${line}`)]
}

/** An artifact for a terminal: what it is, what came of it, where else a picture is, how it came, and the log. */
export function artifactText(view: ArtifactView, look: Look): string {
  const parts = [
    artifactHead(view, look),
    picture(view, look),
    members(view, look),
    view.failures.map((f) => `${look.style.red('✗')} ${safeName(f.name)}: ${safeLine(f.message)} [${f.code}]`),
    receipts(view, look),
    log(view, look),
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

function artifactHead({ artifact, documents, captures }: ArtifactView, { style, width }: Look): string[] {
  const name = captures[0]?.record.url ?? captures[0]?.record.name ?? ''
  const read = documents.length === 0 ? 'no document' : documents.map((d) => `d${d}`).join(', ')
  return [
    style.dim('═'.repeat(width)),
    ...wrap(safeLine(name), width).map(style.bold),
    [size(artifact.bytes), ...(artifact.media_type ? [safeLine(artifact.media_type)] : []), ...wrap(read, width)].join(
      style.dim(' · '),
    ),
    style.dim(`SHA-256 ${artifact.sha256}`),
    style.dim(`SHA-1   ${artifact.sha1}`),
  ]
}

function picture({ image, similar }: ArtifactView, look: Look): string[] {
  if (!image) return []
  const fields = Object.entries(JSON.parse(image.metadata) as Record<string, string>)
  return [
    heading('Picture', look),
    `  ${safeLine(image.format)}, ${number(image.width)} × ${number(image.height)} pixels`,
    ...fields
      .slice(0, 40)
      .flatMap(([name, value]) =>
        wrap(`${safeLine(name)}: ${safeLine(String(value))}`, look.width - 4).map((l) => `    ${look.style.dim(l)}`),
      ),
    ...(fields.length > 0 ? [look.style.dim('    This is what the file says of itself; nobody has checked it.')] : []),
    ...similar.flatMap((s) => [
      `  ${look.style.yellow('=')} the same picture is ${look.style.bold(s.artifact.slice(0, 16))}… ${look.style.dim(`(${safeLine(s.reason)})`)}`,
      ...s.names.map((n) => `      ${safeName(n)}`),
    ]),
  ]
}

function members({ members: all }: ArtifactView, look: Look): string[] {
  if (all.length === 0) return []
  const shown = all.slice(0, 50).map((m) => `  ${look.style.dim(m.artifact.slice(0, 16))}  ${safeName(m.name)}`)
  const more = all.length > 50 ? [look.style.dim(`  and ${number(all.length - 50)} more`)] : []
  return [heading('Taken out of it', look), ...shown, ...more]
}
