import type { PageLines } from './pages.ts'

/** Words of a document, to tell a hyphen at a line's end that belongs to the word from one that only parts it. */
export interface Words {
  /** Lower case, without hyphens. */
  readonly plain: ReadonlySet<string>
  /** Lower case, hyphenated in mid-line. */
  readonly hyphenated: ReadonlySet<string>
  /** The document parts words at line ends: it does so with words that it has elsewhere in one piece. */
  readonly parts: boolean
}

/** Characters of a document that are searched for words. */
const SEARCHED = 4_000_000
const WORD = /\p{L}[\p{L}\p{M}'’]{0,60}(?:-\p{L}[\p{L}\p{M}'’]{0,60}){0,3}/gu

export function wordsOf(pages: readonly PageLines[]): Words {
  const plain = new Set<string>()
  const hyphenated = new Set<string>()
  const ends: (readonly [string, string])[] = []
  let left = SEARCHED
  for (const page of pages)
    for (const { lines } of page.columns)
      for (const [i, { text }] of lines.entries()) {
        left -= text.length
        if (left < 0) break
        for (const [word] of text.matchAll(WORD)) (word.includes('-') ? hyphenated : plain).add(word.toLowerCase())
        const next = lines[i + 1]?.text
        const end = next === undefined ? null : halves(text, next)
        if (end) ends.push(end)
      }
  const whole = ends.filter(([l, r]) => plain.has(l + r)).length
  const compound = ends.filter(([l, r]) => hyphenated.has(`${l}-${r}`)).length
  return { plain, hyphenated, parts: whole > 0 || compound === 0 }
}

/** The two halves of a word at a hyphen between two lines, in lower case; null where there is none. */
function halves(before: string, after: string): readonly [string, string] | null {
  const left = /[\p{L}\p{M}\p{N}'’]{1,60}(?=[-\u2010]$)/u.exec(before.slice(-64))?.[0]
  const right = /^[\p{L}\p{M}'’]{1,60}/u.exec(after.slice(0, 64))?.[0]
  return left && right ? [left.toLowerCase(), right.toLowerCase()] : null
}

/** How two lines of a paragraph join: characters to drop from the end of the first, and what stands between them. */
export interface Joint {
  readonly drop: number
  readonly between: '' | ' '
}

/** First parts of compounds that keep their hyphen where nothing else in the document tells. */
const KEEP = new Set(
  'self well half ex non anti pro vice semi quasi all cross mid so two three four five long short high low then'.split(
    ' ',
  ),
)
const EAST_ASIAN = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/

export function joint(before: string, after: string, words: Words): Joint {
  if (before.endsWith('\u00ad')) return { drop: 1, between: '' }
  const last = before.at(-1) ?? ''
  const first = after[0] ?? ''
  if (last === '-' || last === '\u2010') return hyphenJoint(before, after, words)
  if (last === '—' && !/\s—$/.test(before)) return { drop: 0, between: '' }
  if (EAST_ASIAN.test(last) && EAST_ASIAN.test(first)) return { drop: 0, between: '' }
  if (/(?:^|\s)(?:https?:\/\/|www\.)\S{0,300}[/_=&?]$/.test(before.slice(-320)) && /^[\w%]/.test(first))
    return { drop: 0, between: '' }
  return { drop: 0, between: ' ' }
}

function hyphenJoint(before: string, after: string, words: Words): Joint {
  const left = /[\p{L}\p{M}\p{N}'’]{1,60}(?=[-\u2010]$)/u.exec(before.slice(-64))?.[0] ?? ''
  const right = /^[\p{L}\p{M}'’]{1,60}/u.exec(after.slice(0, 64))?.[0] ?? ''
  if (left === '') return { drop: 0, between: /\s.$/.test(before.slice(-2)) ? ' ' : '' }
  const address = /(?:^|\s)(?:https?:\/\/|www\.)\S{0,300}$/.test(before.slice(-320))
  const parted = /\p{Ll}$/u.test(left) && /^\p{Ll}/u.test(right) && !address
  if (!parted) return { drop: 0, between: /^(?:and|or|und|oder|y|et)$/.test(right) ? ' ' : '' }
  if (/^(?:and|or|und|oder|bzw|et)$/.test(right)) return { drop: 0, between: ' ' }
  const [l, r] = [left.toLowerCase(), right.toLowerCase()]
  if (words.plain.has(l + r)) return { drop: 1, between: '' }
  const compound = words.hyphenated.has(`${l}-${r}`) || KEEP.has(l) || /-\p{L}{1,60}-$/u.test(before.slice(-64))
  return compound || !words.parts ? { drop: 0, between: '' } : { drop: 1, between: '' }
}
