/**
 * Verbs that bring a noun's event about without telling an event themselves ("carry out an attack", "hold talks"), by
 * lemma; `as` tells which slot of the noun their subject fills. A particle or noun after the lemma must be there.
 */
export const LIGHT: ReadonlyMap<string, 'subj' | 'obj' | 'none'> = new Map(
  Object.entries({
    subj: `carry conduct launch stage mount make hold impose reach conclude sign strike seal clinch do perform undertake
      provide give deliver open start begin resume continue complete finish suspend step plan prepare plot attempt
      commit execute inflict wage pay place file lodge lay bring convene organise organize have enter arrange offer issue
      pass adopt levy slap lift ease tighten initiate pursue announce extend renew expand call cast lead run tender
      submit declare put`,
    obj: `receive suffer sustain undergo face get await escape survive avoid endure incur withstand attend join`,
    none: `see witness cause trigger prompt spark provoke follow report confirm deny condemn denounce mark repel thwart
      foil prevent investigate block oppose welcome criticise criticize urge want need seek expect fear describe
      result mean include involve stop halt end cancel postpone break abandon approve authorise authorize support
      finance fund threaten negotiate agree promise pledge order increase reduce cut win take`,
  }).flatMap(([as, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((w) => [w, as as 'subj' | 'obj' | 'none'] as const),
  ),
)

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Verbs that only say that their subject's event takes place, goes on or ends ("talks took place", "fighting continued"). */
export const OCCUR = set(`
  take occur happen come follow begin start continue resume end stop go erupt break last proceed ensue fail collapse
  succeed be remain increase intensify escalate cease persist conclude arise open close near loom drag resume kill leave
  hit rock rip injure wound claim target destroy damage involve cause shake`)

/** Verbs with an infinitive or participle that tells what happens ("wants to supply", "began building"). */
export const CONTROL = set(`
  want wish hope plan intend aim seek try attempt start begin continue stop cease finish resume keep go decide prepare
  help refuse decline fail manage appear seem tend happen prove need have use be ready like prefer struggle threaten
  promise vow pledge agree offer volunteer aspire expect consider avoid risk deny admit suggest propose set due able
  unable willing unwilling likely unlikely bound supposed force compel order allow permit urge ask tell advise encourage
  persuade invite enable cause lead get make let let work serve move rush dare choose learn claim pretend proceed`)

/** Control verbs with an object whose subject stays the controller ("promised Iran to supply"). */
export const SUBJECT_CONTROL = set('promise vow pledge threaten use need have')

/** Verbs whose infinitive is done by their object, where the parser hangs it on the object or takes it for a purpose. */
export const OBJECT_CONTROL = set(`
  urge ask tell order force persuade convince allow permit enable encourage advise instruct invite compel require beg
  lead cause get help train hire pay push pressure direct authorise authorize expect want need command oblige`)

/** Verbs whose gerund after a preposition is done by their object ("accused Iran of supplying", "banned it from selling"). */
export const OBJECT_GERUND = set(`
  accuse suspect convict acquit prevent stop ban bar block prohibit discourage dissuade deter charge blame thank praise
  criticise criticize condemn punish sanction arrest jail sentence fine indict prosecute keep talk pressure coax trick
  force pardon forgive exempt clear absolve`)
