import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { ModelError } from '@wherefrom/nlp'

/** One row of `models/manifest.json`, as far as reading needs it. */
export interface ModelRow {
  readonly file: string
  readonly component: string
  readonly version: number
  /** SHA-256 of the file as it lies on disk (compressed), hexadecimal. */
  readonly sha256: string
}

export interface ModelFiles {
  readonly rows: readonly ModelRow[]
  /** File name as in the manifest -> decompressed bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** The models that come with the program. */
export const MODELS = fileURLToPath(new URL('../../../models', import.meta.url))

const unzip = promisify(gunzip)
/** The most bytes that are set aside at once for one model. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads every model of `dir/manifest.json`, checks its SHA-256 and decompresses it; files run side by side on Node's
 * thread pool. A file that is missing or is not the one that the manifest names is a broken installation: ModelError.
 */
export async function loadModels(dir: string = MODELS): Promise<ModelFiles> {
  const rows = await readManifest(dir)
  const files = await Promise.all(rows.map(async (row) => [row.file, await loadModel(dir, row)] as const))
  return { rows, files: new Map(files) }
}

/** The rows of a folder's manifest, without the models. ModelError when it is not there or not whole. */
export async function readManifest(dir: string = MODELS): Promise<ModelRow[]> {
  const path = join(dir, 'manifest.json')
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelError(`the models are missing: ${path} cannot be read`)
  })
  const rows = parseRows(text)
  if (!rows) throw new ModelError(`the list of models is damaged: ${path}`)
  return rows
}

function parseRows(text: string): ModelRow[] | null {
  try {
    const rows: unknown = JSON.parse(text)
    return Array.isArray(rows) && rows.every(isRow) ? rows : null
  } catch {
    return null
  }
}

function isRow(row: unknown): row is ModelRow {
  if (typeof row !== 'object' || row === null) return false
  const { file, component, version, sha256 } = row as Record<string, unknown>
  const named = typeof file === 'string' && !/[/\\]/.test(file) && typeof component === 'string'
  return named && typeof version === 'number' && typeof sha256 === 'string'
}

async function loadModel(dir: string, row: ModelRow): Promise<Uint8Array> {
  const bytes = await readFile(join(dir, row.file)).catch(() => {
    throw new ModelError(`the model ${row.file} is missing from ${dir}`)
  })
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== row.sha256)
    throw new ModelError(
      `the model ${row.file} is not the one that manifest.json names (SHA-256 ${found.slice(0, 12)}, not ${row.sha256.slice(0, 12)})`,
    )
  // The last four bytes tell the size (RFC 1952): decompressed in one piece, which halves the time.
  const size = bytes.length > 4 ? bytes.readUInt32LE(bytes.length - 4) : 0
  const plain = await unzip(bytes, { chunkSize: Math.min(Math.max(size + 1, 64), LARGEST) }).catch(() => {
    throw new ModelError(`the model ${row.file} cannot be decompressed`)
  })
  // A Buffer's `slice` does not copy as a Uint8Array's does; code without Node's types must not meet one.
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength)
}
