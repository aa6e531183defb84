/** GUM's entity annotation, cut down to names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NER_TYPES } from '../../packages/nlp/src/mentions/labels.ts'
import type { Mapping, NerDoc, NerSpan } from './ner-doc.ts'

/** GUM genres whose licence lets weights ship. */
const GUM_GENRES = /^GUM_(?:news|interview|bio|academic|speech|voyage|court|textbook|vlog|conversation)_/
const GUM_TYPES: Mapping = {
  person: 'PER',
  organization: 'ORG',
  place: 'LOC',
  event: 'MISC',
  object: 'MISC',
  abstract: 'MISC',
  time: null,
}
const TITLE_WORDS =
  /^(?:President|Mr|Mrs|Ms|Dr|Prof|Professor|Senator|Sen|General|Gen|King|Queen|Prince|Minister|Secretary|Chancellor|Justice|Judge|Governor|Mayor|Sir|Lord|Captain|Prime|Vice|Foreign|Deputy|Chief|Pope|Rev|Saint)\.?$/

interface GumToken {
  readonly form: string
  /** Proper noun by the Penn tag: in newer UD releases the words of a name keep their own class (`United` is ADJ). */
  readonly proper: boolean
  readonly plural: boolean
  readonly start: number
  readonly end: number
  readonly entities: string
}

/** GUM: the names among its entity annotations (`Entity=`): runs of proper nouns that a mention's head is in. */
export function readGum(folder: string): NerDoc[] {
  const files = readdirSync(folder)
    .filter((f) => GUM_GENRES.test(f))
    .toSorted()
  return files.map((file) => gumDoc(file, readFileSync(join(folder, file), 'utf8')))
}

function gumDoc(file: string, content: string): NerDoc {
  let text = ''
  const sentences: { start: number; end: number }[] = []
  const tokens: GumToken[] = []
  let original = ''
  let at = 0
  let base = 0
  for (const line of content.split('\n')) {
    if (line.startsWith('# text = ')) {
      original = line.slice(9)
      if (text !== '') text += '\n'
      base = text.length
      at = 0
      text += original
      sentences.push({ start: base, end: text.length })
    } else if (/^\d+\t/.test(line)) {
      const cells = line.split('\t')
      const found = original.indexOf(cells[1]!, at)
      const start = found < 0 ? at : found
      at = found < 0 ? at : found + cells[1]!.length
      const entities = /(?:^|\|)Entity=([^|]*)/.exec(cells[9]!)?.[1] ?? ''
      tokens.push({
        form: cells[1]!,
        proper: cells[4]!.startsWith('NNP'),
        plural: cells[4] === 'NNPS',
        start: base + start,
        end: base + at,
        entities,
      })
    }
  }
  return { id: file, corpus: 'gum', text, sentences, spans: gumSpans(tokens), annotated: NER_TYPES }
}

interface GumMention {
  readonly type: string
  readonly from: number
  readonly to: number
  readonly minspan: readonly number[]
}

function gumMentions(tokens: readonly GumToken[]): GumMention[] {
  const mentions: GumMention[] = []
  const open: { id: string; type: string; from: number; minspan: number[] }[] = []
  for (const [i, token] of tokens.entries()) {
    for (const part of token.entities.match(/\([^()]+\)?|[^()]+\)/g) ?? []) {
      const body = part.replace(/[()]/g, '')
      if (part.startsWith('(')) {
        const f = body.split('-')
        const span = f.find((x, k) => k >= 4 && /^\d+(?:,\d+)*$/.test(x)) ?? '1'
        open.push({ id: f[0]!, type: f[1]!, from: i, minspan: span.split(',').map(Number) })
      }
      if (part.endsWith(')')) {
        const k = open.findLastIndex((o) => o.id === body.split('-')[0])
        if (k < 0) continue
        const [o] = open.splice(k, 1)
        mentions.push({ type: o!.type, from: o!.from, to: i + 1, minspan: o!.minspan })
      }
    }
  }
  return mentions
}

function gumSpans(tokens: readonly GumToken[]): NerSpan[] {
  const spans: NerSpan[] = []
  const taken = new Uint8Array(tokens.length)
  const small = new Set(tokens.filter((t) => /^\p{Ll}/u.test(t.form)).map((t) => t.form))
  for (const m of gumMentions(tokens).toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const type = GUM_TYPES[m.type]
    if (!type) continue
    const heads = m.minspan.map((k) => m.from + k - 1).filter((k) => tokens[k]?.proper === true)
    if (heads.length === 0 || heads.at(-1)! - heads[0]! + 1 > heads.length) continue
    let from = heads[0]!
    let to = heads.at(-1)! + 1
    const inside = (k: number): boolean =>
      k >= m.from && k < m.to && (tokens[k]!.proper || /^\d+$/.test(tokens[k]!.form))
    while (inside(from - 1)) from--
    for (;;) {
      if (inside(to)) to++
      else if (/^(?:of|the|and|&|for|-|de|al|'s|’s)$/i.test(tokens[to]?.form ?? '') && inside(to + 1)) to += 2
      else if (/^of$/i.test(tokens[to]?.form ?? '') && /^the$/i.test(tokens[to + 1]?.form ?? '') && inside(to + 2))
        to += 3
      else break
    }
    if (type === 'PER') while (to - from > 1 && TITLE_WORDS.test(tokens[from]!.form)) from++
    if (tokens[from]!.form.toLowerCase() === 'the') from++
    if (to <= from || to > m.to || taken.subarray(from, to).includes(1)) continue
    if (!/\p{Lu}/u.test(tokens[from]!.form)) continue
    taken.fill(1, from, to)
    // Groups (`Democrats`) and abstract things are marked more freely than elsewhere: of these nothing is learned.
    const common = to - from === 1 && small.has(tokens[from]!.form.toLowerCase())
    const open = type === 'MISC' || common || (type === 'PER' && tokens[to - 1]!.plural)
    spans.push({ start: tokens[from]!.start, end: tokens[to - 1]!.end, type, ...(open ? { open } : {}) })
  }
  return spans
}
