import type { Reference, SourceKind, Span, TokenRange } from '@wherefrom/schema'
import { isNamed, kindOf, mentionOf } from './kinds.ts'
import type { View } from './view.ts'
import { FIRST_PERSON, MEDIA_NOUNS, NEUTRAL, PLURAL_PERSON, SINGULAR_PERSON } from './words.ts'

/** Who a source stands for. */
export interface Who {
  readonly entity: string
  readonly kind: SourceKind
  readonly named: boolean
  /** Where the name that resolved it stands, when it is another place than the source itself. */
  readonly through: Span | null
}

export const UNSTATED: Who = { entity: 'unstated', kind: 'unstated', named: false, through: null }

interface Known extends Who {
  readonly head: string
  readonly words: ReadonlySet<string>
  readonly plural: boolean
  readonly at: Span
}

/** The most sources remembered; a document refers back to recent ones. */
const MEMORY = 60

/**
 * Resolves sources in text order: names through the document's entities; pronouns and definite descriptions ("the
 * publication", "the officials") through the sources met before.
 */
export class Resolver {
  readonly #view: View
  readonly #known: Known[] = []

  /** References by head, and the names of each cluster in text order (its descriptions where it has none). */
  readonly #references = new Map<number, Reference>()
  readonly #described = new Map<number, Reference[]>()

  constructor(view: View) {
    this.#view = view
    for (const r of view.layers.references) {
      this.#references.set(r.head, r)
      if (r.form === 'pronoun') continue
      const list = this.#described.get(r.cluster)
      if (!list || (list[0]!.form !== 'name' && r.form === 'name')) this.#described.set(r.cluster, [r])
      else if (list[0]!.form === r.form) list.push(r)
    }
  }

  /** `outer`: who the quotation around it belongs to, for "I" and "we". */
  resolve(head: number, range: TokenRange, outer: Who | null): Who {
    const view = this.#view
    const word = view.word[head]!
    const span = view.span(range)
    if (view.upos(head) === 'PRON' || (FIRST_PERSON.has(word) && view.child(head, 'det') < 0))
      return this.#pronoun(head, word, outer, span)
    const mention = mentionOf(view, head, range)
    const kind = kindOf(view, head, range, mention)
    const named = isNamed(view, head, kind, mention)
    const covered = mention !== null && mention.start <= view.start[head]! && mention.end > view.start[head]!
    const back =
      covered && kind !== 'group' ? null : (this.#description(head, range, kind) ?? this.#takenUp(head, range, kind))
    const who: Who = back
      ? { entity: back.entity, kind: back.kind, named: back.named, through: back.through }
      : {
          entity: this.#name(
            head,
            range,
            covered || mention?.type === 'person' ? mention!.entity : this.#titled(kind, head, range),
          ),
          kind,
          named,
          through: null,
        }
    this.#remember(who, head, range, span)
    return who
  }

