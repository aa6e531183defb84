import type { View } from '../attribute/chains/view.ts'
import { GROUP_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS } from '../attribute/chains/words.ts'
import { nounRows } from './lookup.ts'

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Nouns by what they stand for. Lemmas, lower case. */
const WORDS = {
  person: set(`
    person people man woman child boy girl baby human civilian soldier troop fighter militant terrorist gunman attacker
    bomber policeman policewoman rebel guerrilla insurgent hostage prisoner inmate detainee migrant refugee passenger
    passer-by pedestrian patient victim casualty student pupil teacher worker employee staff crew sailor fisherman farmer
    peasant villager resident citizen family parent mother father son daughter brother sister wife husband relative
    journalist reporter activist protester demonstrator politician lawmaker deputy judge lawyer voter member leader
    commander chief officer aide guard agent spy nun priest american other servicemen serviceman recruit conscript
    murderer killer thief suspect minister president director clerk nurse miner driver pilot captain sniper gunner
    trader dealer broker banker baker butcher tailor builder carpenter plumber electrician mechanic architect designer
    lorry-driver trucker cyclist motorist rider runner athlete footballer swimmer boxer referee fan spectator tourist
    visitor guest customer shopper consumer client buyer seller supplier investor shareholder owner founder partner
    landlord tenant neighbour settler colonist immigrant asylum-seeker exile defector dissident opponent critic rival
    ally enemy traitor hacker scammer fraudster smuggler trafficker pirate gangster mobster bandit robber burglar
    kidnapper hijacker assassin shooter extremist jihadist insurgent separatist nationalist communist fascist youth
    teenager adolescent toddler infant orphan widow widower bride groom uncle aunt cousin nephew niece grandmother
    grandfather colleague friend girlfriend boyfriend king queen prince princess emperor sultan emir sheikh pope bishop
    monk imam rabbi preacher poet novelist painter sculptor musician singer actor actress dancer comedian celebrity
    blogger columnist broadcaster professor lecturer scholar academic surgeon physician dentist pharmacist midwife
    paramedic firefighter fireman rescuer volunteer veteran cadet private corporal sergeant lieutenant major colonel
    general admiral brigadier marshal paratrooper marine peacekeeper mercenary bodyguard policemen detective sheriff
    warden jailer magistrate juror prosecutor attorney barrister notary senator congressman councillor mayor governor
    premier chancellor secretary envoy ambassador diplomat consul spokesman spokeswoman negotiator mediator delegate
    candidate nominee incumbent voter elector campaigner lobbyist donor billionaire tycoon magnate oligarch executive
    manager boss supervisor foreman apprentice intern trainee candidate applicant successor predecessor`),
  force: set(`
    troop soldier force army military navy fighter guerrilla militia unit brigade battalion division regiment column
    contingent peacekeeper marine paratrooper police guard fleet garrison warship convoy`),
  weapon: set(`
    weapon arm ammunition munition bomb missile rocket shell grenade mortar artillery gun rifle pistol knife machete
    sword bullet mine explosive dynamite torpedo drone warhead tank howitzer launcher device ied gas poison acid
    machine-gun kalashnikov shotgun firearm mortars gunfire shot truck-bomb bomber cannon round napalm petrol
    firebomb missiles airpower uav helicopter jet plane aircraft warplane stick club baton axe hammer stone`),
  vehicle: set(`
    ship vessel boat ferry tanker freighter barge submarine cargo aircraft plane airplane jet airliner flight helicopter
    train tram bus coach car van truck lorry motorcycle motorbike scooter vehicle taxi spacecraft rocket satellite yacht
    dinghy trawler bicycle ambulance carrier convoy frigate destroyer corvette cruiser warship icebreaker minesweeper
    fighter bomber warplane airship lorry`),
  money: set(`
    dollar euro pound yen yuan rouble ruble rupee franc peso krone lira dinar riyal shekel money fund cash sum million
    billion trillion percent per cent % cent penny usd eur amount price fee`),
  illness: set(`
    cancer disease illness virus pneumonia fever cholera malaria infection hunger starvation thirst cold exposure wound
    injury overdose heart stroke covid covid-19 ebola flu influenza poisoning burn complication attack`),
  disaster: set(`
    earthquake quake tremor storm hurricane typhoon cyclone tornado flood tsunami wildfire blaze fire landslide
    avalanche drought eruption volcano epidemic outbreak famine heatwave blizzard wave lightning mudslide aftershock`),
  crime: set(`
    murder theft fraud corruption bribery espionage treason robbery rape assault crime offence offense drug trafficking
    smuggling terrorism manslaughter extortion perjury blasphemy spying sabotage tax evasion incitement charge case
    involvement embezzlement`),
  office: set(`
    president presidency minister ministry premier chancellor mayor governor senator judge chairman chairmanship chair
    head director chief secretary office post seat leader leadership premiership ambassador commissioner speaker
    deputy position job throne ceo coach manager parliament candidate`),
  goods: set(`
    grain oil gas fuel food aid arms drone weapon medicine equipment part component machine goods cargo cocaine heroin
    drug coal steel wheat supply vaccine technology chip electricity water material uranium plane missile tank`),
  place: set(`
    city town village capital country region province district border frontier port harbour harbor airport airfield base
    island coast street square bridge road station building hospital school market camp embassy area zone territory
    neighbourhood neighborhood suburb house home hotel church mosque factory plant mine prison checkpoint sea river lake
    mountain valley outskirts headquarters state south north east west yard shipyard pier dock quay depot warehouse
    refinery facility hall room office stadium tower palace court barracks cape bay gulf strait front frontline`),
} as const

