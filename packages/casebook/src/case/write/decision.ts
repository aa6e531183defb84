import { PRIMARY } from '../primary.ts'
import { inserter } from '../statement.ts'
import type { DecisionTable } from '../tables.ts'
import { storable, storableOrNull } from '../text.ts'
import { nextId, type Work } from '../transact.ts'

export type NewDecision = Omit<DecisionTable, 'id' | 'actor' | 'at'>

const insert = inserter<DecisionTable>('decisions', PRIMARY.decisions.columns)

/** Adds what a person ruled and tells its id. Nothing is ever changed: what takes a decision back names it in `undoes`. */
export async function addDecision(t: Work, decision: NewDecision): Promise<number> {
  const row: DecisionTable = {
    ...decision,
    id: await nextId(t, 'decisions'),
    selector: storable(decision.selector),
    value: storable(decision.value),
    actor: t.writer.signer.actor,
    at: t.at,
    reason: storableOrNull(decision.reason),
  }
  await insert(t.db, t.dialect, row)
  t.record({ event: 'decided', artifact: row.artifact, sha256: row.artifact, reason: row.reason })
  t.wrote('decisions', row)
  return row.id
}
