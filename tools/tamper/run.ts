import { type VerifyReport, verifyCase } from '@wherefrom/casebook'
import { Random, seedOf } from '../fuzz/random.ts'
import { ARTIFACT_EDITS } from './artifacts.ts'
import { answersOf, BYTE_EDITS, contentOf } from './bytes.ts'
import type { Done, Edit } from './edit.ts'
import { CUSTODY_EDITS } from './log.ts'
import { columnEdits, rowEdits } from './rows.ts'
import type { Stage, Target } from './stage.ts'

/** How one edit ended. `same`: the bytes changed, but nothing that the case says; there is nothing to find. */
export type Outcome = 'named' | 'found' | 'missed' | 'crashed' | 'same'

export interface Tampered {
  readonly kind: string
  readonly what: string
  readonly outcome: Outcome
  /** Codes that were told, or why it crashed. */
  readonly told: string
  readonly ms: number
}

/** Every kind of edit for the stage's database. */
export async function editsFor(stage: Stage): Promise<Edit[]> {
  const target = await stage.copy()
  try {
    const { sql } = target
    const all = [
      ...ARTIFACT_EDITS,
      ...CUSTODY_EDITS,
      ...BYTE_EDITS,
      ...(await columnEdits(sql)),
      ...(await rowEdits(sql)),
    ]
    return all.filter((edit) => edit.on === undefined || edit.on === stage.dialect)
  } finally {
    await target.done()
    await target.remove()
  }
}

export interface RunOptions {
  readonly edits: number
  readonly seed: number
  /** Only kinds that begin so. */
  readonly only?: string
}

/** Makes `edits` random edits, each on a copy of its own, kinds in turn, and tells how verification did. */
export async function* tamper(stage: Stage, { edits, seed, only = '' }: RunOptions): AsyncGenerator<Tampered> {
  const kinds = shuffled(
    (await editsFor(stage)).filter((edit) => edit.kind.startsWith(only)),
    new Random(seed),
  )
  const untouched = await untouchedContent(stage)
  let made = 0
  for (let i = 0; made < edits && i < edits * 3; i++) {
    const edit = kinds[i % kinds.length]!
    const result = await one(stage, edit, new Random(seedOf(seed, i)), untouched)
    if (!result) continue
    made++
    yield result
  }
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}

/** The copy that nothing was done to must verify, or every finding means nothing. */
async function untouchedContent(stage: Stage): Promise<Untouched | null> {
  const target = await stage.copy()
  try {
    await target.done()
    const { state, problems } = await verifyCase(target, { publicKey: stage.publicKey })
    if (state !== 'verified') throw new Error(`the untouched case is ${state}: ${problems[0]?.message}`)
    const { folder } = target
    return folder ? { content: await contentOf(folder), answers: answersOf(folder) } : null
  } finally {
    await target.remove()
  }
}

async function one(stage: Stage, edit: Edit, random: Random, untouched: Untouched | null): Promise<Tampered | null> {
  const target = await stage.copy()
  try {
    const done = await edit.apply(target, random, stage)
    await target.done()
    if (!done) return null
    const started = performance.now()
    const { outcome, told } = await judged(target, stage, done, edit, untouched)
    return { kind: edit.kind, what: done.what, outcome, told, ms: performance.now() - started }
  } finally {
    await target.done().catch(() => {})
    await target.remove()
  }
}

/** What the untouched case says, and what its full-text index answers. */
interface Untouched {
  readonly content: string | null
  readonly answers: string | null
}

/**
 * Whether an edit that was not found left everything as it is: bytes that nothing reads; or, in the tables that the
 * full-text index keeps for itself, statistics and arrangement that change no word of it and no answer.
 */
async function isSame(folder: string, { kind }: Edit, untouched: Untouched): Promise<boolean> {
  if (/ passage_index_/.test(kind)) return answersOf(folder) === untouched.answers
  return kind.startsWith('bytes:') && (await contentOf(folder)) === untouched.content
}

async function judged(target: Target, stage: Stage, done: Done, edit: Edit, untouched: Untouched | null) {
  let report: VerifyReport
  try {
    report = await verifyCase(target, { publicKey: stage.publicKey })
  } catch (error) {
    return {
      outcome: 'crashed' as const,
      told: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }
  }
  const told = [...new Set(report.problems.map((p) => `${p.code}: ${p.message}`))].slice(0, 6).join('; ')
  if (report.problems.some((p) => done.named(p))) return { outcome: 'named' as const, told }
  if (report.state !== 'verified') return { outcome: 'found' as const, told }
  const same = untouched !== null && (await isSame(target.folder!, edit, untouched))
  return { outcome: same ? ('same' as const) : ('missed' as const), told }
}
