import type { MentionType, Office } from '@wherefrom/schema'
import type { Name } from './name.ts'
import { officeState, type RoleGround, type RoleSpan, rolesOf } from './roles.ts'
import type { Words } from './words-at.ts'

/** The most offices that are kept of one person, and the most with different words. */
const MOST = 24
const MOST_ROLES = 6

/** Which of the names inside an office is the body that it belongs to: an organisation, else a place. */
const BODY: Readonly<Partial<Record<MentionType, number>>> = { organisation: 2, facility: 1, place: 1 }

/** Index of the name in `[from, to)` that is the office's body, or -1. Names are sorted: the search is binary. */
function bodyIn(words: Words, names: readonly Name[], span: RoleSpan): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (names[mid]!.from < span.from) low = mid + 1
    else high = mid
  }
  const owner = names[low - 1]
  const possessive = owner && owner.to === span.from - 1 && /^['’]s?$/.test(words.at(owner.to)) && BODY[owner.type]
  if (possessive) return low - 1
  let best = -1
  for (let k = low; k < names.length && names[k]!.from < span.to; k++) {
    const to = /^(?:to|in|on)$/.test(words.at(names[k]!.from - 1))
    const rank = to ? 0 : (BODY[names[k]!.type] ?? 0)
    if (rank > (best < 0 ? 0 : BODY[names[best]!.type]!)) best = k
  }
  return best
}

/** The offices of every person entity: `entity[m]` is the entity of `names[m]`. */
export function findOffices(g: RoleGround, names: readonly Name[], entity: Int32Array): Map<number, Office[]> {
  const out = new Map<number, Office[]>()
  const { words } = g
  for (const [m, n] of names.entries()) {
    if (n.type !== 'person') continue
    const own = out.get(entity[m]!) ?? []
    const roles = new Set(own.map((o) => o.role))
    for (const r of rolesOf(g, n)) {
      const role = words.range(r.from, r.to).replace(/\s+/g, ' ')
      if (own.length >= MOST || (!roles.has(role) && roles.size >= MOST_ROLES)) continue
      roles.add(role)
      const span = { start: words.tokens.start[r.from]!, end: words.tokens.end[r.to - 1]! }
      const body = bodyIn(words, names, r)
      const state = officeState(words, r, words.from(words.tokens.sentence[n.from]!))
      const basis = { type: 'rule' as const, rule: r.rule, spans: [span] }
      own.push({ ...span, role, organisation: body < 0 ? null : entity[body]!, state, basis })
    }
    if (own.length > 0) out.set(entity[m]!, own)
  }
  return out
}
