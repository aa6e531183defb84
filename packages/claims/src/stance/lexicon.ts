/**
 * What governing words do to the factuality of what they govern, after the implicative and factive classes of Karttunen
 * (1971, 2012) and Nairn et al. (2006). A class is a prior for the learned model, which sees it beside the word itself, so
 * a word may stand in the class of its commonest use. All lower-case lemmas.
 */
export const GOVERNOR_CLASSES = {
  /** The complement holds, negated or not. */
  factive: `know realize realise regret remember discover notice learn reveal show prove confirm acknowledge admit see find
    note aware glad happy sorry sad surprised proud odd strange recall recognize recognise mind resent appreciate enjoy
    understand amaze annoy bother surprise upset thank thanks congratulate welcome mourn celebrate demonstrate detect observe
    witness hear watch disclose explain emphasise emphasize stress underline point thrilled pleased disappointed shocked
    angry upset delighted lucky fortunate good bad great nice fact reason thankful grateful love hate like`,
  /** The complement holds if this does, and fails if this fails. */
  implicative: `manage happen get dare force make cause help lead begin start continue keep go come proceed use turn end
    finish complete succeed let compel oblige drive bring ensure achieve accomplish remain stay wind resort see bother
    contribute result trigger spark prompt provoke permit enable entitle complete conduct undertake perform do have hold
    take carry commit participate engage`,
  /** The complement fails if this holds. */
  counter: `fail forget refuse decline avoid prevent stop refrain neglect abstain cease quit halt block ban prohibit forbid
    bar deter discourage dissuade reject resist oppose cancel postpone delay miss lack unable abort abandon escape evade
    omit withhold deny rule foil thwart avert preclude impossible hesitate reluctant unwilling failure refusal inability`,
  /** The complement is wished for. */
  desire: `want wish hope need desire long prefer dream eager willing ready love yearn crave ache fancy pray wait await care
    anxious keen interested hungry desperate wanna curious tempted inclined desirous aspire hopeful deserve`,
  /** Somebody means to do it. */
  plan: `plan intend agree promise decide vow pledge commit prepare aim seek threaten offer going schedule propose mean choose
    set swear consider contemplate design opt resolve determine undertake volunteer elect gear slate poise expect intention
    plan effort decision attempt proposal agreement promise threat pledge commitment determination willingness goal target
    bid move aim mission campaign`,
  attempt: `try attempt strive struggle work fight push endeavour endeavor rush race hurry bid scramble compete`,
  /** Somebody wants another to do it, or allows it. */
  order: `ask tell order urge demand require request recommend suggest advise invite encourage allow permit beg instruct command
    call appeal press persuade convince authorise authorize direct warn remind pressure implore plead insist lobby necessary
    important essential vital crucial better best should request order demand recommendation requirement call permission
    right duty obligation responsibility supposed due`,
  ability: `able can capable possible chance opportunity ability way capacity capability afford power easy hard difficult
    tough possibility potential option means enough too room time method place available free suitable fit qualified
    feasible likely`,
  say: `say tell announce report state add write claim declare argue insist assert maintain contend allege reply answer
    comment mention cite quote respond repeat describe post tweet testify inform assure complain according statement
    report announcement account article story news word`,
  believe: `think believe guess suppose assume feel expect suspect imagine consider estimate predict forecast presume reckon
    conclude judge figure anticipate suggest indicate hint signal imply fear worry concerned afraid hunch bet opinion view
    belief hypothesis theory feeling sense fear concern assumption expectation conclusion argue convinced confident sure
    certain positive anticipate`,
  doubt: `doubt question wonder unlikely dispute deny unsure uncertain unclear skeptical sceptical disbelieve debate whether
    refute contradict challenge false untrue unaware unknown dubious disagree`,
  seem: `seem appear look sound likely certain sure bound tend apt liable prone probable apparent evident clear obvious`,
  pretend: `pretend lie fake mislead fool trick delude rumour rumor purport misinform hallucinate`,
} as const

/** Lemma -> its classes, joined by `+` where it stands in several, in the order of the table. */
export const GOVERNORS: ReadonlyMap<string, string> = build()

function build(): Map<string, string> {
  const out = new Map<string, string>()
  for (const [name, words] of Object.entries(GOVERNOR_CLASSES)) {
    for (const word of new Set(words.trim().split(/\s+/))) {
      const before = out.get(word)
      out.set(word, before === undefined ? name : `${before}+${name}`)
    }
  }
  return out
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Adverbs and the like that hedge, by strength. */
export const ADVERBS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    doubtful: `maybe perhaps possibly potentially conceivably supposedly hopefully theoretically allegedly reportedly`,
    likely: `probably likely presumably apparently seemingly evidently arguably expectedly surely`,
    unlikely: `hardly barely scarcely unlikely rarely seldom almost nearly virtually`,
    sure: `definitely certainly indeed actually really obviously clearly surely truly undoubtedly already finally again once
      ever just recently now still currently today yesterday ago last previously formerly earlier before`,
    habit: `always usually often sometimes generally normally typically frequently occasionally every everyday constantly
      regularly ever whenever wherever daily`,
    future: `tomorrow soon later next eventually tonight shortly someday upcoming then until by`,
    negative: `not n't never no neither nor without nobody nothing none nowhere unable cannot nt`,
  }).flatMap(([name, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, string] => [word, name]),
  ),
)

export const NEGATIVE = set("not n't never no neither nor without nobody nothing none nowhere nt cannot hardly barely")
/** Marks that put their clause, and the clause that they hang on, under a condition. */
export const CONDITIONS = set('if unless whether provided lest assuming suppose in_case should')
export const MODALS = set("will 'll wo would 'd can ca could may might must shall should ought need dare going gonna")
export const INDEFINITE = set(
  'any some anyone anything anybody someone somebody something every each all no most many few',
)
