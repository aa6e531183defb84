import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const FOLDER = join(import.meta.dirname, '..', '..', 'models')

/** The product's own weights: model file name -> decompressed bytes. */
export function readModels(): Map<string, Uint8Array> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.bin.gz'))
  return new Map(names.map((name) => [name, new Uint8Array(gunzipSync(readFileSync(join(FOLDER, name))))]))
}
