import type { NounRow } from './types.ts'

/**
 * Nouns that report. Complements: `that` = a clause after the noun, `of`, `for`, `against` = a phrase with that
 * preposition, `to` = an infinitive, `is-to` = "our aim is to help". The source is the possessor ("Iran's claims"), the
 * agent ("made by", "by", "from") or `of` beside another complement ("the decision of the board to close").
 */
export const NOUNS: readonly NounRow[] = [
  ['report', 'says', 'that of', 'Reports of gunfire reached the town.', 'polnear'],
  ['statement', 'says', 'that', 'The statement that the dam was safe came late.', 'polnear'],
  ['announcement', 'says', 'that of', 'The announcement of a truce came late.', 'polnear'],
  ['warning', 'says', 'that of', 'Warnings of a flood went unheard.', 'polnear'],
  ['assurance', 'says', 'that of', "The firm's assurances that the dam was safe were wrong.", 'polnear'],
  ['suggestion', 'says', 'that', 'The suggestion that the dam was unsafe angered the firm.', 'polnear'],
  ['disclosure', 'says', 'that of', 'The disclosure that the firm had left shook the town.', 'own'],
  ['claim', 'claims', 'that of', 'Claims of a second blast could not be checked.', 'polnear'],
  ['assertion', 'claims', 'that of', "The firm's assertion that it sold nothing is untrue.", 'polnear'],
  ['rumour', 'claims', 'that of', 'Rumours of a coup filled the capital.', 'own'],
  ['rumor', 'claims', 'that of', 'Rumors of a coup filled the capital.', 'polnear'],
  ['pretext', 'claims', 'that', 'They attacked under the pretext that a shell had been fired.', 'own'],
  ['contention', 'claims', 'that', "The firm's contention that it sold nothing is untrue.", 'own'],
  ['allegation', 'accuses', 'that of against', 'Allegations of fraud followed the sale.', 'polnear'],
  ['accusation', 'accuses', 'that of against', 'Accusations of fraud followed the sale.', 'polnear'],
  ['charge', 'accuses', 'that', 'The charge that the firm hid the sale was never proved.', 'polnear'],
  ['criticism', 'accuses', 'that of for', 'Criticism of the closure grew.', 'polnear'],
  ['denial', 'denies', 'that of', "The ministry's denial that the convoy had left was false.", 'own'],
  ['admission', 'confirms', 'that of', "The firm's admission that it sold pumps came late.", 'own'],
  ['confirmation', 'confirms', 'that of', 'Confirmation that the convoy had left came late.', 'polnear'],
  ['belief', 'believes', 'that', 'The belief that the dam was safe was common.', 'polnear'],
  ['fear', 'believes', 'that of', 'The town was emptied over fears that the dam would burst.', 'polnear'],
  ['suspicion', 'believes', 'that of', 'The suspicion that the seals were broken grew.', 'polnear'],
  ['hope', 'believes', 'that of', 'Hopes that the dam would hold faded.', 'polnear'],
  ['view', 'believes', 'that', 'The view that the dam was safe was common.', 'polnear'],
  ['opinion', 'believes', 'that', 'The opinion that the dam was safe was common.', 'polnear'],
  ['speculation', 'believes', 'that', 'Speculation that the minister had left grew.', 'polnear'],
  ['theory', 'believes', 'that', 'The theory that the wreck lay upstream was wrong.', 'own'],
  ['expectation', 'estimates', 'that of', 'Expectations that the river would rise were right.', 'polnear'],
  ['prediction', 'estimates', 'that of', 'Predictions of a flood were wrong.', 'polnear'],
  ['forecast', 'estimates', 'that of', 'Forecasts of a flood were wrong.', 'polnear'],
  ['estimate', 'estimates', 'that', 'The estimate that repairs would cost two million was low.', 'polnear'],
  ['finding', 'finds', 'that', 'The finding that the seals were broken was kept secret.', 'polnear'],
  ['conclusion', 'finds', 'that', 'The conclusion that the seals were broken was kept secret.', 'polnear'],
  ['assessment', 'finds', 'that', 'The assessment that the depot was empty was wrong.', 'own'],
  ['evidence', 'finds', 'that of', 'There is evidence that the seals were broken.', 'polnear'],
  ['information', 'finds', 'that', 'We have information that the seals were broken.', 'polnear'],
  ['proof', 'finds', 'that', 'There is proof that the seals were broken.', 'own'],
  ['indication', 'finds', 'that', 'There are indications that the seals were broken.', 'own'],
  ['call', 'asks', 'for to', 'The closure prompted calls for a new bridge.', 'polnear'],
  ['demand', 'asks', 'for that', 'The closure prompted demands for a new bridge.', 'polnear'],
  ['request', 'asks', 'for that to', 'The council turned down a request for a new bridge.', 'polnear'],
  ['appeal', 'asks', 'for to', 'An appeal for blood donors was heard.', 'own'],
  ['order', 'asks', 'that to', 'The order that the town be emptied came late.', 'polnear'],
  ['recommendation', 'asks', 'that', 'The recommendation that all salt be iodised was ignored.', 'polnear'],
  ['proposal', 'asks', 'that', 'The proposal that the dam be lowered was ignored.', 'polnear'],
  ['plan', 'commits', 'to', "The firm's plan to build a second dam failed.", 'polnear'],
  ['decision', 'commits', 'to', 'The decision of the council to close the bridge was late.', 'polnear'],
  ['promise', 'commits', 'to that of', "The firm's promise to repair the dam was empty.", 'polnear'],
  ['pledge', 'commits', 'to that', "The firm's pledge to repair the dam was empty.", 'own'],
  ['vow', 'commits', 'to that', "The group's vow to fight on was empty.", 'own'],
  ['threat', 'commits', 'to of', 'Threats of a strike were heard.', 'polnear'],
  ['commitment', 'commits', 'to', "The firm's commitment to repair the dam was empty.", 'polnear'],
  ['intention', 'commits', 'to of', "The firm's intention to build a second dam was plain.", 'polnear'],
  ['aim', 'commits', 'is-to', 'Our aim is to open the dam in May.', 'own'],
  ['goal', 'commits', 'is-to', 'Our goal is to open the dam in May.', 'own'],
  ['objective', 'commits', 'is-to', 'Our objective is to open the dam in May.', 'own'],
  ['proposal', 'commits', 'to', "The firm's proposal to build a second dam failed.", 'polnear'],
  ['offer', 'commits', 'to', "The firm's offer to repair the dam was refused.", 'polnear'],
  ['refusal', 'commits', 'to', "The firm's refusal to repair the dam angered the town.", 'own'],
]

/** Nouns that a denial, a confirmation or a dismissal wraps around the proposition: "denied *accusations* of theft". */
export const CLAIM_NOUNS: ReadonlySet<string> = new Set(
  (
    'accusation allegation claim charge report rumour rumor suggestion assertion speculation statement notion idea ' +
    'reports story account contention suspicion fact news theory belief'
  ).split(' '),
)
