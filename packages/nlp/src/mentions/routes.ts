import type { Route } from '@wherefrom/schema'
import { byRule, type Name } from './name.ts'
import type { Words } from './words-at.ts'

/** Words (stems) that tell of a movement of people or goods. */
const MOTION =
  /^(?:deliver|shipp?|transport|transfer|travel|fl(?:y|ies|ew|own|ying|ights?)|mov(?:e|ed|es|ing|ement)|sail|sen[dt]|drove|driv|smuggl|arriv|go(?:es|ing|ne)?$|went|fle[ed]|flee|cross|carr(?:y|ied)|export|import|br(?:ing|ought)|rout(?:e|ed|es|ing)|bound|head(?:ed|ing|s)?$|depart|left|leav|journey|voyage|march|convoy|transit|pass(?:ed|es|ing)|evacuat|deport|escort|haul|truck|ferr(?:y|ied)|relocat|migrat|trip|tour|return|redeploy|deploy|supply|supplied|supplies|pipeline|cargo|shipment|airlift)/

/** Verbs that a state does to goods: its subject is where they start. */
const SENDING =
  /^(?:sen[dt]|sends|sending|shipp(?:ed|ing)|ships?|deliver(?:s|ed|ing)?|export(?:s|ed|ing)?|transferr?(?:s|ed|ing)?|smuggl(?:es|ed|ing)|suppl(?:y|ies|ied|ying)|fl(?:ew|own))$/

const ORIGIN = new Set(['from', 'leaving', 'departing', 'left'])
const VIA = new Set(['via', 'through', 'across', 'over', 'past', 'crossing'])
const TARGET = new Set(['to', 'into', 'toward', 'towards', 'for', 'onto', 'reaching', 'reached'])

/** What comes `from` a place without moving: words for people and for dealings, before the preposition. */
const NOT_MOVED = new Set(
  (
    'warning warnings independence criticism pressure support help reaction response condemnation denial denials condemnations statement reply approval permission ' +
    'apology threat threats protest protests objection objections complaint complaints invitation request requests order orders instruction instructions ' +
    'man woman boy girl citizen citizens native player players journalist journalists official officials politician student lawmaker lawmakers senator ' +
    'representative representatives minister expert experts separated distance different apart'
  ).split(' '),
)

type Part = 'from' | 'via' | 'to' | 'last'

interface Stop {
  readonly name: Name
  readonly part: Part
}

/** Words that may stand between a preposition and its place: `to the Russian city of X`. */
const BETWEEN =
  /^(?:the|a|an|its|his|her|their|port|city|town|village|base|airport|region|province|capital|of|in|near|at|Iranian|Russian|nearby|neighbou?ring|southern|northern|eastern|western|central|south|north|east|west)$/i

/** `Azra Akin from Almelo`, `a warning from Moscow`: where somebody or something belongs, no start of a movement. */
function belongs(words: Words, preposition: number, names: readonly Name[]): boolean {
  if (NOT_MOVED.has(words.lower(preposition - 1))) return true
  return names.some((n) => n.type === 'person' && n.to === preposition)
}

function partBefore(
  words: Words,
  name: Name,
  first: number,
  names: readonly Name[],
  isNationality: (token: number) => boolean,
): Part | null {
  for (let k = name.from - 1; k >= first && name.from - k <= 6; k--) {
    const w = words.lower(k)
    if (ORIGIN.has(w)) return w === 'from' && belongs(words, k, names) ? null : 'from'
    if (VIA.has(w)) return 'via'
    if (TARGET.has(w)) return 'to'
    if (w === 'on' || w === 'against') return thenBefore(words, k, first) ? 'last' : null
    if (!BETWEEN.test(words.at(k)) && !isNationality(k)) return null
  }
  return null
}

/** `and then used for attacks on Ukraine`: the movement goes on to a last place. */
function thenBefore(words: Words, at: number, first: number): boolean {
  for (let k = at - 1; k >= first && at - k <= 7; k--) if (words.lower(k) === 'then') return true
  return false
}

