import type { Analysis, Basis, Block, Claim, Document, Layers, Link, Span } from '@wherefrom/schema'

/** A small analysis made by hand, for tests of what is made from analyses. The affair is invented. */
export const TEXT = [
  'Harbour office denies Orlan shipment',
  'The Bellmark Courier, citing two officials, reported that the Orlan-2 (Petrel-2) engines left Sund for Varna on 3 May 2024.',
  '"We shipped nothing," said Mara Quill, head of the harbour office (the port - Ed.).',
].join('\n\n')

/** The nth occurrence of some words as a span. */
export function at(words: string, nth = 1, text = TEXT): Span {
  let start = -1
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1)
  if (start < 0) throw new Error(`not in the text: ${words}`)
  return { start, end: start + words.length }
}

const rule = (name: string, ...spans: Span[]): Basis => ({ type: 'rule', rule: name, spans })

function link(source: Span, entity: string, kind: Link['kind'], cue: Span, manner: Link['manner'], named = true): Link {
  const stance = manner === 'denies' ? 'denies' : 'reports'
  const basis: Basis = { type: 'model', component: 'claims.spans', score: 1.25, spans: [source] }
  return { source, entity, kind, named, cue: [cue], manner, inherited: false, stance, when: null, basis }
}

export const CLAIMS: readonly Claim[] = [
  {
    id: 'c1',
    content: [at('the Orlan-2 (Petrel-2) engines left Sund for Varna on 3 May 2024')],
    quotation: 'indirect',
    chain: [
      link(at('The Bellmark Courier'), 'The Bellmark Courier', 'media', at('reported'), 'says'),
      link(at('two officials'), 'two officials', 'group', at('citing'), 'cites', false),
    ],
    certainty: 'certain',
    polarity: 'positive',
    time: 'past',
    when: { ...at('3 May 2024'), edtf: '2024-05-03', from: '2024-05-03', to: '2024-05-03', anchor: 'explicit' },
    events: [
      {
        type: 'transfer',
        trigger: at('left'),
        participants: [
          { ...at('engines'), role: 'thing', name: 'engines', entity: null },
          { ...at('Varna'), role: 'destination', name: 'Varna', entity: 1 },
        ],
        basis: rule('events/transfer/leave-v', at('left')),
      },
    ],
    basis: rule('chains/citing', at('citing')),
  },
  {
    id: 'c2',
    content: [at('We shipped nothing')],
    quotation: 'direct',
    chain: [link(at('Mara Quill, head of the harbour office'), 'Mara Quill', 'person', at('said'), 'denies')],
    certainty: 'possible',
    polarity: 'negative',
    time: 'past',
    when: null,
    events: [],
    basis: rule('chains/quote', at('said')),
  },
]

const none = { length: 0, from: new Int32Array(0), to: new Int32Array(0) }

export const LAYERS: Layers = {
  tokens: { length: 2, start: Int32Array.of(0, 8), end: Int32Array.of(7, 14), sentence: Int32Array.of(0, 0) },
  sentences: { length: 1, from: Int32Array.of(0), to: Int32Array.of(2) },
  tags: { upos: new Uint8Array(2), xpos: new Uint8Array(2), uposNames: ['X'], xposNames: ['FW'], lemma: ['a', 'b'] },
  parse: { head: Int32Array.of(-1, 0), deprel: new Uint8Array(2), deprelNames: ['root'] },
  quotes: [],
  insertions: [{ ...at('(the port - Ed.)'), basis: rule('quotes/insertion', at('(the port - Ed.)')) }],
  mentions: [
    {
      ...at('Mara Quill'),
      type: 'person',
      tokens: { from: 0, to: 1 },
      entity: 0,
      basis: rule('names', at('Mara Quill')),
    },
    { ...at('Varna'), type: 'place', tokens: { from: 0, to: 1 }, entity: 1, basis: rule('names', at('Varna')) },
  ],
  entities: [
    {
      name: 'Mara Quill',
      type: 'person',
      aliases: ['Quill'],
      roles: ['head of the harbour office'],
      offices: [
        {
          ...at('Mara Quill'),
          role: 'head of the harbour office',
          organisation: 1,
          state: 'held',
          basis: rule('role/after-comma', at('Mara Quill')),
        },
      ],
    },
    { name: 'Varna', type: 'place', aliases: [], roles: [], offices: [] },
  ],
  aliases: [{ ...at('Orlan-2 (Petrel-2)'), a: 'Orlan-2', b: 'Petrel-2', basis: rule('aliases/brackets') }],
  references: [],
  places: [],
  routes: [{ ...at('left Sund for Varna'), stops: ['Sund', 'Varna'], basis: rule('routes/from-to') }],
  times: [
    {
      ...at('3 May 2024'),
      timex: { type: 'DATE', value: '2024-05-03' },
      edtf: '2024-05-03',
      from: '2024-05-03',
      to: '2024-05-03',
      anchor: 'explicit',
      basis: rule('dates/day', at('3 May 2024')),
    },
  ],
}

/** Paragraphs of a text as blocks, the first one a title. */
export function documentOf(text: string): Document {
  const blocks: Block[] = []
  let start = 0
  for (const part of text.split('\n\n')) {
    const kind = start === 0 ? 'title' : 'paragraph'
    blocks.push({ kind, start, end: start + part.length, source: { type: 'bytes', start, end: start + part.length } })
    start += part.length + 2
  }
  const title = text.slice(0, blocks[0]?.end ?? 0)
  const candidates = [{ field: 'title' as const, value: title, from: 'title', start: 0, end: title.length }]
  const metadata = { title, published: null, outlet: null, authors: [], language: 'en', url: null, candidates }
  return { text, blocks, metadata, problems: [] }
}

export function analysisOf(text: string, claims: readonly Claim[] = [], layers: Partial<Layers> = {}): Analysis {
  const empty = {
    mentions: [],
    entities: [],
    aliases: [],
    routes: [],
    times: [],
    references: [],
    places: [],
    insertions: [],
    sentences: none,
  }
  return {
    file: 'fixture.txt',
    sha256: 'ab'.repeat(32),
    producers: [
      { component: 'claims.spans', version: '3', model: 'cd'.repeat(32) },
      { component: 'claims.attribute', version: '1' },
    ],
    document: documentOf(text),
    layers: { ...LAYERS, ...empty, ...layers },
    claims,
  }
}

export const FIXTURE: Analysis = analysisOf(TEXT, CLAIMS, LAYERS)
