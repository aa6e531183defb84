import type { ManifestRow } from '../train/manifest.ts'
import type { Check, Repo } from './repo.ts'

const NOTICES = 'THIRD_PARTY.md'

/** Licences under which a package may be part of the product. */
const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
  'PSF-2.0',
])

/**
 * Packages under a licence that binds only their own files, with the reason why they may be there all the same. They are
 * used unchanged, as packages of their own, so that nobody who passes wherefrom on has to publish anything but them.
 */
const EXCEPTIONS: Readonly<Record<string, { readonly licence: string; readonly reason: string }>> = {
  exifreader: {
    licence: 'MPL-2.0',
    reason: 'the one maintained reader of EXIF, IPTC and XMP; binds its own files only',
  },
}

/**
 * Prebuilt libvips for sharp, under the LGPL: optional, and a shared library of its own that anybody can exchange, which is
 * what that licence asks for. Everything else in these packages must be permissive.
 */
const LIBVIPS = /^@img\/sharp-[a-z0-9-]{1,40}$/
const LGPL = 'LGPL-3.0-or-later'

function permitted(name: string, license: string): boolean {
  if (EXCEPTIONS[name]?.licence === license) return true
  if (!LIBVIPS.test(name)) return allows(license)
  const others = license.split(' AND ').filter((id) => id !== LGPL)
  return others.every(allows)
}

/** Does an SPDX expression let the product use the package? `A OR B` needs one of them, `A AND B` both. */
export function allows(expression: string): boolean {
  const bare = expression.replace(/[()]/g, ' ')
  const ids = (part: string): boolean => part.split(' AND ').every((id) => PERMISSIVE.has(id.trim()))
  // with both words in one expression the brackets decide, so all of it must be permissive
  if (bare.includes(' OR ') && bare.includes(' AND '))
    return bare.split(/ (?:OR|AND) /).every((id) => PERMISSIVE.has(id.trim()))
  return bare.split(' OR ').some(ids)
}

interface LockEntry {
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
  readonly resolved?: string
}

/** Packages that the product needs are permissive and named in THIRD_PARTY.md with their licence; so is all training data. */
export const notices: Check = {
  name: 'third-party notices',
  run: (repo) => [...packages(repo), ...data(repo)],
}

function packages(repo: Repo): string[] {
  const lock = JSON.parse(repo.read('package-lock.json')) as { packages: Record<string, LockEntry> }
  const direct = new Set<string>()
  for (const path of repo.files)
    if (/^packages\/[a-z]+\/package\.json$/.test(path)) for (const name of directOf(repo.read(path))) direct.add(name)
  const text = repo.files.includes(NOTICES) ? repo.read(NOTICES) : ''
  const wrong: string[] = []
  for (const [path, { license, dev, link }] of Object.entries(lock.packages)) {
    if (!path.startsWith('node_modules/') || dev || link) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const excepted = name in EXCEPTIONS
    if (!permitted(name, license ?? '')) wrong.push(`${name} has licence ${license ?? 'none'}`)
    if ((direct.has(name) || excepted) && !text.includes(`| \`${name}\` | ${license} |`))
      wrong.push(`${NOTICES} lacks ${name}, ${license}`)
  }
  for (const name of named(text)) if (!direct.has(name)) wrong.push(`${NOTICES} names ${name}, which no package needs`)
  return wrong
}

/** Packages in the table of what the product needs. */
function named(text: string): string[] {
  const start = text.indexOf('## Packages that the product needs')
  const table = start < 0 ? '' : text.slice(start, text.indexOf('\n## ', start + 1))
  return [...table.matchAll(/^\| `([^`]{1,100})` \|/gm)].map((m) => m[1]!)
}

function directOf(manifest: string): readonly string[] {
  const json = JSON.parse(manifest) as { dependencies?: object; optionalDependencies?: object }
  return [...Object.keys(json.dependencies ?? {}), ...Object.keys(json.optionalDependencies ?? {})]
}

/** A corpus is named as in the manifest, up to the bracket with its parts. */
function data(repo: Repo): string[] {
  if (!repo.files.includes('models/manifest.json')) return []
  const rows = JSON.parse(repo.read('models/manifest.json')) as ManifestRow[]
  const text = repo.files.includes(NOTICES) ? repo.read(NOTICES) : ''
  const names = new Set(rows.flatMap((r) => r.trainedOn.map((t) => t.corpus.replace(/ \(.{0,400}/s, ''))))
  return [...names].filter((n) => !text.includes(`| ${n} |`)).map((n) => `${NOTICES} lacks the data ${n}`)
}
