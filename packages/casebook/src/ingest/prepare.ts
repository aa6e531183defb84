import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import type { Analysis, Document } from '@wherefrom/schema'
import type { Prepared } from '../case/prepared.ts'
import { type AnalysisJson, toContract } from '../contract.ts'
import { passagesOf } from '../search/passages.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
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

/** The largest analysis that is unpacked, in bytes: one of the largest documents with every layer takes about 100 MB. */
const LARGEST = 256 * 1024 * 1024

/** The analysis that a document row keeps. Throws when it is damaged: the row is not as this program wrote it. */
export async function unpackAnalysis(analysis: Uint8Array): Promise<AnalysisJson> {
  const json = await decompress(analysis, { maxOutputLength: LARGEST })
  return JSON.parse(json.toString('utf8')) as AnalysisJson
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
