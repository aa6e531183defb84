import { type MetadataCandidate, type Problem, problem } from '@wherefrom/schema'
import { safePath } from '../archive/names.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { type Draft, finish, type Given } from '../metadata/settle.ts'
import { hasText, tooLarge } from '../read.ts'
import { DEEPEST, type XmlEnd } from '../xml/parse.ts'
import { openPackage, type Package } from './package.ts'

export const failure = (found: Problem, name?: string): Found =>
  name === undefined ? { kind: 'problem', problem: found } : { kind: 'problem', problem: found, name }

/** Opens a source as an office file, or tells why that cannot be done. */
export async function opened(source: ArtifactSource): Promise<Package | Problem> {
  if (source.size === 0) return problem('reader/empty')
  if (source.size > LIMITS.document) return tooLarge(LIMITS.document)
  return (await openPackage(source)) ?? problem('reader/damaged', { reason: 'no ZIP directory' })
}

/** What a part's end tells about it. */
export function endProblems(part: string, state: string, end: XmlEnd): readonly Problem[] {
  const problems: Problem[] = []
  if (state !== 'whole' || !end.whole) problems.push(problem('reader/cut-off', { part }))
  if (end.flattened) problems.push(problem('reader/nesting', { limit: DEEPEST }))
  if (end.declares) problems.push(problem('reader/entities'))
  return problems
}

/** The document of a text; its title is the first title block where the file's styles made one. */
export function textDocument(
  reader: string,
  draft: Draft,
  properties: readonly MetadataCandidate[],
  given: Given,
): Generator<Found> {
  return documentOf(reader, { ...draft, candidates: [...titleOf(draft), ...draft.candidates] }, properties, given)
}

/** The document of a draft, with what the file says about itself; where there is no text, what may be the cause. */
export function* documentOf(
  reader: string,
  draft: Draft,
  properties: readonly MetadataCandidate[],
  given: Given,
): Generator<Found> {
  const problems = draft.problems.filter((p, i) => !draft.problems.slice(i + 1).some((q) => saysAgain(p, q)))
  const document = finish({ ...draft, problems, candidates: [...draft.candidates, ...properties] }, given)
  if (hasText(document)) return yield { kind: 'document', part: '', reader, document }
  yield failure(problem('reader/no-text'))
  for (const found of problems) yield failure(found)
}

/** The reader of a part and what puts its items together may both have met their bound: the last one tells what is left. */
const saysAgain = (p: Problem, q: Problem): boolean =>
  p.code === 'reader/truncated' && q.code === p.code && p.values?.['what'] === q.values?.['what']

/** Title blocks further down than this head a section. */
const TITLE_WITHIN = 8

function titleOf({ text, blocks, candidates }: Draft): readonly MetadataCandidate[] {
  if (candidates.some((c) => c.field === 'title')) return []
  const head = blocks.filter((b) => b.kind !== 'boilerplate').slice(0, TITLE_WITHIN)
  const title = head.find((b) => b.kind === 'title')
  if (!title) return []
  const { start, end } = title
  return [{ field: 'title', value: text.slice(start, end).replace(/\s+/g, ' '), from: 'heading', start, end }]
}

/** Pictures and files that an office file holds, as members of it. */
export async function* embedded(file: Package, matches: (name: string) => boolean): AsyncGenerator<Found> {
  for (const name of file.names) {
    if (!matches(name) || name.endsWith('/')) continue
    const { path } = safePath(name)
    const part = await file.bytes(name)
    if (part === null || part.content.length === 0) continue
    if (part.state !== 'whole') yield failure(problem('archive/member-damaged'), path)
    yield { kind: 'member', name: path, role: 'embedded', bytes: part.content, record: {} }
  }
}
