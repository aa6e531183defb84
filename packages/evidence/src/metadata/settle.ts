import {
  type Block,
  BODY_KINDS,
  type Document,
  type Metadata,
  type MetadataCandidate,
  type MetadataField,
  type Problem,
  problem,
} from '@wherefrom/schema'
import { detectLanguage } from '../language.ts'

/** What the user states about a file; it outranks whatever the file says. */
export interface Given {
  readonly name?: string
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly published?: string
  readonly outlet?: string
  readonly url?: string
  /** Encoding that a server stated; used where the bytes state none themselves. */
  readonly charset?: string
  /** The most pages of one file that are read by OCR. */
  readonly ocrPages?: number
}

/** A document before its metadata is settled: readers of compound files put their own candidates before a part's. */
export interface Draft {
  readonly text: string
  readonly blocks: readonly Block[]
  /** Best first within each field. */
  readonly candidates: readonly MetadataCandidate[]
  readonly problems: readonly Problem[]
}

/** The document of a draft. */
export function finish(draft: Draft, given: Given): Document {
  const { metadata, problems } = settle(draft.candidates, given, draft.text, draft.blocks)
  return { text: draft.text, blocks: draft.blocks, metadata, problems: [...draft.problems, ...problems] }
}

/**
 * Picks a value for each field. Candidates come ordered by preference within a field; what the user gave goes first.
 * Every candidate is kept, so that a reader can see what else the artifact offered.
 */
function settle(
  offered: readonly MetadataCandidate[],
  given: Given,
  text: string,
  blocks: readonly Block[],
): { readonly metadata: Metadata; readonly problems: readonly Problem[] } {
  const candidates = unique([...fromUser(given), ...offered, ...languageOf(offered, text, blocks)])
  const first = (field: MetadataField) => candidates.find((c) => c.field === field)?.value ?? null
  const metadata: Metadata = {
    title: first('title'),
    published: first('published'),
    outlet: first('outlet'),
    authors: authors(candidates),
    language: first('language'),
    url: first('url'),
    candidates,
  }
  return { metadata, problems: [...dateProblems(candidates), ...languageProblem(metadata.language)] }
}

function fromUser(given: Given): readonly MetadataCandidate[] {
  const fields = ['published', 'outlet', 'url'] as const
  return fields.flatMap((field) => {
    const value = given[field]?.trim()
    return value ? [{ field, value, from: 'user' }] : []
  })
}

/** The text's own language beats what the page states: templates are copied between languages. */
function languageOf(
  offered: readonly MetadataCandidate[],
  text: string,
  blocks: readonly Block[],
): readonly MetadataCandidate[] {
  const stated = offered.find((c) => c.field === 'language')
  const body = bodySample(text, blocks)
  const detected = detectLanguage(body, stated?.value ?? null)
  return detected === null ? [] : [{ field: 'language', value: detected, from: 'detected' }]
}

/** Up to 4,000 characters of running text, or of everything when there is none. */
function bodySample(text: string, blocks: readonly Block[]): string {
  let sample = ''
  for (const b of blocks) {
    if (sample.length > 4000) break
    if (BODY_KINDS.has(b.kind)) sample += `${text.slice(b.start, Math.min(b.end, b.start + 4000))}\n`
  }
  return sample === '' ? text.slice(0, 4000) : sample
}

function authors(candidates: readonly MetadataCandidate[]): readonly string[] {
  const all = candidates.filter((c) => c.field === 'author')
  const seen = new Set<string>()
  return all
    .filter((c) => c.from === all[0]!.from && !seen.has(c.value.toLowerCase()) && seen.add(c.value.toLowerCase()))
    .map((c) => c.value)
}

function unique(candidates: readonly MetadataCandidate[]): readonly MetadataCandidate[] {
  const seen = new Set<string>()
  return candidates.filter((c) => {
    const key = `${c.field}\n${c.value}\n${c.from}`
    return !seen.has(key) && seen.add(key)
  })
}

function dateProblems(candidates: readonly MetadataCandidate[]): readonly Problem[] {
  const dates = candidates.filter((c) => c.field === 'published')
  if (dates.length === 0) return [problem('reader/published-unknown')]
  const chosen = dates[0]!.value
  const differs = dates.some((d) => !d.value.startsWith(chosen) && !chosen.startsWith(d.value))
  return differs ? [problem('reader/published-conflict')] : []
}

function languageProblem(language: string | null): readonly Problem[] {
  return language === null || language === 'en' ? [] : [problem('reader/language', { language })]
}
