import { posix } from 'node:path'
import type { Check, Repo } from './repo.ts'
import { scan, type Token } from './scan.ts'

/** Sources in which commands are declared: the command line itself, and a file a command. */
const CLI = /^packages\/server\/src\/(?:cli|commands\/[a-z/-]{1,60})\.ts$/
const CONTRACT = 'packages/casebook/src/contract.ts'

/**
 * Every command and option of the command line stands in docs/cli.md, every field of the JSON in docs/format.md, every
 * reader in docs/evidence.md.
 */
export const docs: Check = {
  name: 'documentation of commands and fields',
  run: (repo) => [...commandLine(repo), ...fields(repo), ...readers(repo)],
}

const READERS = 'packages/evidence/src/open.ts'

/** Every reader that is registered is named in docs/evidence.md. */
function readers(repo: Repo): string[] {
  if (!repo.files.includes(READERS)) return []
  const text = readOr(repo, 'docs/evidence.md')
  const names = scan(repo.read(READERS)).filter((t) => t.type === 'string' && /^evidence\.[a-z-]{2,30}$/.test(t.text))
  return names.filter((t) => !text.includes(`\`${t.text}\``)).map((t) => `docs/evidence.md lacks ${t.text}`)
}

function commandLine(repo: Repo): string[] {
  const text = readOr(repo, 'docs/cli.md')
  return repo.files.filter((f) => CLI.test(f)).flatMap((f) => undocumented(repo.read(f), text))
}

/** A command has a section of its own, which names its options; what many share may stand in the shared section. */
function undocumented(source: string, text: string): string[] {
  const tokens = scan(source).filter((t) => t.type !== 'comment')
  const wrong: string[] = []
  let section = text
  for (let i = 2; i < tokens.length; i++) {
    const t = tokens[i]!
    if (t.type !== 'string' || tokens[i - 1]!.text !== '(') continue
    const call = tokens[i - 2]!.text
    if (call === 'command') {
      const command = `wherefrom ${t.text.split(' ')[0]}`
      section = sectionOf(text, `## \`${command}`) + sectionOf(text, SHARED)
      if (!text.includes(`## \`${command}`)) wrong.push(`docs/cli.md lacks ${command}`)
    }
    if (/option$/i.test(call) || call === 'version')
      for (const name of optionNames(tokens, i)) if (!section.includes(name)) wrong.push(`docs/cli.md lacks ${name}`)
  }
  return wrong
}

const SHARED = '## Options of all commands on a case'

/** Text from a heading of the second level to the next. */
function sectionOf(text: string, heading: string): string {
  const start = text.indexOf(heading)
  if (start < 0) return ''
  const end = text.indexOf('\n## ', start + 1)
  return text.slice(start, end < 0 ? undefined : end)
}

/** Long option names in the strings of one call. */
function optionNames(tokens: readonly Token[], from: number): string[] {
  const out: string[] = []
  for (let i = from; i < tokens.length && tokens[i]!.text !== ')'; i++)
    if (tokens[i]!.type === 'string') out.push(...(tokens[i]!.text.match(/^(?:-\w, )?--[a-z-]{2,30}/g) ?? []))
  return out.map((o) => o.slice(o.indexOf('--')))
}

/** Keys that `contract.ts` writes: names before a colon or alone in an object that a function returns. */
function fields(repo: Repo): string[] {
  const text = readOr(repo, 'docs/format.md')
  const wrong: string[] = []
  for (const name of contractFields(repo.read(CONTRACT)))
    if (!new RegExp(`[\`"]${name}[\`"]`).test(text)) wrong.push(`docs/format.md lacks the field ${name}`)
  return wrong
}

export function contractFields(source: string): Set<string> {
  const tokens = scan(source).filter((t) => t.type !== 'comment')
  const names = new Set<string>()
  for (let i = 1; i < tokens.length; i++) {
    if (tokens[i]!.text !== '{' || tokens[i - 1]!.text !== 'return') continue
    let depth = 0
    for (let k = i; k < tokens.length; k++) {
      const t = tokens[k]!.text
      if (t === '{' || t === '(' || t === '[') depth++
      if (t === '}' || t === ')' || t === ']') depth--
      if (depth === 0) break
      const opens = tokens[k - 1]!.text === '{' || tokens[k - 1]!.text === ','
      const next = tokens[k + 1]!.text
      if (tokens[k]!.type === 'word' && opens && (next === ':' || next === ',' || next === '}')) names.add(t)
    }
  }
  return names
}

const readOr = (repo: Repo, path: string): string => (repo.files.includes(path) ? repo.read(path) : '')

/** The README has exactly two commands for a fresh machine, and every `npm run X` in a document is a script. */
export const readme: Check = {
  name: 'README and npm scripts',
  run: (repo) => {
    const { scripts } = JSON.parse(repo.read('package.json')) as { scripts: Record<string, string> }
    const wrong: string[] = []
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test'])
      if (!readOr(repo, 'README.md').includes(command)) wrong.push(`README.md lacks: ${command}`)
    for (const path of repo.files.filter((f) => f.endsWith('.md') || f === '.ci/run'))
      for (const m of repo.read(path).matchAll(/\bnpm (?:run (?:-s )?)?([a-z][a-z:-]{1,30})/g)) {
        const isRun = m[0].startsWith('npm run ')
        if ((isRun || m[1] === 'test') && !(m[1]! in scripts)) wrong.push(`${path}: ${m[0]} is no script`)
      }
    const installs = (readOr(repo, 'README.md').match(/^npm ci\b.*$/gm) ?? []).length
    if (installs !== 2) wrong.push(`README.md has ${installs} lines that start with "npm ci", not two`)
    return wrong
  },
}

/** Links from one document to another lead to a file, or to a folder that holds one. */
export const links: Check = {
  name: 'links between documents',
  run: (repo) => {
    const wrong: string[] = []
    for (const path of repo.files.filter((f) => f.endsWith('.md')))
      for (const m of repo.read(path).matchAll(/\]\((?!https?:)([^)#\s]{1,200})/g)) {
        const target = posix.join(posix.dirname(path), m[1]!)
        if (!repo.files.some((f) => f === target || f.startsWith(`${target}/`))) wrong.push(`${path}: no ${m[1]}`)
      }
    return wrong
  },
}
