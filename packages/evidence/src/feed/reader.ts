import { type Problem, problem } from '@wherefrom/schema'
import { decode } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import type { Given } from '../metadata/settle.ts'
import { tooLarge } from '../read.ts'
import { DEEPEST } from '../xml/parse.ts'
import { entryDocuments } from './entry.ts'
import { readJsonFeed } from './json-feed.ts'
import { MOST_ITEMS, readXmlFeed } from './xml-feed.ts'

const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })

/** Reads a feed (RSS, RDF, Atom, JSON Feed): a document an item, whose part is the identifier that the feed gives it. */
export async function* readFeed(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const { raw, problems } = decode(await source.bytes(), true)
  for (const told of problems) yield failure(told)
  const text = raw.trimStart()
  if (text.startsWith('{')) return yield* jsonFeed(text, given)
  const { entries, channel, end, full } = readXmlFeed(raw)
  yield* entryDocuments(entries, channel, given)
  if (entries.length === 0) yield failure(problem('reader/no-text'))
  if (full) yield failure(problem('reader/truncated', { limit: MOST_ITEMS, what: 'items' }))
  else if (!end.whole) yield failure(problem('reader/cut-off', { part: 'XML' }))
  if (end.flattened) yield failure(problem('reader/nesting', { limit: DEEPEST }))
  if (end.declares) yield failure(problem('reader/entities'))
}

function* jsonFeed(text: string, given: Given): Generator<Found> {
  const feed = readJsonFeed(text)
  if (feed === null) return yield failure(problem('reader/damaged', { reason: 'no well-formed JSON Feed' }))
  yield* entryDocuments(feed.entries, feed.channel, given)
  if (feed.entries.length === 0) yield failure(problem('reader/no-text'))
  if (feed.full) yield failure(problem('reader/truncated', { limit: MOST_ITEMS, what: 'items' }))
}
