import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAddress } from './walk.ts'

/**
 * Counts the files that `walkInputs` will give, roughly and without holding their names: for saying how long the work
 * will take. Folders that cannot be listed count as one.
 */
export async function countInputs(inputs: readonly string[], signal?: AbortSignal): Promise<number> {
  let files = 0
  for (const input of inputs) {
    if (isAddress(input)) {
      files++
      continue
    }
    const folder = await stat(input).then(
      (s) => s.isDirectory(),
      () => false,
    )
    files += folder ? await countFolder(input, signal) : 1
  }
  return files
}

async function countFolder(root: string, signal?: AbortSignal): Promise<number> {
  const open = [root]
  let files = 0
  for (let folder = open.pop(); folder !== undefined && !signal?.aborted; folder = open.pop()) {
    try {
      for await (const entry of await opendir(folder, { bufferSize: 256 })) {
        if (entry.isDirectory()) open.push(join(folder, entry.name))
        else if (entry.isFile()) files++
      }
    } catch {
      files++
    }
  }
  return files
}
