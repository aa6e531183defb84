/**
 * Token-per-line name corpora as text with spans. Text is put together from the tokens with ordinary spacing where the
 * corpus does not give it, so that the product's own tokens can be laid over it.
 */
import { readFileSync } from 'node:fs'
import { NER_TYPES, type NerType } from '../../packages/nlp/src/mentions/labels.ts'
import type { Mapping, NerDoc, NerSpan } from './ner-doc.ts'

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
