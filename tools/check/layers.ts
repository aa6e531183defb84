import { allSources, type Check, type Repo, roomOf } from './repo.ts'
import { importsOf, scan, type Token } from './scan.ts'

/** Which package may import which: downwards only (ARCHITECTURE.md). `tools` may import anything. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  nlp: ['schema'],
  claims: ['schema', 'nlp'],
  evidence: ['schema'],
  casebook: ['schema', 'nlp', 'claims', 'evidence'],
  server: ['schema', 'casebook'],
}

/** Packages that run anywhere: no I/O, no clock, no chance, no locale. */
const PURE = new Set(['schema', 'nlp', 'claims'])

/** The packages import each other downwards, the pure ones import no Node module, and nobody reaches into another's files. */
export const layers: Check = {
  name: 'layer table',
  run: (repo) => {
    const wrong: string[] = []
    for (const path of allSources(repo)) {
      const room = roomOf(path)
      if (!path.startsWith('packages/')) continue
      for (const { from, line } of importsOf(scan(repo.read(path)))) {
        const why = forbidden(path, room, from)
        if (why) wrong.push(`${path}:${line}: ${why}`)
      }
    }
    return wrong
  },
}

function forbidden(path: string, room: string, from: string): string | null {
  const allowed = LAYERS[room]
  if (!allowed) return `package ${room} has no row in the layer table`
  if (from.startsWith('@wherefrom/')) {
    const target = from.slice('@wherefrom/'.length)
    if (target.includes('/')) return `reaches into ${from}; import the package`
    return allowed.includes(target) ? null : `${room} must not import ${target}`
  }
  if (from.startsWith('.')) return leaves(path, from) ? `${from} leaves the package` : null
  const isTest = path.endsWith('.test.ts')
  if (from.startsWith('node:') && PURE.has(room) && !isTest) return `${room} is pure and must not import ${from}`
  return null
}

/** Does a relative specifier point outside `packages/NAME/`? */
function leaves(path: string, from: string): boolean {
  const parts = path.split('/').slice(0, -1)
  for (const step of from.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
    if (parts.length < 2) return true
  }
  return false
}

/** What a source imports stands in its package.json (tests and tools: in the root's too). */
export const dependencies: Check = {
  name: 'declared dependencies',
  run: (repo) => {
    const wrong: string[] = []
    const root = declared(repo, 'package.json')
    for (const path of allSources(repo)) {
      const own = path.startsWith('packages/')
        ? declared(repo, `packages/${roomOf(path)}/package.json`)
        : new Set<string>()
      const fromRoot = !path.startsWith('packages/') || path.endsWith('.test.ts')
      for (const { from, line } of importsOf(scan(repo.read(path)))) {
        const name = packageOf(from)
        if (!name || own.has(name) || (fromRoot && (root.has(name) || name.startsWith('@wherefrom/')))) continue
        if (!path.startsWith('packages/') && inSomePackage(repo, name)) continue
        wrong.push(`${path}:${line}: ${name} is not declared`)
      }
    }
    return wrong
  },
}

const inSomePackage = (repo: Repo, name: string): boolean =>
  Object.keys(LAYERS).some((room) => declared(repo, `packages/${room}/package.json`).has(name))

function declared(repo: Repo, path: string): Set<string> {
  if (!repo.files.includes(path)) return new Set()
  const json = JSON.parse(repo.read(path)) as Record<string, Record<string, string> | undefined>
  return new Set(
    ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(json[kind] ?? {})),
  )
}

/** Package name of a bare specifier; null for relative and built-in ones. */
function packageOf(from: string): string | null {
  if (from.startsWith('.') || from.startsWith('node:')) return null
  const [first, second] = from.split('/')
  return from.startsWith('@') ? `${first}/${second ?? ''}` : first!
}

/** Things that would make the same input give another output. */
const CHANCE: readonly (readonly [pattern: readonly string[], why: string])[] = [
  [['Date', '.', 'now'], 'Date.now'],
  [['Math', '.', 'random'], 'Math.random'],
  [['.', 'localeCompare'], 'localeCompare'],
  [['.', 'toLocaleLowerCase'], 'toLocaleLowerCase'],
  [['.', 'toLocaleUpperCase'], 'toLocaleUpperCase'],
  [['.', 'toLocaleString'], 'toLocaleString'],
  [['performance', '.', 'now'], 'performance.now'],
  [['Intl', '.', 'DateTimeFormat'], 'Intl.DateTimeFormat'],
]

/** Parts of `evidence` that read nothing: they keep files, keep time between requests, and say when something happened. */
const NO_READERS = /^packages\/evidence\/src\/(?:fetch|store|custody)\//

/** The pure packages and the readers use no clock, no chance and no locale: the same bytes give the same claims. */
export const determinism: Check = {
  name: 'no clock, chance or locale',
  run: (repo) => {
    const wrong: string[] = []
    for (const path of allSources(repo)) {
      const room = roomOf(path)
      const held = path.startsWith('packages/') && (PURE.has(room) || (room === 'evidence' && !NO_READERS.test(path)))
      if (!held || path.endsWith('.test.ts')) continue
      const code = scan(repo.read(path)).filter((t) => t.type !== 'comment')
      for (let i = 0; i < code.length; i++) {
        if (isClock(code, i)) wrong.push(`${path}:${code[i]!.line}: new Date`)
        for (const [pattern, why] of CHANCE)
          if (pattern.every((p, k) => code[i + k]?.text === p)) wrong.push(`${path}:${code[i]!.line}: ${why}`)
      }
    }
    return wrong
  },
}

/** `new Date()` asks the clock, and `new Date(2024, 1, 1)` the machine's time zone; of one value it only converts. */
function isClock(code: readonly Token[], at: number): boolean {
  if (code[at]!.text !== 'new' || code[at + 1]?.text !== 'Date') return false
  if (code[at + 2]?.text !== '(' || code[at + 3]?.text === ')') return true
  let depth = 0
  for (let i = at + 2; i < code.length; i++) {
    const { text, type } = code[i]!
    if (type !== 'punct') continue
    if (text === '(' || text === '[' || text === '{') depth++
    if (text === ')' || text === ']' || text === '}') depth--
    if (depth === 0) return false
    if (depth === 1 && text === ',') return true
  }
  return true
}
