import type { Claim, ClaimEvent, Document, Layers, Mention, Span } from '@wherefrom/schema'
import { tokensOf } from '../attribute/chains/fields.ts'
import { mainPredicate } from '../attribute/chains/predicate.ts'
import { View } from '../attribute/chains/view.ts'
import { FIRST_PERSON } from '../attribute/chains/words.ts'
import { isOf } from './classes.ts'
import { CONTROL, LIGHT } from './light.ts'
import { type Cast, castOf, Namer } from './participants.ts'
import { senseAt } from './sense.ts'
import { verbSlots } from './syntax/verb-slots.ts'
import type { Found } from './types.ts'

/** Events of one claim, at most. */
const MOST = 8
/** Tokens of one claim that are looked at, at most. */
const TOKENS = 600
const STEPS = 5

/** Finds the events of claims of one document; each token is judged once, however many claims hold it. */
export class EventFinder {
  readonly #view: View
  readonly #namer: Namer
  readonly #senses = new Map<number, Found | null>()
  readonly #made = new Map<number, ClaimEvent>()

  constructor(view: View) {
    this.#view = view
    this.#namer = new Namer(view)
  }

  /** The events that a content tells: that of its main predicate first, then others in text order. */
  of(content: readonly Span[]): ClaimEvent[] {
    const view = this.#view
    const tokens = tokensOf(view, content).slice(0, TOKENS)
    const head = mainPredicate(view, content, tokens)?.head ?? -1
    const inside = new Set(tokens)
    const main = head < 0 ? null : this.#main(head, inside)
    const found = new Map<number, Found>()
    if (main) found.set(main.trigger, main)
    const covered = new Set(main?.rest)
    for (const i of tokens) {
      if (found.size >= MOST * 2) break
      const sense = this.#sense(i)
      if (!sense || found.has(sense.trigger) || covered.has(i)) continue
      found.set(sense.trigger, sense)
      for (const r of sense.rest) covered.add(r)
    }
    if (found.size === 0 && head >= 0) {
      const other = this.#other(head)
      found.set(other.trigger, other)
    }
    return this.#merged([...found.values()]).slice(0, MOST)
  }

  #sense(i: number): Found | null {
    const known = this.#senses.get(i)
    if (known !== undefined) return known
    const sense = senseAt(this.#view, i)
    this.#senses.set(i, sense)
    return sense
  }

  /** The event of the main predicate, through light and controlling verbs; `other` where the lexicon has none. */
  #main(head: number, inside: ReadonlySet<number>): Found | null {
    const view = this.#view
    let at = head
    for (let n = 0; n < STEPS; n++) {
      const sense = this.#sense(at)
      if (sense) return sense
      const next = this.#through(at)
      if (next < 0 || !inside.has(next)) break
      at = next
    }
    const last = this.#sense(at)
    return last ?? (view.isPunct(head) ? null : this.#other(head))
  }

