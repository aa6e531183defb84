import { type ArtifactSource, listZip, zipChunks } from '@wherefrom/evidence'

/** The longest line that is read; GeoNames' longest have some 16,000 characters. */
const LONGEST = 1 << 18

/** The member of a GeoNames archive that holds the table: the largest text that is not a readme. */
export async function tableIn(source: ArtifactSource): Promise<AsyncIterable<Uint8Array> | null> {
  const listing = await listZip(source)
  if (!listing) return null
  const members = listing.entries.filter((e) => /\.(?:txt|tsv|geojson|json)$/i.test(e.name) && !/readme/i.test(e.name))
  const entry = members.toSorted((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))[0]
  if (!entry || entry.encrypted || (entry.method !== 0 && entry.method !== 8)) return null
  return zipChunks(source, entry)
}

/** Lines of UTF-8 text that comes in pieces. Of a line beyond all measure only the start is given. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      if (!skipping) yield line.endsWith('\r') ? line.slice(0, -1) : line
      skipping = false
    }
    if (rest.length <= LONGEST) continue
    if (!skipping) yield rest.slice(0, LONGEST)
    skipping = true
    rest = ''
  }
  rest += decoder.decode()
  if (rest !== '' && !skipping) yield rest.endsWith('\r') ? rest.slice(0, -1) : rest
}
