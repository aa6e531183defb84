import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type ArtifactSource, fileSource } from '@wherefrom/evidence'
import { encodeGazetteer, encodeModel, Gazetteer, ModelError, USER_GAZETTEER } from '@wherefrom/nlp'
import { type Problem, type Producer, problem } from '@wherefrom/schema'
import { gazetteerFolder } from './folder.ts'
import { geojsonRow } from './geojson.ts'
import { geonamesRow } from './geonames.ts'
import { linesOf, tableIn } from './lines.ts'
import type { UserRow } from './row.ts'

/** The most places of one table, and the most bytes of a GeoJSON file, which is read as a whole. */
const MOST_ROWS = 500_000
const LARGEST_JSON = 256 * 1024 * 1024
/** Files of tables in the user's folder. */
const ENDING = '.places.gz'
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u

export const USER_GAZETTEER_COMPONENT = 'nlp.gazetteer.user'

/** A user's table as `list` shows it. */
export interface GazetteerTable {
  readonly name: string
  readonly places: number
  /** Names by which its places are found. */
  readonly names: number
  /** The file that it was made from, and that file's SHA-256. */
  readonly file: string
  readonly sha256: string
}

/** What adding gave: the table, and what is to be said about the file. */
export type TableAdded =
  | { readonly table: GazetteerTable; readonly problems: readonly Problem[] }
  | { readonly problem: Problem }

type Env = Readonly<Record<string, string | undefined>>

/**
 * Makes a table of places out of a file: a GeoNames extract (tab-separated, or the ZIP that GeoNames serves), or GeoJSON with
 * points. It is kept in the user's folder and consulted by every later analysis. A table of the same name is replaced.
 */
export async function addGazetteer(path: string, name: string | null, env: Env = process.env): Promise<TableAdded> {
  const title = name ?? basename(path, extname(path))
  if (!NAME.test(title)) return { problem: problem('gazetteer/name', { name: title }) }
  const read = await readTable(path)
  if ('problem' in read) return read
  if (read.rows.length === 0) return { problem: problem('gazetteer/empty') }
  const about = { name: title, file: basename(path), sha256: read.sha256 }
  const bytes = gzipSync(encodeModel(encodeGazetteer(placed(read.rows), about)), { level: 9 })
  const folder = gazetteerFolder(env)
  await mkdir(folder, { recursive: true })
  const target = join(folder, `${title}${ENDING}`)
  const draft = `${target}.${process.pid}.part`
  await writeFile(draft, bytes)
  await rename(draft, target)
  return { table: describe(title, gunzipSync(bytes)), problems: read.problems }
}

/** The user's tables, by name. */
export async function listGazetteers(env: Env = process.env): Promise<GazetteerTable[]> {
  const files = await userGazetteers(env)
  return files.map(({ name, bytes }) => describe(name, bytes))
}

/** Removes a table; false where there is none of that name. */
export async function removeGazetteer(name: string, env: Env = process.env): Promise<boolean> {
  const names = await tableNames(gazetteerFolder(env))
  if (!names.includes(name)) return false
  await rm(join(gazetteerFolder(env), `${name}${ENDING}`))
  return true
}

async function tableNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((n) => n.endsWith(ENDING))
    .map((n) => n.slice(0, -ENDING.length))
    .filter((n) => NAME.test(n))
    .sort()
}

interface Loaded {
  readonly name: string
  readonly sha256: string
  /** Decompressed. */
  readonly bytes: Uint8Array
}

/** Reads the user's tables. ModelError where one is damaged: it says which one to remove. */
async function userGazetteers(env: Env): Promise<Loaded[]> {
  const folder = gazetteerFolder(env)
  const names = await tableNames(folder)
  return await Promise.all(
    names.map(async (name) => {
      const packed = await readFile(join(folder, `${name}${ENDING}`))
      const sha256 = createHash('sha256').update(packed).digest('hex')
      try {
        const bytes = new Uint8Array(gunzipSync(packed))
        Gazetteer.decode(bytes)
        return { name, sha256, bytes }
      } catch {
        throw new ModelError(
          `your table of places ${name} is damaged or of another version; remove it and add it again`,
        )
      }
    }),
  )
}

/** The user's tables as model files for `loadEngine`, and what analyses made with them say that they were made by. */
export async function userTables(env: Env = process.env): Promise<{
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly producers: readonly Producer[]
}> {
  const loaded = await userGazetteers(env)
  const files = new Map(loaded.map(({ name, bytes }) => [`${USER_GAZETTEER}/${name}`, bytes]))
  return { files, producers: producerOf(loaded) }
}