  /** "the American daily The Harbour Ledger": a medium's name in apposition is its entity. */
  #titled(kind: SourceKind, head: number, range: TokenRange): number {
    if (kind !== 'media') return -1
    const view = this.#view
    const inside = view.mentions.in(view.end[head]!, view.end[range.to - 1]!)
    return inside.find((m) => m.type === 'organisation')?.entity ?? -1
  }

  #name(head: number, range: TokenRange, entity: number): string {
    const view = this.#view
    const name = entity >= 0 ? view.layers.entities[entity]?.name : undefined
    if (name && view.child(head, 'conj') < 0) return name
    const text = view.slice(view.span(range)).replace(/\s+/g, ' ')
    const core = text.split(/,|\(|—| - /)[0]!.trim() || text
    return core.replace(/^(?:the|a|an)\s+/i, '')
  }

  #remember(who: Who, head: number, range: TokenRange, at: Span): void {
    const view = this.#view
    const words = new Set<string>()
    for (let i = range.from; i < range.to; i++) words.add(view.word[i]!)
    const tag = view.xpos(head)
    this.#known.unshift({ ...who, head: view.word[head]!, words, plural: tag === 'NNS' || tag === 'NNPS', at })
    if (this.#known.length > MEMORY) this.#known.pop()
  }

  /** The named thing that coreference ties an expression to, through its nearest name before (else after) it. */
  #named(head: number): Who | null {
    const view = this.#view
    const own = this.#references.get(head)
    const name = own && own.entity !== null ? nearest(this.#described.get(own.cluster) ?? [], head) : null
    if (!own || own.entity === null || !name) return null
    const mention = mentionOf(view, name.head, name.tokens)
    const kind = kindOf(view, name.head, name.tokens, mention)
    const entity = view.layers.entities[own.entity]!.name
    return { entity, kind, named: true, through: { start: name.start, end: name.end } }
  }

  /** A description that the rules of sources do not tie to one, but coreference does: "the agency" after its name. */
  #takenUp(head: number, range: TokenRange, kind: SourceKind): Who | null {
    const view = this.#view
    if (!['the', 'this', 'that'].includes(view.word[range.from]!) || view.upos(head) !== 'NOUN') return null
    if (view.child(head, 'conj') >= 0) return null
    const who = this.#named(head)
    return who && who.kind === kind ? who : null
  }

  #pronoun(head: number, word: string, outer: Who | null, at: Span): Who {
    if (FIRST_PERSON.has(word)) return outer ? { ...outer, through: at } : this.#author()
    const referred = this.#named(head)
    if (referred && suits(word, referred.kind)) return referred
    const fits = (k: Known): boolean => {
      if (SINGULAR_PERSON.has(word)) return k.kind === 'person'
      if (PLURAL_PERSON.has(word)) return k.kind === 'group' || k.plural || (k.kind === 'organisation' && !k.plural)
      if (NEUTRAL.has(word)) return k.kind === 'organisation' || k.kind === 'media' || k.kind === 'document'
      return true
    }
    const preferGroup = PLURAL_PERSON.has(word) ? this.#known.find((k) => k.kind === 'group') : undefined
    const known = preferGroup ?? this.#known.find(fits)
    if (known) return { entity: known.entity, kind: known.kind, named: known.named, through: known.at }
    const person = SINGULAR_PERSON.has(word) ? this.#lastPerson(at.start) : null
    if (person) return person
    const kind = SINGULAR_PERSON.has(word) ? 'person' : PLURAL_PERSON.has(word) ? 'group' : 'organisation'
    return { entity: this.#view.slice(at), kind, named: false, through: null }
  }

  /** First-person statements speak for the outlet that published them. */
  #author(): Who {
    const outlet = this.#view.doc.metadata.outlet
    return { entity: outlet ?? 'the author', kind: 'organisation', named: outlet !== null, through: null }
  }

  #lastPerson(before: number): Who | null {
    const { mentions, entities } = this.#view.layers
    for (let k = mentions.length - 1; k >= 0; k--) {
      const m = mentions[k]!
      if (m.start < before && m.type === 'person' && before - m.start < 1500)
        return {
          entity: entities[m.entity]?.name ?? '',
          kind: 'person',
          named: true,
          through: { start: m.start, end: m.end },
        }
    }
    return null
  }

  /** "the publication" -> the medium named last; "the officials", "the report" -> the last source with that head noun or role. */
  #description(head: number, range: TokenRange, kind: SourceKind): Who | null {
    const known = this.#known.find(this.#fitting(head, range, kind))
    return known ? { ...known, through: known.at } : null
  }

  #fitting(head: number, range: TokenRange, kind: SourceKind): (k: Known) => boolean {
    const never = (): boolean => false
    const view = this.#view
    const word = view.word[head]!
    const first = view.word[range.from]!
    if (!['the', 'this', 'that', 'these', 'those', 'its', 'both'].includes(first) && view.upos(head) === 'NOUN')
      return never
    if (kind === 'media' && MEDIA_NOUNS.has(word))
      return range.to - range.from > 2 ? never : (k) => k.kind === 'media' && k.named
    if (view.upos(head) === 'PROPN') return never
    return (k) => k.head === word || (k.words.has(word) && kind === k.kind)
  }
}

/** May a pronoun of the third person stand for a named source of this kind? */
function suits(word: string, kind: SourceKind): boolean {
  if (SINGULAR_PERSON.has(word)) return kind === 'person'
  if (NEUTRAL.has(word)) return kind === 'organisation' || kind === 'media' || kind === 'document'
  return PLURAL_PERSON.has(word) && kind !== 'person'
}

/** The last of a sorted list before a token, else the first after it. O(log n). */
function nearest(list: readonly Reference[], head: number): Reference | null {
  let low = 0
  let high = list.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (list[mid]!.head < head) low = mid + 1
    else high = mid
  }
  return list[low - 1] ?? list[0] ?? null
}
