/**
 * Corpus cases as text (see `corpus/README.md`). A case is a title line, optional headers, a text, a line `==>` and an
 * outline. Every quoted string of the outline must occur in the text letter for letter, so a case cannot expect what
 * the text does not say.
 */
export interface Case {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Outline lines joined by newlines; empty = nothing must be found; null where the case has no `==>`. */
  readonly outline: string | null
  /** Line of the title in its file, from 1. */
  readonly line: number
}

export interface CaseFile {
  readonly cases: readonly Case[]
  /** Mistakes in the file itself, as `line N: what`. */
  readonly mistakes: readonly string[]
}

const SEPARATOR = /^-{3,}$/
const HEADER = /^([a-z]{1,20}): (\S.*)$/
/** The outline line that stands for any number of lines. */
const ANYTHING = '...'

/** Parses a file of cases. Mistakes are collected, not thrown, so that one report shows all of them. */
export function parseCases(source: string): CaseFile {
  const cases: Case[] = []
  const mistakes: string[] = []
  const titles = new Set<string>()
  for (const { lines, first } of chunks(source.split('\n'))) {
    const found = parseCase(lines, first, mistakes)
    if (!found) continue
    if (titles.has(found.title)) mistakes.push(`line ${found.line}: a second case named "${found.title}"`)
    titles.add(found.title)
    cases.push(found)
  }
  return { cases, mistakes }
}

/** Parses a `not.txt`: each line is a text in which nothing must be found; `#` starts a comment. */
export function parseNegatives(source: string): CaseFile {
  const cases: Case[] = []
  for (const [i, line] of source.split('\n').entries()) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    cases.push({ title: text, headers: {}, text, outline: '', line: i + 1 })
  }
  return { cases, mistakes: [] }
}

function chunks(lines: readonly string[]): { lines: string[]; first: number }[] {
  const out: { lines: string[]; first: number }[] = []
  let from = 0
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length && !SEPARATOR.test(lines[i]!)) continue
    const chunk = lines.slice(from, i)
    if (chunk.some((l) => l.trim() !== '')) out.push({ lines: chunk, first: from + 1 })
    from = i + 1
  }
  return out
}

function parseCase(lines: readonly string[], first: number, mistakes: string[]): Case | null {
  let at = lines.findIndex((l) => l.trim() !== '')
  const line = first + at
  const title = lines[at]!
  if (!title.startsWith('# ')) {
    mistakes.push(`line ${line}: a case starts with a line "# title"`)
    return null
  }
  at++
  const headers: Record<string, string> = {}
  for (let m = HEADER.exec(lines[at] ?? ''); m; m = HEADER.exec(lines[++at] ?? '')) headers[m[1]!] = m[2]!
  const arrow = lines.indexOf('==>', at)
  const text = trimBlankLines(lines.slice(at, arrow < 0 ? undefined : arrow)).join('\n')
  if (text === '') mistakes.push(`line ${line}: an orphan: an expectation without a text`)
  if (arrow < 0) mistakes.push(`line ${line}: the expectation is missing (no line "==>")`)
  const outline = arrow < 0 ? null : trimBlankLines(lines.slice(arrow + 1)).join('\n')
  if (outline !== null) for (const m of ungrounded(outline, text)) mistakes.push(`line ${line}: ${m}`)
  return { title: title.slice(2).trim(), headers, text, outline, line }
}

function trimBlankLines(lines: readonly string[]): string[] {
  let from = 0
  let to = lines.length
  while (from < to && lines[from]!.trim() === '') from++
  while (to > from && lines[to - 1]!.trim() === '') to--
  return lines.slice(from, to).map((l) => l.trimEnd())
}

/** A string as outlines write it: in double quotes, with `\"`, `\\` and `\n` escaped. */
export const quoted = (s: string): string =>
  `"${s.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

/** The quoted strings of an outline, unescaped; null where a quotation mark is never closed. */
export function quotedStrings(outline: string): string[] | null {
  const out: string[] = []
  let current: string | null = null
  for (let i = 0; i < outline.length; i++) {
    const c = outline[i]!
    if (current === null) {
      if (c === '"') current = ''
    } else if (c === '"') {
      out.push(current)
      current = null
    } else if (c === '\n') return null
    else if (c === '\\') current += outline[++i] === 'n' ? '\n' : (outline[i] ?? '')
    else current += c
  }
  return current === null ? out : null
}

function ungrounded(outline: string, text: string): string[] {
  const strings = quotedStrings(outline)
  if (!strings) return ['a quotation mark in the outline is never closed']
  return strings.filter((s) => !text.includes(s)).map((s) => `the text does not hold ${quoted(s)}`)
}

/** Does what was found fit the expectation? A line `...` in it stands for any number of lines, also none. */
export function outlineFits(expected: string, found: string): boolean {
  const want = expected === '' ? [] : expected.split('\n')
  const have = found.trim() === '' ? [] : found.trimEnd().split('\n')
  // Greedy matching with one remembered retreat, as for `*` in file name patterns: linear in practice, quadratic at worst.
  let w = 0
  let h = 0
  let star = -1
  let resume = 0
  while (h < have.length) {
    if (w < want.length && want[w]!.trim() === ANYTHING) {
      star = w++
      resume = h
    } else if (w < want.length && want[w] === have[h]!.trimEnd()) {
      w++
      h++
    } else if (star >= 0) {
      w = star + 1
      h = ++resume
    } else return false
  }
  while (w < want.length && want[w]!.trim() === ANYTHING) w++
  return w === want.length
}

/** The file with the outlines of the given cases (by line of their title) put in the place of the old ones. */
export function replaceOutlines(source: string, outlines: ReadonlyMap<number, string>): string {
  const lines = source.split('\n')
  const out: string[] = []
  for (const { lines: chunk, first } of chunksWithSeparators(lines)) {
    const at = chunk.findIndex((l) => l.trim() !== '' && !SEPARATOR.test(l))
    const outline = at < 0 ? undefined : outlines.get(first + at)
    if (outline === undefined) {
      out.push(...chunk)
      continue
    }
    const arrow = chunk.indexOf('==>')
    const head = trimEndBlank(arrow < 0 ? chunk : chunk.slice(0, arrow))
    const isLast = first + chunk.length > lines.length
    out.push(...head, '==>', ...(outline === '' ? [] : outline.split('\n')), ...(isLast ? [''] : []))
  }
  return out.join('\n')
}

/** Chunks that keep their leading separator line, so that joining them gives the file back. */
function chunksWithSeparators(lines: readonly string[]): { lines: string[]; first: number }[] {
  const out: { lines: string[]; first: number }[] = []
  let from = 0
  for (let i = 1; i <= lines.length; i++) {
    if (i < lines.length && !SEPARATOR.test(lines[i]!)) continue
    out.push({ lines: lines.slice(from, i), first: from + 1 })
    from = i
  }
  return out
}

function trimEndBlank(lines: readonly string[]): string[] {
  let to = lines.length
  while (to > 0 && lines[to - 1]!.trim() === '') to--
  return lines.slice(0, to)
}
