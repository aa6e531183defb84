/**
 * Named-entity corpora as text with spans. Where a corpus comes as bare tokens, text is put together from them with
 * ordinary spacing, so that the product's own tokens can be laid over it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NER_TYPES, type NerType } from '../../packages/nlp/src/mentions/labels.ts'
import { COUNTRY_NAMES } from '../../packages/nlp/src/mentions/tables/countries.ts'

export interface NerSpan {
  readonly start: number
  readonly end: number
  readonly type: NerType
  /** True where the corpus does not tell whether this is a name (the tagger may say either). */
  readonly open?: boolean
}

export interface NerDoc {
  readonly id: string
  readonly corpus: string
  readonly text: string
  readonly sentences: readonly { readonly start: number; readonly end: number }[]
  readonly spans: readonly NerSpan[]
  /** Types that the corpus annotates; of other types nothing is known. */
  readonly annotated: readonly NerType[]
}

/** One token row: its word, its label without a prefix or null, and whether a new name starts. */
interface Row {
  readonly word: string
  readonly type: string | null
  readonly begins: boolean
}

const NO_SPACE_BEFORE = /^(?:[.,;:!?)\]}%’”…]|'s|’s|n't|n’t|'(?:re|ve|ll|d|m|S)|'')$/
const NO_SPACE_AFTER = /^[([{$£€“‘#]$/

class DocBuilder {
  private text = ''
  private readonly sentences: { start: number; end: number }[] = []
  private readonly spans: NerSpan[] = []
  private readonly id: string
  private readonly corpus: string
  private readonly map: (label: string) => NerType | null | undefined
  private readonly annotated: readonly NerType[]

  constructor(
    id: string,
    corpus: string,
    map: (label: string) => NerType | null | undefined,
    annotated: readonly NerType[],
  ) {
    this.id = id
    this.corpus = corpus
    this.map = map
    this.annotated = annotated
  }

  /** Adds a sentence; `original` is its text where the corpus gives it. */
  add(rows: readonly Row[], original: string | null = null): void {
    if (rows.length === 0) return
    if (this.text !== '') this.text += '\n'
    const start = this.text.length
    const places = original === null ? null : align(rows, original)
    let open: { start: number; type: string } | null = null
    let sentence = places ? original! : ''
    const ends: number[] = []
    const starts: number[] = []
    let quoteOpen = false
    for (const [i, row] of rows.entries()) {
      if (places) {
        starts.push(places[i]!)
        ends.push(places[i]! + row.word.length)
        continue
      }
      const previous = rows[i - 1]?.word
      let glue = i === 0 || NO_SPACE_BEFORE.test(row.word) || NO_SPACE_AFTER.test(previous ?? '')
      if (row.word === '"') {
        if (quoteOpen) glue = true
        quoteOpen = !quoteOpen
      } else if (previous === '"' && quoteOpen) glue = true
      if (!glue) sentence += ' '
      starts.push(sentence.length)
      sentence += row.word
      ends.push(sentence.length)
    }
    this.text += sentence
    this.sentences.push({ start, end: this.text.length })
    const close = (end: number): void => {
      if (!open) return
      const type = this.map(open.type)
      if (type === undefined) this.spans.push({ start: start + open.start, end: start + end, type: 'MISC', open: true })
      else if (type !== null) {
        // A user's handle is a name of somebody or something, but not one that prose uses.
        const handle = sentence[open.start] === '@' || sentence[open.start - 1] === '@'
        this.spans.push({ start: start + open.start, end: start + end, type, ...(handle ? { open: true } : {}) })
      }
      open = null
    }
    for (const [i, row] of rows.entries()) {
      if (open && (row.begins || row.type !== (open as { type: string }).type)) close(ends[i - 1]!)
      if (row.type !== null && !open) open = { start: starts[i]!, type: row.type }
    }
    close(ends.at(-1)!)
  }

  build(): NerDoc {
    const { id, corpus, text, sentences, spans, annotated } = this
    return { id, corpus, text, sentences, spans, annotated }
  }

  get empty(): boolean {
    return this.sentences.length === 0
  }
}

/** Where each word stands in the sentence's text, or null when they do not fit. */
function align(rows: readonly Row[], text: string): number[] | null {
  const places: number[] = []
  let at = 0
  for (const row of rows) {
    const found = text.indexOf(row.word, at)
    if (found < 0 || found > at + 3) return null
    places.push(found)
    at = found + row.word.length
  }
  return places
}

type Mapping = Readonly<Record<string, NerType | null | undefined>>

export interface Layout {
  readonly corpus: string
  readonly word: number
  readonly label: number
  readonly map: Mapping
  readonly annotated: readonly NerType[]
  /** A document every so many sentences where the corpus marks none. */
  readonly perDoc: number
}

/** Reads token-per-line files: UNER's .iob2, CoNLL columns with tabs or spaces, IOB1 or IOB2. */
export function readColumns(path: string, layout: Layout): NerDoc[] {
  const docs: NerDoc[] = []
  const map = (l: string): NerType | null | undefined => (l in layout.map ? layout.map[l] : null)
  const fresh = (): DocBuilder =>
    new DocBuilder(`${layout.corpus}-${docs.length}`, layout.corpus, map, layout.annotated)
  let doc = fresh()
  let rows: Row[] = []
  let original: string | null = null
  let count = 0
  let previous: string | null = null
  const endSentence = (): void => {
    doc.add(rows, original)
    if (rows.length > 0) count++
    rows = []
    original = null
    previous = null
  }
  const endDoc = (): void => {
    endSentence()
    if (!doc.empty) docs.push(doc.build())
    doc = fresh()
    count = 0
  }
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    if (line.startsWith('# newdoc') || line.startsWith('-DOCSTART-')) endDoc()
    else if (line.startsWith('# text = ') && layout.word === 1) original = line.slice(9)
    else if (line.startsWith('# ') && layout.word === 1) continue
    else if (line.trim() === '') {
      endSentence()
      if (layout.perDoc > 0 && count >= layout.perDoc) endDoc()
    } else {
      const cells = line.includes('\t') ? line.split('\t') : line.split(' ')
      const word = (cells[layout.word] ?? '').replace(/\s+/g, '') || '_'
      const tag = cells[layout.label] ?? 'O'
      const type = tag.length > 2 && tag[1] === '-' ? tag.slice(2) : null
      rows.push({ word, type, begins: tag.startsWith('B-') || (type !== null && type !== previous) })
      previous = type
    }
  }
  endDoc()
  return docs
}

const CONLL: Mapping = { PER: 'PER', ORG: 'ORG', LOC: 'LOC', MISC: 'MISC' }
const ALL = NER_TYPES
const NO_MISC: readonly NerType[] = ['PER', 'ORG', 'LOC']

export const LAYOUTS = {
  // The training part is an early version: OTH marks other names, a stray O label marks nothing.
  uner: {
    corpus: 'uner-ewt',
    word: 1,
    label: 2,
    map: { ...CONLL, OTH: 'MISC', O: null },
    annotated: ALL,
    perDoc: 0,
  },
  wikigold: { corpus: 'wikigold', word: 0, label: 1, map: CONLL, annotated: ALL, perDoc: 0 },
  btc: { corpus: 'btc', word: 0, label: 1, map: CONLL, annotated: NO_MISC, perDoc: 1 },
  wnut: {
    corpus: 'wnut17',
    word: 0,
    label: 1,
    map: {
      person: 'PER',
      location: 'LOC',
      corporation: 'ORG',
      group: 'ORG',
      product: 'MISC',
      'creative-work': 'MISC',
    },
    annotated: ALL,
    perDoc: 1,
  },
  crossner: {
    corpus: 'crossner-politics',
    word: 0,
    label: 1,
    map: {
      politician: 'PER',
      person: 'PER',
      organisation: 'ORG',
      politicalparty: 'ORG',
      country: 'LOC',
      location: 'LOC',
      election: 'MISC',
      event: 'MISC',
      misc: 'MISC',
    },
    annotated: ALL,
    perDoc: 1,
  },
} as const satisfies Record<string, Layout>

const RE3D: Mapping = {
  Person: 'PER',
  Organisation: 'ORG',
  Location: 'LOC',
  Weapon: 'MISC',
  MilitaryPlatform: 'MISC',
  Vehicle: 'MISC',
  Nationality: 'MISC',
  DocumentReference: 'MISC',
}

export interface Re3dEntity {
  readonly documentId: string
  readonly begin: number
  readonly end: number
  readonly type: string
  readonly value: string
  readonly confidence: number
}

/** Rows of a JSON-lines file. */
export const lines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((l) => l.trim() !== '')
    .map((l) => JSON.parse(l) as T)

const ARTICLE = /^(?:the|a|an|our|their|its|his|her|this|that|these|those|my|your|more than|some|all|any) /i

/**
 * The name that an annotated re3d phrase is, or null: the corpus also marks pronouns and descriptions ("the enemy",
 * "Iraqi security forces"). A name starts and ends with a capital or a figure once its article is taken off.
 */
export function nameIn(value: string): { from: number; to: number } | null {
  const from = ARTICLE.exec(value)?.[0].length ?? 0
  const name = value.slice(from)
  if (!/^[\p{Lu}\d]|^al-\p{Lu}/u.test(name) || /^(?:I|We|They|He|She|It|You|My|Our|Their|His|Her)$/.test(name))
    return null
  const words = name.split(/[\s-]+/)
  const last = words.at(-1)!
  if (!/[\p{Lu}\d]/u.test(last)) return null
  const small = words.filter(
    (w) => /^\p{Ll}/u.test(w) && !/^(?:of|the|and|for|in|on|at|to|de|al|bin|la|von|du|by|with)$/.test(w),
  )
  if (small.length > 0 && !(small.length === 1 && words.length > 4)) return null
  if (
    from === 0 &&
    words.length === 1 &&
    /^[A-Z][a-z]+(?:s|men|ers)$/.test(name) &&
    /^(?:Soldiers|Officials|Forces|Troops|Members|Leaders|Fighters|Militants|Citizens|Civilians|Airstrikes|Strikes)$/.test(
      name,
    )
  )
    return null
  return { from, to: value.length }
}

const TITLE =
  /^(?:(?:\p{L}+ )?(?:Prime|Foreign|Defen[cs]e|Deputy|Vice|Acting|Assistant|Special|High|Lt|Maj|Brig|Staff|Master|Chief|Navy|Army|Marine|Air Force|Assistant)\.?\s)?(?:President|Mr|Mrs|Ms|Dr|Prof|Professor|Senator|Sen|General|Gen|King|Queen|Prince|Minister|Secretary|Chancellor|Judge|Governor|Mayor|Sir|Lord|Captain|Capt|Col|Colonel|Maj|Major|Sgt|Spc|Cpl|Lt|Cmdr|Commander|Adm|Admiral|Commodore|Pope|Sheikh|Ambassador|Envoy|Representative|Spokesperson|Spokesman|Spokeswoman|Sergeant|Specialist|Commander|Director|Chairman|Emir)\.?\s+/u

/** Start of a person's name once titles and ranks before it are taken off. */
export function afterTitles(text: string, start: number, end: number): number {
  for (let at = start; ; ) {
    const title = TITLE.exec(text.slice(at, end))
    if (!title || at + title[0].length >= end) return at
    at += title[0].length
  }
}

const isCountry = (name: string): boolean => COUNTRY_NAMES.has(name.toLowerCase())

/** re3d: documents of one source folder; only rows with a confidence of at least 0.5; names only, the longest one. */
export function readRe3d(folder: string): NerDoc[] {
  const byDoc = Map.groupBy(
    lines<Re3dEntity>(join(folder, 'entities.json')).filter((e) => e.confidence >= 0.5),
    (e) => e.documentId,
  )
  return lines<{ _id: string; text: string }>(join(folder, 'documents.json')).map(({ _id, text }) => {
    const spans: NerSpan[] = []
    const rows = (byDoc.get(_id) ?? []).toSorted((a, b) => a.begin - b.begin || b.end - a.end)
    for (const e of rows) {
      const type = RE3D[e.type]
      const name = nameIn(text.slice(e.begin, e.end))
      if (!type || !name) continue
      const start = e.begin + name.from
      const end = e.begin + name.to
      if (spans.some((s) => s.start < end && start < s.end)) continue
      const comma = type === 'LOC' ? text.slice(start, end).indexOf(', ') : -1
      if (comma > 0 && /^, \p{Lu}/u.test(text.slice(start + comma))) {
        spans.push({ start, end: start + comma, type }, { start: start + comma + 2, end, type })
        continue
      }
      spans.push({
        start: type === 'PER' ? afterTitles(text, start, end) : start,
        end,
        type: isCountry(text.slice(start, end)) ? 'LOC' : type,
      })
    }
    const sentences = [...text.matchAll(/[^\n]+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }))
    return { id: _id, corpus: 're3d', text, sentences, spans, annotated: ['PER', 'ORG', 'LOC'] }
  })
}

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
  return { id: file, corpus: 'gum', text, sentences, spans: gumSpans(tokens), annotated: ALL }
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

/** All training documents of the corpora folder, in a fixed order. */
export function readAll(corpora: string): NerDoc[] {
  const ner = join(corpora, 'ner')
  const re3d = join(corpora, 're3d')
  return [
    ...readColumns(join(ner, 'uner-ewt', 'en_ewt-ud-train.2022-12-02.iob2'), LAYOUTS.uner),
    ...readColumns(join(ner, 'wikigold', 'wikigold.conll.txt'), LAYOUTS.wikigold),
    ...readColumns(join(ner, 'crossner-politics', 'train.txt'), LAYOUTS.crossner),
    ...readColumns(join(ner, 'crossner-politics', 'dev.txt'), LAYOUTS.crossner),
    ...readColumns(join(ner, 'wnut17', 'wnut17train.conll'), LAYOUTS.wnut),
    ...['a', 'b', 'e', 'f', 'g', 'h'].flatMap((l) => readColumns(join(ner, 'btc', `${l}.conll`), LAYOUTS.btc)),
    ...readdirSync(re3d, { withFileTypes: true })
      .filter((d) => d.isDirectory())
      .map((d) => d.name)
      .toSorted()
      .flatMap((d) => readRe3d(join(re3d, d))),
    ...readGum(join(corpora, 'gum', 'train', 'dep')),
  ]
}

/** The layout of a token file, guessed from its first lines and the labels in it; null when it is none. */
export function guessLayout(path: string): Layout | null {
  const content = readFileSync(path, 'utf8')
  const rows = content
    .split(/\r?\n/)
    .filter((l) => l.trim() !== '' && !l.startsWith('# ') && !l.startsWith('-DOCSTART-'))
  const sample = rows.slice(0, 4000).map((l) => (l.includes('\t') ? l.split('\t') : l.split(' ')))
  const isLabel = (c: string | undefined): boolean =>
    c !== undefined && (c === 'O' || /^[BIESLU]-[A-Za-z-]{2,30}$/.test(c))
  const numbered = sample.length > 0 && sample.every((c) => /^\d+(?:[-.]\d+)?$/.test(c[0] ?? ''))
  const width = Math.max(0, ...sample.map((c) => c.length))
  let label = -1
  for (let c = width - 1; c > 0; c--)
    if (sample.filter((r) => isLabel(r[c])).length > 0.9 * sample.length && label < 0) label = c
  if (label < 0) return null
  const found = new Set(
    rows.map((l) => (l.includes('\t') ? l.split('\t') : l.split(' '))[label]?.slice(2)).filter((l) => l),
  )
  const map: Record<string, NerType | null> = {}
  for (const l of found) map[l!] = GENERAL[l!.toLowerCase()] ?? 'MISC'
  // UNER marks person, organisation and place; its OTH and O are left-overs of an early version.
  if (numbered) for (const l of ['OTH', 'O']) map[l] = null
  const annotated = NER_TYPES.filter((t) => Object.values(map).includes(t))
  return {
    corpus: 'given',
    word: numbered ? 1 : 0,
    label,
    map,
    annotated,
    perDoc: /newdoc|DOCSTART/.test(content) ? 0 : 1,
  }
}

/** Label names of many data sets (lower case) -> coarse type. */
const GENERAL: Readonly<Record<string, NerType>> = {
  per: 'PER',
  person: 'PER',
  politician: 'PER',
  people: 'PER',
  org: 'ORG',
  organisation: 'ORG',
  organization: 'ORG',
  corporation: 'ORG',
  group: 'ORG',
  politicalparty: 'ORG',
  company: 'ORG',
  loc: 'LOC',
  location: 'LOC',
  place: 'LOC',
  gpe: 'LOC',
  country: 'LOC',
  facility: 'LOC',
  fac: 'LOC',
  'geo-loc': 'LOC',
}
