import { type Document, problem } from '@wherefrom/schema'
import { bytePositions } from '../bytes.ts'
import { type Decoded, decode } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { hasText, tooLarge } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { cleanText } from '../text/clean.ts'
import { readText } from '../text/reader.ts'
import { readBlocks } from './blocks.ts'
import { readFrontMatter } from './front-matter.ts'
import { DEEPEST, shallow } from './shallow.ts'

/** Larger files are read as plain text, in characters: nobody writes so much by hand. */
const LARGEST = 2 * 1024 * 1024

/** Reads a Markdown file: its text without markup, each block with the bytes of its lines. */
export async function* readMarkdown(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield { kind: 'problem', problem: problem('reader/empty') }
  if (source.size > LIMITS.document) return yield { kind: 'problem', problem: tooLarge(LIMITS.document) }
  const bytes = await source.bytes()
  const decoded = decode(bytes, false)
  const document = decoded.raw.length > LARGEST ? readText(bytes, decoded, given) : markdown(bytes, decoded, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'markdown', document }
  else yield { kind: 'problem', problem: problem('reader/no-text') }
}

function markdown(bytes: Uint8Array, decoded: Decoded, given: Given): Document {
  const { text, problems, rawPosition } = cleanText(decoded.raw)
  const lines = text.split('\n')
  const front = readFrontMatter(lines)
  const places = linePlaces(bytes, decoded, lines, rawPosition)
  const body = front.lines === 0 ? text : ['\n'.repeat(front.lines - 1), ...lines.slice(front.lines)].join('\n')
  const { text: flat, flattened } = shallow(body)
  // What looks like the definition of a link named `^1` is a footnote: its mark is kept from the parser.
  const items = readBlocks(flat.replace(/^ {0,3}\[\^/gm, '\\[^')).map(({ text: block, kind, from, to }): Item => {
    let last = Math.min(to, lines.length) - 1
    while (last > from && lines[last]!.trim() === '') last--
    return { text: block, kind, source: { type: 'bytes', start: places[2 * from]!, end: places[2 * last + 1]! } }
  })
  const draft = assemble(items)
  const heading = draft.blocks.find((b) => b.kind === 'title')
  const title = heading && {
    field: 'title' as const,
    value: draft.text.slice(heading.start, heading.end),
    from: 'heading',
    start: heading.start,
    end: heading.end,
  }
  const candidates = [...front.candidates, ...(title ? [title] : []), ...draft.candidates]
  const nesting = flattened ? [problem('reader/nesting', { limit: DEEPEST })] : []
  const told = [...decoded.problems, ...problems, ...nesting, ...draft.problems]
  return finish({ ...draft, candidates, problems: told }, given)
}

/** Byte offsets of the start and the end of every line, one after the other. */
function linePlaces(
  bytes: Uint8Array,
  decoded: Decoded,
  lines: readonly string[],
  rawPosition: (pos: number) => number,
): readonly number[] {
  const positions: number[] = []
  let at = 0
  for (const line of lines) {
    positions.push(rawPosition(at), rawPosition(at + line.length))
    at += line.length + 1
  }
  return bytePositions(bytes, decoded.encoding, decoded.mark, positions)
}
