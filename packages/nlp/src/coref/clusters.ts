import type { Expression } from './expressions.ts'
import { UNKNOWN } from './expressions.ts'
import { ANY, EITHER } from './pronouns.ts'

/** Most different heads and wholes that a cluster remembers. */
const MEMORY = 12

/** What the expressions resolved so far to one thing show together. */
export interface Cluster {
  gender: number
  number: number
  kind: number
  size: number
  /** Expressions that are no pronouns. */
  described: number
  named: boolean
  /** Bits 1, 2, 4: holds a pronoun of the first, second, third person. */
  persons: number
  /** Pronoun ids seen, as bits of two 32-bit words. */
  seen: [number, number]
  entity: number
  readonly heads: number[]
  readonly wholes: number[]
  first: number
  last: number
}

export function clusterOf(e: Expression, at: number): Cluster {
  const c: Cluster = {
    gender: ANY,
    number: EITHER,
    kind: UNKNOWN,
    size: 0,
    described: 0,
    named: false,
    persons: 0,
    seen: [0, 0],
    entity: -1,
    heads: [],
    wholes: [],
    first: at,
    last: at,
  }
  take(c, e, at)
  return c
}

/** Adds an expression: what it shows narrows what is known, unless the two contradict each other. */
export function take(c: Cluster, e: Expression, at: number): void {
  if ((c.gender & e.gender) !== 0) c.gender &= e.gender
  if ((c.number & e.number) !== 0) c.number &= e.number
  if (c.kind === UNKNOWN || (e.form === 'name' && e.kind !== UNKNOWN)) c.kind = e.kind
  c.size++
  if (e.pronoun) {
    c.persons |= 1 << (e.pronoun.person - 1)
    c.seen[e.pronoun.id >>> 5]! |= 1 << (e.pronoun.id & 31)
  } else c.described++
  if (e.form === 'name') c.named = true
  if (c.entity < 0) c.entity = e.entity
  remember(c.heads, e.headHash)
  for (const h of e.heads) remember(c.heads, h)
  remember(c.wholes, e.whole)
  c.last = at
}

function remember(list: number[], hash: number): void {
  if (hash !== 0 && list.length < MEMORY && !list.includes(hash)) list.push(hash)
}

/** Has the cluster a pronoun of this id? */
export const holds = (c: Cluster, id: number): boolean => (c.seen[id >>> 5]! & (1 << (id & 31))) !== 0
