import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files that a check looks at. Tests make one from memory with a violation planted in it. */
export interface Repo {
  /** Paths from the root, `/` between folders, in code unit order; what git ignores is left out. */
  readonly files: readonly string[]
  /** Text of a file; throws when there is none. */
  readonly read: (path: string) => string
  readonly bytes: (path: string) => Uint8Array
}

export interface Check {
  readonly name: string
  /** What is wrong, one line each with its place; empty = nothing. */
  readonly run: (repo: Repo) => readonly string[]
}

export const ROOT = join(import.meta.dirname, '..', '..')

export function repoOnDisk(root = ROOT): Repo {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  const files = list.split('\0').filter((f) => f !== '' && existsSync(join(root, f)))
  return {
    files: [...new Set(files)].sort(),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    bytes: (path) => readFileSync(join(root, path)),
  }
}

export function repoInMemory(texts: Readonly<Record<string, string>>): Repo {
  const read = (path: string): string => {
    const text = texts[path]
    if (text === undefined) throw new Error(`no file ${path}`)
    return text
  }
  return { files: Object.keys(texts).sort(), read, bytes: (path) => new TextEncoder().encode(read(path)) }
}

/** TypeScript sources of the packages, without tests and what only tests use. */
export function productSources(repo: Repo): string[] {
  const isProduct = (f: string): boolean => !f.endsWith('.test.ts') && !/\/(?:suite|testing)\//.test(f)
  return repo.files.filter((f) => /^packages\/[a-z]+\/src\/.{1,200}\.ts$/.test(f) && isProduct(f))
}

/** Every TypeScript source. */
export const allSources = (repo: Repo): string[] => repo.files.filter((f) => f.endsWith('.ts'))

/** `packages/NAME/...` -> NAME; `tools` and others -> their first folder. */
export function roomOf(path: string): string {
  const [first, second] = path.split('/')
  return first === 'packages' ? (second ?? '') : (first ?? '')
}
