import type { MentionType } from '@wherefrom/schema'
import { CAPITAL, type Columns, SEEN_LOWER } from './columns.ts'
import { byRule, type Name, NameList } from './name.ts'
import type { Words } from './words-at.ts'

/** Names of two words or more that begin with the same word: so many are looked for. */
const FORMS = 8
/** Shortest single word that is carried over. */
const SHORTEST = 3

/** A single word that the document names something with. */
interface Single {
  readonly type: MentionType
  /** How often it was found as a name of that type. */
  found: number
  /** True for part of a fuller name: `Marcu` where `Elena Marcu` stands. */
  readonly part: boolean
}

interface Known {
  readonly forms: ReadonlyMap<string, readonly { readonly text: string; readonly type: MentionType }[]>
  readonly singles: ReadonlyMap<string, Single>
}

const wordsOf = (words: Words, n: Name): string[] => {
  const out: string[] = []
  for (let i = n.from; i < n.to; i++) out.push(words.at(i))
  return out
}

/** What the names found so far teach about the rest of the document. */
function learn(words: Words, names: readonly Name[]): Known {
  const forms = new Map<string, { text: string; type: MentionType }[]>()
  const singles = new Map<string, Single>()
  const single = (w: string, type: MentionType, part: boolean): void => {
    if (w.length < SHORTEST || !/^\p{Lu}[\p{L}'’.-]+$/u.test(w)) return
    const old = singles.get(w)
    if (!old) singles.set(w, { type, found: part ? 0 : 1, part })
    else if (old.type === type && !part) old.found++
  }
  for (const n of names) {
    const own = wordsOf(words, n)
    if (own.length === 1) single(own[0]!, n.type, false)
    else {
      const text = words.range(n.from, n.to)
      const list = forms.get(own[0]!) ?? []
      if (list.length < FORMS && !list.some((f) => f.text === text)) list.push({ text, type: n.type })
      forms.set(own[0]!, list)
    }
  }
  for (const n of names) {
    if (n.type !== 'person' || n.to - n.from < 2) continue
    single(words.at(n.to - 1), 'person', true)
    single(words.at(n.from), 'person', true)
  }
  return { forms, singles }
}

/** End of the longest known name that starts at token `i`, with its type; null for none. */
function formAt(words: Words, known: Known, i: number): { to: number; type: MentionType } | null {
  let best: { to: number; type: MentionType } | null = null
  for (const form of known.forms.get(words.at(i)) ?? []) {
    const start = words.tokens.start[i]!
    const end = start + form.text.length
    if (!words.text.startsWith(form.text, start)) continue
    let to = i + 1
    while (to < words.tokens.length && words.tokens.end[to - 1]! < end) to++
    if (words.tokens.end[to - 1] === end && (!best || to > best.to)) best = { to, type: form.type }
  }
  return best
}

/**
 * What the document names clearly once is a name wherever else it stands there: full names letter for letter, parts of
 * persons' names, and single words that were found at least twice. Ordinary words that the document also writes small
 * are left alone. `names` sorted; the result, too.
 */
export function spreadNames(words: Words, columns: Columns, names: readonly Name[]): Name[] {
  const known = learn(words, names)
  const list = new NameList(words.tokens.length)
  for (const n of names) list.add(n)
  const put = (from: number, to: number, type: MentionType): boolean => {
    const span = { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }
    return list.add({ from, to, type, basis: byRule('name/seen-elsewhere', span) })
  }
  for (let i = 0; i < columns.length; i++) {
    if (!(columns.flags[i]! & CAPITAL) || columns.caseless[i] || !list.free(i, i + 1)) continue
    const form = formAt(words, known, i)
    if (form && put(i, form.to, form.type)) {
      i = form.to - 1
      continue
    }
    const single = known.singles.get(words.at(i))
    if (!single || columns.document[i]! & SEEN_LOWER) continue
    const alone = !bigNeighbour(words, columns, i)
    if (alone && (single.part || single.found > 1)) put(i, i + 1, single.type)
  }
  return list.sorted()
}

/** Does a capitalised word of no name stand beside token `i`, so that the name may be a longer one? */
function bigNeighbour(words: Words, columns: Columns, i: number): boolean {
  const s = words.tokens.sentence[i]!
  const before = i - 1 > words.from(s) && (columns.flags[i - 1]! & CAPITAL) !== 0
  return before || (i + 1 < words.to(s) && (columns.flags[i + 1]! & CAPITAL) !== 0)
}
