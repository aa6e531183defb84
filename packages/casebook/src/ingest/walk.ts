import type { Dirent } from 'node:fs'
import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { type Problem, problem } from '@wherefrom/schema'
import { systemProblem } from '../files.ts'

/** A file to be added, or why a place gives none. `path` is what the system opens, `name` what people are shown. */
export type Walked =
  | { readonly kind: 'file'; readonly path: string | Buffer; readonly name: string }
  | { readonly kind: 'failure'; readonly name: string; readonly problem: Problem }
  /** An address, to be fetched. */
  | { readonly kind: 'url'; readonly name: string }

export interface WalkOptions {
  /** Folders that are passed over: the case itself. Real paths. */
  readonly except?: ReadonlySet<string>
  /** Names of one folder that are held in memory at a time; larger folders are gone through in several rounds. */
  readonly names?: number
}

/** Deepest nesting of folders; deeper ones are listed as failures. Paths end at 4,096 bytes on most systems anyway. */
const DEPTH = 512
/** What operating systems leave in folders; nobody means to add these. */
const LITTER = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i

/**
 * The files of the given places: a file is itself, a folder is everything in it in the order of code units, whatever
 * order the system lists it in. Never holds more than `names` names of a folder. A link inside a folder is not followed:
 * one that leads into the same folder is passed over, because its target comes up by itself; any other is a failure.
 */
export async function* walkInputs(inputs: Iterable<string>, options: WalkOptions = {}): AsyncGenerator<Walked> {
  for (const input of inputs) {
    if (isAddress(input)) {
      yield { kind: 'url', name: input }
      continue
    }
    const kind = await look(input, stat)
    if (kind instanceof Failed) yield failure(input, kind.problem)
    else if (kind.isDirectory()) yield* walkFolder(input, options)
    else if (kind.isFile()) yield { kind: 'file', path: input, name: input }
    else yield failure(input, problem('file/unreadable', { reason: 'not a regular file' }))
  }
}

export const isAddress = (input: string): boolean => /^https?:\/\//i.test(input)

class Failed {
  readonly problem: Problem
  constructor(found: Problem) {
    this.problem = found
  }
}

const failure = (name: string, found: Problem): Walked => ({ kind: 'failure', name, problem: found })

async function look(path: string | Buffer, how: typeof stat): Promise<Awaited<ReturnType<typeof stat>> | Failed> {
  try {
    return await how(path)
  } catch (error) {
    return new Failed(systemProblem(error))
  }
}

interface Folder {
  readonly path: string | Buffer
  readonly name: string
  readonly entries: AsyncGenerator<Entry | Failed>
}

interface Entry {
  readonly name: string
  /** As the system writes it, where that is not valid UTF-8. */
  readonly raw: Buffer | null
}

async function* walkFolder(root: string, options: WalkOptions): AsyncGenerator<Walked> {
  const real = await realpath(root).catch(() => root)
  const base = root.endsWith(sep) && root.length > 1 ? root.slice(0, -1) : root
  const open: Folder[] = []
  const enter = (path: string | Buffer, name: string): void => {
    open.push({ path, name, entries: sortedEntries(path, options.names ?? 50_000) })
  }
  if (!options.except?.has(real)) enter(base, base)
  while (open.length > 0) {
    const folder = open.at(-1)!
    const next = await folder.entries.next()
    if (next.done) {
      open.pop()
      continue
    }
    if (next.value instanceof Failed) {
      yield failure(folder.name, next.value.problem)
      continue
    }
    const path = inside(folder.path, next.value)
    const name = join(folder.name, next.value.name)
    const found = await classify(path, real, options)
    if (found === 'file') yield { kind: 'file', path, name }
    else if (found === 'folder') {
      if (open.length < DEPTH) enter(path, name)
      else yield failure(name, problem('file/too-deep', { limit: DEPTH }))
    } else if (found instanceof Failed) yield failure(name, found.problem)
  }
}

function inside(folder: string | Buffer, { name, raw }: Entry): string | Buffer {
  if (raw === null && typeof folder === 'string') return join(folder, name)
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), raw ?? Buffer.from(name)])
}

async function classify(path: string | Buffer, root: string, options: WalkOptions) {
  const kind = await look(path, lstat as typeof stat)
  if (kind instanceof Failed) return kind
  if (kind.isFile()) return 'file'
  if (kind.isSymbolicLink()) return await judgeLink(path, root)
  if (!kind.isDirectory()) return new Failed(problem('file/unreadable', { reason: 'not a regular file' }))
  return typeof path === 'string' && options.except?.has(await realpath(path).catch(() => path)) ? 'passed' : 'folder'
}

async function judgeLink(path: string | Buffer, root: string): Promise<Failed | 'passed'> {
  try {
    const target = await realpath(path)
    return target === root || target.startsWith(root + sep) ? 'passed' : new Failed(problem('file/link'))
  } catch (error) {
    return new Failed(systemProblem(error))
  }
}

/**
 * Names of a folder in the order of code units, at most `most` at a time: each round goes through the folder and keeps
 * the smallest names behind the last one. A folder that cannot be listed gives one failure.
 */
async function* sortedEntries(path: string | Buffer, most: number): AsyncGenerator<Entry | Failed> {
  let last: string | null = null
  for (;;) {
    const round: Entry[] | Failed = await smallest(path, last, most)
    if (round instanceof Failed) return yield round
    yield* round
    if (round.length < most) return
    last = round.at(-1)!.name
  }
}

async function smallest(path: string | Buffer, after: string | null, most: number): Promise<Entry[] | Failed> {
  let kept: Entry[] = []
  const cut = (): void => {
    kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    kept.length = Math.min(kept.length, most)
  }
  try {
    const options = { encoding: 'buffer' as BufferEncoding, bufferSize: 256 }
    for await (const { name: found } of await opendir(path as string, options)) {
      const entry = entryOf(found)
      if (LITTER.test(entry.name) || (after !== null && entry.name <= after)) continue
      kept.push(entry)
      if (kept.length >= 2 * most) cut()
    }
    cut()
    return kept
  } catch (error) {
    kept = []
    return new Failed(systemProblem(error))
  }
}

/** With the encoding `buffer` a name comes as bytes, whatever the types say. */
function entryOf(found: Dirent['name'] | Buffer): Entry {
  const raw = Buffer.from(found as Buffer)
  const name = raw.toString('utf8')
  return { name, raw: Buffer.from(name, 'utf8').equals(raw) ? null : raw }
}