/** Only a comma between: `Amirabad, Iran` names one place and where it lies. */
const containerOf = (words: Words, previous: Name | undefined, name: Name): boolean =>
  previous !== undefined && name.from === previous.to + 1 && words.at(previous.to) === ','

function stopsOf(words: Words, names: readonly Name[], s: number, isNationality: (token: number) => boolean): Stop[] {
  const first = words.from(s)
  const stops: Stop[] = []
  let previous: Name | undefined
  for (const name of names) {
    if (name.type !== 'place' && name.type !== 'facility') continue
    const container = containerOf(words, previous, name)
    const before = previous
    previous = name
    if (container && before) continue
    const part =
      partBefore(words, name, first, names, isNationality) ??
      (stops.length === 0 ? senderPart(words, name, words.to(s)) : null)
    if (part) stops.push({ name, part })
  }
  return stops
}

/** The subject of a verb of sending: `Nicaragua has sent weapons to`. */
function senderPart(words: Words, name: Name, last: number): Part | null {
  for (let k = name.to; k < Math.min(last, name.to + 4); k++) {
    if (SENDING.test(words.lower(k))) return 'from'
    if (!/^(?:has|have|had|is|was|also|been|will|would|already|secretly)$/.test(words.lower(k))) return null
  }
  return null
}

/** Words that open the next leg of a journey. */
const NEXT_LEG = new Set('then finally later afterwards thence there before'.split(' '))

/**
 * Legs of a journey in the text's order: after a leg has reached its end, a word of sequence or a second origin opens
 * the next one ("from A to B, then through C from D to E").
 */
function legsOf(words: Words, stops: readonly Stop[]): Stop[][] {
  const legs: Stop[][] = []
  let leg: Stop[] = []
  let previous: Name | null = null
  for (const stop of stops) {
    const has = (part: Part): boolean => leg.some((s) => s.part === part)
    const secondOrigin = stop.part === 'from' && has('from')
    if (has('to') && (secondOrigin || (previous && sequenceBetween(words, previous.to, stop.name.from)))) {
      legs.push(leg)
      leg = []
    }
    leg.push(stop)
    previous = stop.name
  }
  return [...legs, leg]
}

function sequenceBetween(words: Words, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (NEXT_LEG.has(words.lower(k))) return true
  return false
}

/** Within a leg: origins first, then what lies on the way, then where it ends; the text's order within each. */
function inOrder(stops: readonly Stop[]): Stop[] {
  const rank = { from: 0, via: 1, to: 2, last: 3 } as const
  return stops
    .map((s, k) => [s, k] as const)
    .toSorted((a, b) => rank[a[0].part] - rank[b[0].part] || a[1] - b[1])
    .map(([s]) => s)
}

/** The route of sentence `s`: at least an origin or a way, and a further stop, told with a word of movement. */
export function findRoute(
  words: Words,
  names: readonly Name[],
  s: number,
  isNationality: (token: number) => boolean,
): Route | null {
  const stops = stopsOf(words, names, s, isNationality)
  if (stops.length < 2) return null
  const has = (part: Part): boolean => stops.some((stop) => stop.part === part)
  if (!((has('from') && (has('to') || has('via'))) || (has('via') && has('to')))) return null
  let moves = false
  for (let i = words.from(s); i < words.to(s) && !moves; i++) moves = MOTION.test(words.lower(i))
  if (!moves) return null
  const ordered = legsOf(words, stops)
    .flatMap(inOrder)
    .map((stop) => words.range(stop.name.from, stop.name.to).replace(/\s+/g, ' '))
  const distinct = ordered.filter((name, k) => name !== ordered[k - 1])
  if (distinct.length < 2) return null
  const from = Math.min(...stops.map((stop) => stop.name.from))
  const to = Math.max(...stops.map((stop) => stop.name.to))
  const span = { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }
  return { ...span, stops: distinct, basis: byRule('route/prepositions', span) }
}