/** Is the phrase headed by the token of the class? By the mention over it where there is one, else by its head noun. */
export function isOf(view: View, head: number, name: string): boolean {
  switch (name) {
    case 'actor':
      return isActor(view, head)
    case 'body':
      return (
        mentionType(view, head) === null &&
        (ORGANISATION_NOUNS.has(view.lemma[head]!) || WORDS.force.has(view.lemma[head]!))
      )
    case 'event':
      return nounRows(view.lemma[head]!).length > 0 && mentionType(view, head) === null
    case 'thing':
      return !isActor(view, head) && !isOf(view, head, 'person')
    case 'person':
      return mentionType(view, head) === 'person' || (isCommon(view, head) && isPersonNoun(view, head))
    case 'place': {
      const type = mentionType(view, head)
      return (
        type === 'place' ||
        type === 'facility' ||
        (type === null && (view.upos(head) === 'PROPN' || inList(view, head, 'place')))
      )
    }
    case 'weapon':
      return mentionType(view, head) === 'equipment' || (isCommon(view, head) && inList(view, head, 'weapon'))
    case 'money':
      return inList(view, head, 'money') || /[$€£¥%]/u.test(view.word[head]!)
    default:
      return name in WORDS && isCommon(view, head) && inList(view, head, name as keyof typeof WORDS)
  }
}

const inList = (view: View, head: number, name: keyof typeof WORDS): boolean =>
  WORDS[name].has(view.lemma[head]!) || WORDS[name].has(view.word[head]!) || WORDS[name].has(singular(view.word[head]!))

/** Some plurals are their own lemma for the tagger ("troops"). */
const singular = (word: string): string => (word.endsWith('s') ? word.slice(0, -1) : word)

const isCommon = (view: View, head: number): boolean => {
  const type = mentionType(view, head)
  return type === null || type === 'other' || type === 'event' || type === 'equipment'
}

/** Personal pronouns stand for people. */
const PEOPLE = new Set(
  'i me we us you he him she her they them who whom everyone everybody someone somebody anyone'.split(' '),
)

const isPersonNoun = (view: View, head: number): boolean =>
  PEOPLE.has(view.word[head]!) ||
  WORDS.person.has(view.lemma[head]!) ||
  PERSON_NOUNS.has(view.word[head]!) ||
  PERSON_NOUNS.has(view.lemma[head]!) ||
  GROUP_NOUNS.has(view.word[head]!)

/** Somebody who can act: a person, an organisation, a country, or a noun for one; a personal pronoun. */
function isActor(view: View, head: number): boolean {
  const type = mentionType(view, head)
  if (type !== null) return type === 'person' || type === 'organisation' || type === 'place' || type === 'nationality'
  if (view.upos(head) === 'PRON') return !['it', 'this', 'that', 'these', 'those', 'its'].includes(view.word[head]!)
  return (
    isPersonNoun(view, head) ||
    ORGANISATION_NOUNS.has(view.lemma[head]!) ||
    ORGANISATION_NOUNS.has(view.word[head]!) ||
    WORDS.force.has(view.lemma[head]!)
  )
}

/** Type of the mention that covers the token, or null. */
export function mentionType(view: View, i: number): string | null {
  return mentionAt(view, i)?.type ?? null
}

/** The mention that covers the token. */
export function mentionAt(view: View, i: number) {
  for (const m of view.mentions.in(view.start[i]!, view.end[i]!))
    if (m.start <= view.start[i]! && m.end >= view.end[i]!) return m
  return null
}
