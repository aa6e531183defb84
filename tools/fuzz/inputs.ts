import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bytesSource, detectType } from '@wherefrom/evidence'
import { SPECIMENS } from '../../packages/evidence/src/suite/specimens.ts'
import { repack } from './containers.ts'
import { mutate } from './mutate.ts'
import { Random, seedOf } from './random.ts'
import { tokensFor } from './tokens.ts'

export interface Start {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The most bytes of a real file to start from: larger ones take too long each. */
const LARGEST_START = 256 * 1024

/**
 * Files to start from: the specimens of a reader, and those files of a folder (and of its folders) that are of the same
 * kind as one of them. In the order of their names, so that a seed means the same input again.
 */
export async function startsFor(reader: string, folder: string | null): Promise<Start[]> {
  const own = SPECIMENS.filter((s) => s.reader === `evidence.${reader}`)
  const starts: Start[] = own.map(({ name, bytes }) => ({ name, bytes }))
  if (folder === null || own.length === 0) return starts
  const kinds = new Set(await Promise.all(own.map(kindOf)))
  for (const path of filesIn(folder)) {
    const start = { name: path.split('/').at(-1)!, bytes: new Uint8Array(readFileSync(path)) }
    if (start.bytes.length > 0 && kinds.has(await kindOf(start))) starts.push(start)
  }
  return starts
}

const kindOf = async ({ name, bytes }: Start): Promise<string | null> =>
  (await detectType(bytesSource(name, bytes))).kind

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= LARGEST_START)
    .sort()
}

/** Input number `i` of a session: always the same for the same starts and seed. */
export function inputAt(starts: readonly Start[], reader: string, session: number, i: number): Start {
  const random = new Random(seedOf(session, i))
  const start = random.pick(starts)
  const other = random.pick(starts).bytes
  const tokens = tokensFor(reader)
  const change = (bytes: Uint8Array): Uint8Array => mutate(bytes, random, other, tokens)
  const packed = random.chance(0.6) ? repack(start.bytes, random, change) : null
  return { name: start.name, bytes: Uint8Array.from(packed ?? change(start.bytes)) }
}
