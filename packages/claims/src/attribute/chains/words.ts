/** Word lists that the rooms of this folder share. All lower case. */
const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Head nouns of sources, by kind. */
export const GROUP_NOUNS = set(`
  official officials source sources witness witnesses researcher researchers expert experts analyst analysts author authors
  resident residents people critic critics member members investigator investigators prosecutor prosecutors lawmaker
  lawmakers diplomat diplomats scientist scientists reporter reporters journalist journalists observer observers activist
  activists rebel rebels militant militants guerrilla guerrillas insurgent insurgents authorities leader leaders
  campaigner campaigners doctor doctors lawyer lawyers survivor survivors villager villagers soldier soldiers officer
  officers employee employees worker workers opponent opponents supporter supporters economist economists historian
  historians engineer engineers relative relatives neighbour neighbours neighbor neighbors student students protester
  protesters aide aides colleague colleagues fisherman fishermen others some many users refugees migrants delegation
  scholars hackers hacker crew`)

export const MEDIA_NOUNS = set(`
  newspaper newspapers publication outlet outlets magazine daily weekly broadcaster station channel network media press
  paper tabloid television tv radio website blog journal newswire newscast`)

export const DOCUMENT_NOUNS = set(`
  report reports document documents letter letters statement statements study survey poll communique memo memorandum data
  figures figure law bill resolution post posts tweet tweets article filing filings indictment ruling judgment transcript
  records record estimates statistics findings results result analysis assessment book paper papers email emails cable
  cables audit review dossier affidavit lawsuit complaint petition decree contract invoice invoices log logs database
  files file review bulletin dispatch dispatches census documentary editorial investigation inquiry research text message
  release note notice guidelines manifesto declaration charter testimony evidence intelligence autopsy forecast blueprint
  forecasts projections index treaty constitution model models studies surveys tests test examination calculations`)

export const IMAGERY_NOUNS = set(`
  photo photos photograph photographs image images imagery picture pictures video videos footage clip clips film map maps
  screenshot screenshots recording recordings radar satellite`)

export const ORGANISATION_NOUNS = set(`
  government ministry army police military navy force forces company firm agency organisation organization commission
  committee council court party group union embassy department office bureau parliament senate congress court administration
  authority regime state states country countries nation nations team board bank university institute federation coalition
  alliance militia command guard service services association foundation charity corporation hospital prosecution side
  airline operator manufacturer kremlin pentagon opposition movement front delegation cabinet presidency secretariat`)

export const PERSON_NOUNS = set(`
  president minister spokesman spokeswoman spokesperson secretary commander general director chief chairman chairwoman
  chair mayor governor senator ambassador professor king queen prince pope bishop judge captain colonel lieutenant major
  premier chancellor leader officer envoy coordinator adviser advisor deputy head man woman lawyer attorney prosecutor
  author editor writer candidate congressman congresswoman founder owner ceo executive analyst researcher expert doctor
  priest reporter correspondent player coach manager singer actor driver neighbour neighbor resident witness victim brother
  sister father mother son daughter wife husband widow suspect defendant official activist campaigner economist historian
  scientist engineer commissioner inspector sheriff sergeant admiral representative boss`)

/** Words that make an organisation's name a medium's. */
export const MEDIA_WORDS = set(`
  news times post journal tv television radio telegraph herald tribune gazette guardian observer broadcasting newspaper
  press daily weekly magazine chronicle reuters afp bbc cnn npr interfax tass ukrinform yonhap xinhua bloomberg politico
  axios buzzfeed spiegel monde figaro jazeera novosti ria pravda channel agency upi dpa efe ansa kyodo irna kcna cnbc
  msnbc nbc cbs abc itv gb fox pbs vox wire wired economist independent mirror sun dispatch sentinel examiner globe
  inquirer express star standard mail haaretz izvestia kommersant unian bellingcat wikinews`)

/** Subjects that cannot bear witness: a verb of finding with one of them is the writer's own inference. */
export const NO_WITNESS = set('this that it these those which what nothing everything something here there')

export const NEGATIONS = set("not n't never no neither nor hardly barely scarcely")
export const FIRST_PERSON = set('i we me us my our mine ours myself ourselves')
export const SINGULAR_PERSON = set('he she him her his hers himself herself')
export const PLURAL_PERSON = set('they them their theirs themselves')
export const NEUTRAL = set('it its itself')

/** Verbal nouns by ending, and the commonest without one: what can be announced, denied or predicted as such. */
const EVENT_ENDING = /(?:tion|sion|ment|ance|ence|ing|ings|ure|als?|tions|sions|ments|ery|age|sis|ism|ty|ties)$/
const EVENT_NOUNS = set(`
  attack attacks strike strikes death deaths visit ceasefire truce end release deal launch plan plans talks sanctions war
  victory defeat loss losses rise fall growth drop increase decrease cut cuts fire fires blast explosion shooting raid
  raids injury injuries damage casualties delay delays use sale purchase return start change changes link links ties role
  presence supply supplies theft murder crime coup threat support aid help progress success failure collapse arrest arrests
  crash flood floods possibility`)

export const isEventNoun = (word: string): boolean =>
  EVENT_NOUNS.has(word) || (word.length > 5 && EVENT_ENDING.test(word))
