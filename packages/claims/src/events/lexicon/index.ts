import type { LexiconRow } from '../types.ts'
import { AGREEMENT } from './agreement.ts'
import { ATTACK } from './attack.ts'
import { CONSTRUCTION } from './construction.ts'
import { DEPLOYMENT } from './deployment.ts'
import { DISASTER } from './disaster.ts'
import { ELECTION } from './election.ts'
import { FINANCIAL } from './financial.ts'
import { HARM } from './harm.ts'
import { INVESTIGATION } from './investigation.ts'
import { LEGAL } from './legal.ts'
import { MEETING } from './meeting.ts'
import { NEGOTIATION } from './negotiation.ts'
import { PROCUREMENT } from './procurement.ts'
import { PRODUCTION } from './production.ts'
import { SANCTION } from './sanction.ts'
import { SEIZURE } from './seizure.ts'
import { STATEMENT } from './statement.ts'
import { TRANSFER } from './transfer.ts'

/** The event lexicon. Rows of one lemma are tried in this order, across files. */
export const LEXICON: readonly LexiconRow[] = [
  ...TRANSFER,
  ...PRODUCTION,
  ...CONSTRUCTION,
  ...PROCUREMENT,
  ...DEPLOYMENT,
  ...ATTACK,
  ...HARM,
  ...SEIZURE,
  ...LEGAL,
  ...SANCTION,
  ...AGREEMENT,
  ...MEETING,
  ...NEGOTIATION,
  ...INVESTIGATION,
  ...STATEMENT,
  ...DISASTER,
  ...ELECTION,
  ...FINANCIAL,
]