  /** Where the event of a verb that tells none itself stands: its infinitive, its object, its subject. */
  #through(at: number): number {
    const view = this.#view
    const lemma = view.lemma[at]!
    const clause = view.child(at, 'xcomp')
    if (clause >= 0) {
      if (CONTROL.has(lemma) || this.#sense(clause)) return clause
    }
    const obj = view.child(at, 'obj', 'nsubj:pass')
    if (obj >= 0 && LIGHT.has(lemma) && (this.#sense(obj) || isOf(view, obj, 'event'))) return obj
    const subject = view.child(at, 'nsubj', 'nsubj:pass', 'csubj')
    if (subject >= 0 && this.#sense(subject)) return subject
    return -1
  }

  /** An event that the lexicon does not know: the predicate itself, with its subject, object and places. */
  #other(head: number): Found {
    return {
      trigger: head,
      rest: [],
      from: head,
      to: head + 1,
      type: 'other',
      frame: null,
      lemma: this.#view.lemma[head]!,
      pos: 'v',
      fillers: verbSlots(this.#view, head),
    }
  }

  /** A verb and the noun of the same type that it governs are one event ("the strikes hit", "signed a deal"). */
  #merged(found: readonly Found[]): ClaimEvent[] {
    const gone = new Map<number, number>()
    const byTrigger = new Map(found.map((f) => [f.trigger, f]))
    for (const f of found) {
      const verb = this.#view.head[f.trigger]!
      const other = byTrigger.get(verb)
      if (f.pos === 'n' && other && other.type === f.type && other.pos === 'v' && isCore(this.#view, f.trigger))
        gone.set(f.trigger, verb)
    }
    return found
      .filter((f) => !gone.has(f.trigger))
      .map((f) => {
        const parts = found.filter((g) => gone.get(g.trigger) === f.trigger)
        return parts.length > 0 ? this.#event(f, parts) : this.#plain(f)
      })
  }

  #plain(f: Found): ClaimEvent {
    const known = f.type === 'other' ? undefined : this.#made.get(f.trigger)
    if (known) return known
    const event = this.#event(f, [])
    if (f.type !== 'other') this.#made.set(f.trigger, event)
    return event
  }

  #event(f: Found, parts: readonly Found[]): ClaimEvent {
    const view = this.#view
    const cast: Cast[] = []
    const within = new Set(parts.map((p) => p.trigger))
    const roles = f.frame ? castOf(view, f) : otherCast(view, f)
    for (const c of [...roles.filter((c) => !within.has(c.head)), ...parts.flatMap((p) => castOf(view, p))])
      if (!cast.some((d) => d.head === c.head)) cast.push(c)
    const heads = new Set(cast.map((c) => c.head))
    const trigger = view.span({ from: f.from, to: f.to })
    const rule = f.frame ? `events/${f.type}/${f.lemma.replaceAll(' ', '-')}-${f.pos}` : 'events/other'
    return {
      type: f.type,
      trigger,
      participants: cast.map((c) => this.#namer.participant(c, heads)),
      basis: { type: 'rule', rule, spans: [trigger] },
    }
  }
}

const isCore = (view: View, noun: number): boolean => ['obj', 'nsubj:pass', 'nsubj'].includes(view.rel(noun))

/** Subject acts, object is acted on; of a state, the subject is what it is said of. */
function otherCast(view: View, f: Found): Cast[] {
  const out: Cast[] = []
  const verbal = view.upos(f.trigger) === 'VERB'
  for (const { slot, head } of f.fillers) {
    if (head === f.trigger) continue
    if (slot === 'subj') out.push({ role: verbal ? 'actor' : 'thing', head })
    else if (slot === 'obj' && verbal) out.push({ role: 'thing', head })
    else if (['in', 'at', 'near'].includes(slot) && isOf(view, head, 'place')) out.push({ role: 'place', head })
  }
  return out
}

/** Claims with the events of their contents. */
export function withEvents(view: View, claims: readonly Claim[]): Claim[] {
  const finder = new EventFinder(view)
  return claims.map((claim) => ({ ...claim, events: finder.of(claim.content).map((e) => spoken(view, e, claim)) }))
}

/** "We will build": the first person is whoever the innermost link of the chain names. */
function spoken(view: View, event: ClaimEvent, claim: Claim): ClaimEvent {
  const speaker = claim.chain.at(-1)
  if (!speaker?.source || speaker.kind === 'unstated' || claim.quotation === 'indirect') return event
  if (!event.participants.some((p) => FIRST_PERSON.has(view.slice(p).toLowerCase()))) return event
  const entity = view.mentions
    .in(speaker.source.start, speaker.source.end)
    .find((m) => isCalled(view, m, speaker.entity))
  const participants = event.participants.map((p) =>
    FIRST_PERSON.has(view.slice(p).toLowerCase()) ? { ...p, name: speaker.entity, entity: entity?.entity ?? null } : p,
  )
  return { ...event, participants }
}

const isCalled = (view: View, m: Mention, name: string): boolean => view.layers.entities[m.entity]?.name === name

/** The events of any contents of a document, each as if it were the content of a claim. */
export function eventsOf(doc: Document, layers: Layers, contents: readonly (readonly Span[])[]): ClaimEvent[][] {
  const finder = new EventFinder(new View(doc, layers))
  return contents.map((content) => finder.of(content))
}
