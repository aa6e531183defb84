import type { Producer } from '@wherefrom/schema'
import { componentMap } from '../../contract.ts'
import { componentsJson } from '../../ingest/prepare.ts'
import { producersFor } from '../../read.ts'

/**
 * Judges sets of component versions (JSON, as in `ComponentTable.versions`): current is what this program would write
 * now for a document of the same reader, no component more or less.
 */
export function currentSets(producers: readonly Producer[]): (versions: string) => boolean {
  return (versions) => {
    const reader = readerOf(versions)
    return reader !== null && versions === componentsJson(componentMap(producersFor(reader, producers)))
  }
}

/** Name of the reader in a set of component versions. */
function readerOf(versions: string): string | null {
  return /"evidence\.([a-z0-9-]{1,40})"/.exec(versions)?.[1] ?? null
}
