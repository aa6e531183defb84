import {
  type ArtifactSource,
  bytesSource,
  charsetOf,
  type Found,
  type Given,
  LIMITS,
  openArtifact,
} from '@wherefrom/evidence'
import { type CaptureRecord, type Problem, problem } from '@wherefrom/schema'

/**
 * What lies in an artifact and in its members, depth first. Between `enter` and `leave` everything belongs to the member
 * that was entered; outside of these, to the artifact itself.
 */
export type Step =
  | Exclude<Found, { kind: 'member' }>
  | {
      readonly kind: 'enter'
      readonly name: string
      readonly role: 'member' | 'attachment' | 'embedded'
      readonly bytes: Uint8Array
      readonly record: Partial<CaptureRecord>
    }
  | { readonly kind: 'leave' }

/**
 * How far reading came: at each depth, the number of findings that are done with; the last but one at each depth is the
 * member that reading is inside of. `[3]`: three findings of the artifact are done. `[3, 0]`: its third is a member that
 * was just entered.
 */
export type Position = readonly number[]

export interface Placed {
  /** Where reading stands after this step. */
  readonly at: Position
  readonly step: Step
}

/** The answer to an `enter`: read the member, or pass it over because everything in it is known. */
export type Verdict = 'go' | 'skip'

/** What all members of one input may take together, however they are nested. */
interface Budget {
  bytes: number
  members: number
}

/**
 * Reads an artifact with everything in it. With `resume` it goes on behind that position without telling again what
 * came before. `next('skip')` as answer to an `enter` passes the member over. Never throws on any input.
 */
export async function* expand(
  source: ArtifactSource,
  given: Given,
  resume: Position = [],
): AsyncGenerator<Placed, void, Verdict | undefined> {
  yield* level(source, given, [], resume, budgetOf(source.size))
}

/** Members may not unpack to far more than the input's own size, over all levels together. */
function budgetOf(size: number): Budget {
  const { expansion, totalRatio, totalRatioFrom, members } = LIMITS
  return { bytes: Math.min(expansion, Math.max(totalRatioFrom, totalRatio * size)), members }
}

async function* level(
  source: ArtifactSource,
  given: Given,
  prefix: Position,
  resume: Position,
  budget: Budget,
): AsyncGenerator<Placed, void, Verdict | undefined> {
  let n = 0
  // Findings up to `done` were told before; the member numbered `inside` was entered and not left.
  const done = resume[0] ?? 0
  const inside = resume.length > 1 ? done : 0
  for await (const found of openArtifact(source, given)) {
    n++
    const at = [...prefix, n]
    if (n < done || (n === done && inside === 0)) continue
    if (found.kind !== 'member') yield { at, step: found }
    else yield* member(found, given, at, n === inside ? resume.slice(1) : [], budget)
  }
}

type Member = Extract<Found, { kind: 'member' }>

async function* member(
  found: Member,
  given: Given,
  at: Position,
  resume: Position,
  budget: Budget,
): AsyncGenerator<Placed, void, Verdict | undefined> {
  const { name, role, bytes, record } = found
  const resumed = resume.length > 0
  const tooMuch = resumed ? null : exceeded(budget, bytes.length)
  if (tooMuch) {
    yield { at, step: { kind: 'problem', problem: tooMuch, name } }
    return
  }
  budget.members--
  budget.bytes -= bytes.length
  const verdict = resumed ? 'go' : yield { at: [...at, 0], step: { kind: 'enter', name, role, bytes, record } }
  if (verdict !== 'skip') {
    if (at.length >= LIMITS.depth) yield { at: [...at, 1], step: tooDeep() }
    else yield* level(bytesSource(name, bytes), memberGiven(given, found), at, resume, budget)
  }
  yield { at, step: { kind: 'leave' } }
}

function exceeded(budget: Budget, bytes: number): Problem | null {
  if (budget.members < 1) return problem('archive/too-many', { limit: LIMITS.members })
  return budget.bytes < bytes ? problem('archive/bomb') : null
}

const tooDeep = (): Step => ({ kind: 'problem', problem: problem('archive/too-deep', { limit: LIMITS.depth }) })

/** What is known about a member from outside: its own address, and what the user said of the whole. */
function memberGiven(given: Given, { name, record }: Member): Given {
  const url = record.finalUrl ?? record.url
  const charset = charsetOf(record)
  const { url: _url, charset: _charset, ...said } = given
  return { ...said, name, ...(url ? { url } : {}), ...(charset === null ? {} : { charset }) }
}