function producerOf(tables: readonly { readonly name: string; readonly sha256: string }[]): Producer[] {
  if (tables.length === 0) return []
  const all = createHash('sha256')
  for (const { name, sha256 } of tables) all.update(`${name} ${sha256}\n`)
  return [{ component: USER_GAZETTEER_COMPONENT, version: '1', model: all.digest('hex') }]
}

/** The same without loading the tables. */
export async function userTableProducers(env: Env = process.env): Promise<Producer[]> {
  const folder = gazetteerFolder(env)
  const tables: { name: string; sha256: string }[] = []
  for (const name of await tableNames(folder)) {
    const packed = await readFile(join(folder, `${name}${ENDING}`))
    tables.push({ name, sha256: createHash('sha256').update(packed).digest('hex') })
  }
  return producerOf(tables)
}

function describe(name: string, bytes: Uint8Array): GazetteerTable {
  const { places, names, about } = Gazetteer.describe(bytes)
  return { name, places, names, file: String(about['file'] ?? ''), sha256: String(about['sha256'] ?? '') }
}

type Read = { readonly rows: UserRow[]; readonly sha256: string; readonly problems: Problem[] }

async function readTable(path: string): Promise<Read | { readonly problem: Problem }> {
  let source: ArtifactSource
  try {
    source = await fileSource(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT') return { problem: problem('file/missing') }
    if (code === 'EISDIR') return { problem: problem('file/directory') }
    return { problem: problem('file/unreadable', { reason: code }) }
  }
  try {
    return await readSource(source)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EISDIR') return { problem: problem('file/directory') }
    return { problem: problem('file/unreadable', { reason: code ?? message }) }
  }
}

async function readSource(source: ArtifactSource): Promise<Read | { readonly problem: Problem }> {
  const hash = createHash('sha256')
  for await (const piece of source.chunks()) hash.update(piece)
  const sha256 = hash.digest('hex')
  const first = await firstBytes(source.chunks())
  const packed = first.startsWith('PK')
  const member = packed ? await tableIn(source) : null
  if (packed && !member) return { problem: problem('gazetteer/format') }
  const pieces = (): AsyncIterable<Uint8Array> => member ?? source.chunks()
  const json = packed ? false : /^\uFEFF?\s*\{/.test(first)
  const read = json ? await readGeojson(source) : await readLines(pieces())
  return read ? { ...read, sha256 } : { problem: problem('gazetteer/format') }
}

async function firstBytes(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const piece of pieces) return new TextDecoder().decode(piece.subarray(0, 200))
  return ''
}

async function readLines(pieces: AsyncIterable<Uint8Array>): Promise<Omit<Read, 'sha256'> | null> {
  const rows: UserRow[] = []
  const problems: Problem[] = []
  let wrong = 0
  for await (const line of linesOf(pieces)) {
    if (line === '' || line.startsWith('#')) continue
    if (rows.length >= MOST_ROWS) {
      problems.push(problem('gazetteer/too-many', { limit: MOST_ROWS }))
      break
    }
    const row = geonamesRow(line)
    if (row) rows.push(row)
    else if (++wrong > 1000 && rows.length === 0) return null
  }
  if (rows.length === 0 && wrong > 0) return null
  if (wrong > 0) problems.push(problem('gazetteer/rows', { count: wrong }))
  return { rows, problems }
}

async function readGeojson(source: ArtifactSource): Promise<Omit<Read, 'sha256'> | null> {
  if (source.size > LARGEST_JSON) return null
  const pieces: Uint8Array[] = []
  for await (const piece of source.chunks()) pieces.push(piece)
  let data: unknown
  try {
    data = JSON.parse(new TextDecoder().decode(Buffer.concat(pieces)))
  } catch {
    return null
  }
  const { type, features } = (data ?? {}) as { type?: unknown; features?: unknown }
  const list = type === 'FeatureCollection' && Array.isArray(features) ? features : type === 'Feature' ? [data] : null
  if (!list) return null
  const rows: UserRow[] = []
  const problems: Problem[] = []
  let wrong = 0
  for (const [i, feature] of list.entries()) {
    if (rows.length >= MOST_ROWS) {
      problems.push(problem('gazetteer/too-many', { limit: MOST_ROWS }))
      break
    }
    const row = geojsonRow(feature, i)
    if (row) rows.push(row)
    else wrong++
  }
  if (wrong > 0) problems.push(problem('gazetteer/rows', { count: wrong }))
  return { rows, problems }
}

/** Rows with the row of the region that they lie in, where the table has it. */
function placed(rows: readonly UserRow[]) {
  const regions = new Map<string, number>()
  for (const [i, r] of rows.entries()) if (r.feature === 'region' && r.regionCode) regions.set(r.regionCode, i)
  return rows.map(({ regionCode, ...row }, i) => {
    const region = regionCode ? (regions.get(regionCode) ?? -1) : -1
    return { ...row, region: region === i ? -1 : region }
  })
}
