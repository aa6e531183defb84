import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Clusters } from '@wherefrom/nlp'

const FILE = join(import.meta.dirname, '..', '..', 'models', 'clusters.bin.gz')

/** The shipped word clusters; none while they have not been made yet. */
export function loadClusters(): Clusters {
  return existsSync(FILE) ? Clusters.decode(gunzipSync(readFileSync(FILE))) : Clusters.none()
}
