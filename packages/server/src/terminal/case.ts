import type { Case, CaseStatus, listDocuments } from '@wherefrom/casebook'
import { dateWords } from '@wherefrom/casebook'
import type { Look } from './dossier.ts'
import { safeLine, safeName } from './safe.ts'
import type { Style } from './style.ts'
import { columns, cut, wrap } from './width.ts'

export type ListedDocument = ReturnType<typeof listDocuments> extends AsyncGenerator<infer Row> ? Row : never

/** What `init` says: where the case is, and what its key is good for. */
export function madeCase(c: Case, style: Style): string {
  const { path, id, created } = c.writer!.signer.key
  const place = safeName(c.place.label)
  const said = c.place.kind === 'sqlite' ? `${place}/custody.pub.pem` : 'the case'
  return [
    `Made the case ${style.bold(safeLine(c.title) || place)}${c.title ? ` in ${place}` : ''}.`,
    '',
    `  signing key  ${safeName(path)}${created ? style.yellow(' (new)') : ''}`,
    style.dim(
      '               Only with it can anything be added to the case: keep a copy elsewhere, and show it to nobody.',
    ),
    `  public key   ${id.slice(0, 32)}…  in ${said}`,
    style.dim('               Give it to whoever is to check the case: wherefrom verify --public-key FILE'),
    '',
    `Next: ${style.bold(`wherefrom add FILES --case ${place}`)}`,
    '',
  ].join('\n')
}

const some = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`

/** `12,345`. */
export const number = (n: number): string => String(n).replace(/\B(?=(?:\d{3}){1,6}$)/g, ',')

/** Bytes as people say them: `512 bytes`, `1.2 MB`. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let [n, unit] = [bytes, 0]
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000
    unit++
  }
  return `${unit === 0 || n >= 100 ? number(Math.round(n)) : n.toFixed(1)} ${bytes === 1 ? 'byte' : units[unit]}`
}

/** The case in numbers, and what is left to do in it. */
export function statusText(c: Case, s: CaseStatus, style: Style): string {
  const rows: [string, number, string][] = [
    ['documents', s.documents, s.versions > s.documents ? `${number(s.versions)} with older versions` : ''],
    ['claims', s.claims, ''],
    ['artifacts', s.artifacts, size(s.bytes)],
    ['images', s.images, ''],
    ['decisions', s.decisions, ''],
    ['log entries', s.entries, ''],
  ]
  const shown = rows.filter(([, n], i) => n > 0 || i < 3)
  const wide = Math.max(...shown.map(([, n]) => number(n).length))
  const todo = [
    ...(s.failed > 0 ? [`${style.red('✗')} ${some(s.failed, 'file')} could not be read: wherefrom list --failed`] : []),
    ...(s.stale > 0
      ? [
          `${style.yellow('!')} ${some(s.stale, 'document was', 'documents were')} analysed by another version: wherefrom analyze`,
        ]
      : []),
    ...(s.unfinished > 0
      ? [
          `${style.yellow('!')} ${some(s.unfinished, 'file was', 'files were')} received but not wholly read: wherefrom add the same again`,
        ]
      : []),
  ]
  return [
    style.bold(safeLine(c.title) || safeName(c.place.label)),
    style.dim(`${safeName(c.place.label)}, made ${dateWords(c.created.slice(0, 10))}`),
    '',
    ...shown.map(
      ([name, n, note]) => `  ${name.padEnd(12)} ${number(n).padStart(wide)}${note ? style.dim(`  ${note}`) : ''}`,
    ),
    ...(todo.length > 0 ? ['', ...todo.map((line) => `  ${line}`)] : []),
    '',
  ].join('\n')
}

/** One document as one line: id, date, outlet, title, claims. */
export function documentLine(row: ListedDocument, { style, width }: Look): string {
  const id = `d${row.id}`.padEnd(6)
  const date = safeLine(row.published ?? '')
    .slice(0, 10)
    .padEnd(10)
  const outlet = padded(safeLine(row.outlet ?? ''), 20)
  const version = row.version > 1 || row.latest === 0 ? ` v${row.version}` : ''
  const claims = `${row.claims}`.padStart(5)
  const rest = width - 6 - 2 - 10 - 2 - 20 - 2 - 6 - version.length
  const title = padded(safeLine(row.title ?? row.name), Math.max(10, rest))
  const shown = row.latest === 1 ? title : style.dim(title)
  return `${style.bold(id)}  ${style.cyan(date)}  ${style.dim(outlet)}  ${shown}${style.yellow(version)} ${style.dim(claims)}`
}

const padded = (text: string, width: number): string => {
  const line = cut(text, width)
  return line + ' '.repeat(width - columns(line))
}

/** A file that could not be read: its name, and the reason below it. */
export function failureLines(
  { name, message, code }: { readonly name: string; readonly message: string; readonly code: string },
  { style, width }: Look,
): string[] {
  const [first = '', ...more] = wrap(`${safeLine(message)} [${code}]`, width - 4)
  return [`${style.red('✗')} ${safeName(name)}`, ...[first, ...more].map((line) => `    ${style.dim(line)}`)]
}

/** What a backup holds. */
export function backupText(
  b: {
    readonly file: string
    readonly bytes: number
    readonly sha256: string
    readonly documents: number
    readonly artifacts: number
    readonly entries: number
  },
  style: Style,
): string {
  return [
    `Wrote ${style.bold(safeName(b.file))}, ${size(b.bytes)}: ${some(b.documents, 'document')}, ${some(b.artifacts, 'artifact')}, ${some(b.entries, 'log entry', 'log entries')}.`,
    style.dim(`SHA-256 ${b.sha256}`),
    '',
  ].join('\n')
}

/** What was restored, and how far it can be trusted. */
export function restoredText(
  r: {
    readonly place: string
    readonly title: string
    readonly at: string
    readonly documents: number
    readonly artifacts: number
    readonly entries: number
    readonly key: string
  },
  known: boolean,
  style: Style,
): string {
  const by = known ? 'signed with the key that you named' : `signed with key ${r.key.slice(0, 32)}…`
  return [
    `Restored ${r.title ? `${style.bold(safeLine(r.title))} in ` : ''}${safeName(r.place)}: ${some(r.documents, 'document')}, ${some(r.artifacts, 'artifact')}, ${some(r.entries, 'log entry', 'log entries')}.`,
    style.dim(
      `The backup is of ${safeLine(r.at).slice(0, 16).replace('T', ' ')} UTC and ${by}; every row and artifact is as its log says.`,
    ),
    ...(known
      ? []
      : [style.dim('Whose key that is, only its owner can tell: compare it with the public key that they gave you.')]),
    '',
  ].join('\n')
}
