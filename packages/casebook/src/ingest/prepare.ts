import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { Analysis, Document } from '@wherefrom/schema'
import type { Prepared } from '../case/prepared.ts'
import { toContract } from '../contract.ts'
import { passagesOf } from '../search/passages.ts'

const compress = promisify(zstdCompress)
/** A level above the fastest: a third smaller than none at a hundredth of the analysis's time. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 6 } }

/** Everything that the case keeps of an analysis, as one transaction takes it. Pure: the same analysis, the same result. */
export async function prepare(analysis: Analysis, part: string, reader: string): Promise<Prepared> {
  const json = toContract(analysis)
  const bytes = Buffer.from(JSON.stringify(json))
  const { title, outlet, published, language, url } = json.document.metadata
  return {
    part,
    reader,
    title,
    outlet,
    published,
    language,
    url,
    words: wordsIn(json.document.text),
    claims: json.claims.length,
    components: componentsJson(json.producer.components),
    contentSha256: contentHash(analysis.document),
    analysisSha256: createHash('sha256').update(bytes).digest('hex'),
    analysis: await compress(bytes, LEVEL),
    passages: passagesOf(json),
  }
}

/** Component versions with sorted keys: equal sets are equal texts. */
export function componentsJson(components: Readonly<Record<string, string>>): string {
  const keys = Object.keys(components).sort()
  return JSON.stringify(Object.fromEntries(keys.map((k) => [k, components[k]])))
}

/**
 * Hash of what a page says: its text, title and the roles of its blocks. Two captures of a page that differ in anything
 * else (advertisements, scripts, the visitor's id) have the same.
 */
export function contentHash({ text, metadata, blocks }: Document): string {
  const roles = blocks.map((b) => [b.kind, b.start, b.end])
  return createHash('sha256')
    .update(JSON.stringify([text, metadata.title, roles]))
    .digest('hex')
}

function wordsIn(text: string): number {
  let words = 0
  for (const _ of text.matchAll(/\S+/g)) words++
  return words
}
