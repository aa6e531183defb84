import type { CueClass } from '../attribution.ts'

/**
 * Cue words by class. Hand-made: the verbs of saying of the usual grammars (Quirk et al. 1985, 16.31), and the
 * attitudes, intentions and findings that news attributes with a clause.
 */
const CLASSES: Readonly<Record<CueClass, string>> = {
  reporting:
    'say tell add announce state report explain note warn write tweet post declare remark observe comment mention reply respond answer ' +
    'recall reiterate repeat stress emphasize emphasise underline underscore highlight point continue conclude argue suggest inform ' +
    'notify brief remind assure relate recount testify complain joke quip read disclose communicate specify clarify caution ' +
    'claim allege insist contend maintain assert deny reject dismiss refute dispute accuse blame criticize criticise condemn denounce ' +
    'praise admit acknowledge concede confess confirm affirm cite quote accord reveal describe call describe ask urge demand request ' +
    'appeal plead order instruct advise recommend propose promise vow pledge threaten predict forecast estimate speculate hint imply ' +
    'indicate statement interview speech remark comment claim allegation accusation warning announcement question wonder muse charge ' +
    'rail slam blast lament boast brag proclaim exclaim shout yell whisper swear oppose defend mock attack thank welcome',
  attitude:
    'believe think feel know suspect fear hope worry doubt consider regard expect assume presume suppose understand realize realise ' +
    'agree disagree support favor favour like love hate want wish need see view imagine guess remember forget regret prefer trust ' +
    'appreciate respect admire dislike resent care belief view opinion hope fear concern doubt feeling desire sense',
  intention:
    'plan intend aim mean decide try seek attempt refuse agree prepare choose vow determine plan intention decision effort bid',
  action:
    'find discover learn show prove determine rule sentence convict fine approve vote sign enact allow let help force make',
  document:
    'according list contain document law bill report letter memo poll survey study email record data figure headline title',
  appearance: 'seem appear look sound',
}

/** The class of a word that two classes hold is that of the first one. */
const BY_LEMMA = new Map<string, CueClass>()
for (const [name, words] of Object.entries(CLASSES) as [CueClass, string][])
  for (const word of words.split(' ')) if (!BY_LEMMA.has(word)) BY_LEMMA.set(word, name)

/** The class of a cue, from its words and the lemma of its head. A word outside the table counts as an action. */
export function cueClassOf(cue: string, headLemma: string): CueClass {
  if (/\baccording to\b/i.test(cue) || cue === ':') return 'reporting'
  return BY_LEMMA.get(headLemma.toLowerCase()) ?? 'action'
}

const ORDER: readonly CueClass[] = ['reporting', 'attitude', 'intention', 'action', 'document', 'appearance']

/** Number of a lemma's class, from 1; 0 for a word outside the table. */
export function classOfLemma(lemma: string): number {
  const name = BY_LEMMA.get(lemma)
  return name === undefined ? 0 : ORDER.indexOf(name) + 1
}

/** How readily a verb of the class is a cue, in eighths. */
const EIGHTHS: Readonly<Record<CueClass, number>> = {
  reporting: 7,
  attitude: 4,
  intention: 3,
  action: 1,
  document: 0,
  appearance: 2,
}

/** How readily a verb is a cue, in eighths; 0 for a verb outside the table. For the work without weights. */
export function cueLevel(lemma: string): number {
  const name = BY_LEMMA.get(lemma.toLowerCase())
  return name === undefined ? 0 : EIGHTHS[name]
}
