import type { AnalysisJson } from '@wherefrom/casebook'
import type { Manner, SourceKind, Span } from '@wherefrom/schema'
import type { Chance } from './chance.ts'

type Json<K extends keyof AnalysisJson> = AnalysisJson[K] extends readonly (infer T)[] ? T : never
type ClaimJson = Json<'claims'>
type LinkJson = ClaimJson['chain'][number]

/** A basis that costs little; nothing in a benchmark asks why. */
const BASIS = { type: 'rule', rule: 'bench', spans: [] } as const

/** Names as capitals show them: two to four capitalised words, or one that does not begin a sentence. */
const NAME = /(?<=[a-z,;"“] )[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}/g

/**
 * A claim for each sentence. Which are attributed, to whom and how sure is drawn, with shares like those of real reports;
 * sources are names that stand in the same text.
 */
export function claimsOf(
  text: string,
  sentences: readonly Span[],
  published: string | null,
  chance: Chance,
): { claims: ClaimJson[]; mentions: Json<'mentions'>[]; entities: Json<'entities'>[] } {
  const ids = new Map<string, string>()
  const mentions: Json<'mentions'>[] = []
  for (const match of text.matchAll(NAME)) {
    const name = match[0]
    const entity = ids.get(name) ?? `e${ids.size + 1}`
    ids.set(name, entity)
    mentions.push({ start: match.index, end: match.index + name.length, type: 'person', entity, basis: BASIS })
  }
  const names = [...ids.keys()].filter((n) => n.includes(' '))
  const entities = [...ids].map(([name, id]): Json<'entities'> => {
    const last = name.split(' ').at(-1)!
    return { id, name, type: 'person', aliases: last === name ? [] : [last], roles: [], offices: [] }
  })
  const claims = sentences.map((s, i) => claimOf(text, s, `c${i + 1}`, names, published, chance))
  return { claims, mentions, entities }
}

function claimOf(
  text: string,
  { start, end }: Span,
  id: string,
  names: readonly string[],
  published: string | null,
  chance: Chance,
): ClaimJson {
  const links = names.length > 0 && chance.next() < 0.45 ? (chance.next() < 0.12 ? 2 : 1) : 0
  return {
    id,
    content: [{ start, end }],
    text: text.slice(start, end),
    quotation: links === 0 ? 'own' : chance.pick(['direct', 'mixed', 'indirect', 'indirect']),
    chain: Array.from({ length: links }, () => linkOf(names, start, chance)),
    certainty: chance.weighted(CERTAINTY),
    polarity: chance.next() < 0.12 ? 'negative' : 'positive',
    time: chance.weighted(TIME),
    when: chance.next() < 0.2 && published ? whenOf(published, start, chance) : null,
    events: [],
    basis: BASIS as unknown as ClaimJson['basis'],
  }
}

const CERTAINTY = [
  ['certain', 0.8],
  ['unknown', 0.08],
  ['probable', 0.07],
  ['possible', 0.05],
] as const
const TIME = [
  ['past', 0.55],
  ['present', 0.25],
  ['future', 0.15],
  ['none', 0.05],
] as const
const MANNER: readonly (readonly [Manner, number])[] = [
  ['says', 0.7],
  ['cites', 0.06],
  ['confirms', 0.04],
  ['denies', 0.03],
  ['accuses', 0.03],
  ['claims', 0.04],
  ['estimates', 0.02],
  ['believes', 0.03],
  ['finds', 0.02],
  ['asks', 0.01],
  ['commits', 0.01],
  ['relays', 0.01],
]
const KIND: readonly (readonly [SourceKind, number])[] = [
  ['person', 0.55],
  ['organisation', 0.25],
  ['group', 0.08],
  ['media', 0.06],
  ['document', 0.03],
  ['imagery', 0.01],
  ['unstated', 0.02],
]

function linkOf(names: readonly string[], at: number, chance: Chance): LinkJson {
  const kind = chance.weighted(KIND)
  const named = kind !== 'unstated' && kind !== 'group' && chance.next() < 0.85
  return {
    source: null,
    entity: kind === 'unstated' ? 'unstated' : named ? chance.pick(names) : chance.pick(UNNAMED),
    kind,
    named,
    cue: [{ start: at, end: at }],
    manner: chance.weighted(MANNER),
    inherited: false,
    stance: 'affirms',
    when: null,
    basis: BASIS as unknown as LinkJson['basis'],
  }
}

const UNNAMED = [
  'officials',
  'a senior official',
  'diplomats',
  'two people familiar with the matter',
  'residents',
  'analysts',
]

function whenOf(published: string, start: number, chance: Chance): ClaimJson['when'] {
  const time = Date.parse(published)
  if (Number.isNaN(time)) return null
  const day = (offset: number): string => new Date(time + offset * 86_400_000).toISOString().slice(0, 10)
  const back = chance.whole(400)
  const length = chance.weighted([
    [0, 0.6],
    [6, 0.15],
    [29, 0.15],
    [364, 0.1],
  ] as const)
  return { start, end: start, edtf: null, from: day(-back - length), to: day(-back), anchor: 'document' }
}
