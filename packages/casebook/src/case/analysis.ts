import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { AnalysisJson } from '../contract.ts'

const decompress = promisify(zstdDecompress)
/** The largest analysis that is unpacked, in bytes: one of the largest documents with every layer takes about 100 MB. */
const LARGEST = 256 * 1024 * 1024

/** The analysis that a document row keeps. Throws when it is damaged: the row is not as this program wrote it. */
export async function unpackAnalysis(analysis: Uint8Array): Promise<AnalysisJson> {
  const json = await decompress(analysis, { maxOutputLength: LARGEST })
  return JSON.parse(json.toString('utf8')) as AnalysisJson
}
