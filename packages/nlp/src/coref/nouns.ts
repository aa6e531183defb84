import { ROLES } from '../mentions/tables/roles.ts'
import { hashText } from '../model/features.ts'
import { FEMALE, MALE, NEUTER, PERSON, PLURAL, SINGULAR } from './pronouns.ts'

const hashes = (words: string): number[] => words.split(' ').map((w) => hashText(w))

const MEN =
  'man men boy boys father fathers dad daddy papa son sons brother brothers husband husbands uncle uncles nephew nephews grandfather grandson king kings ' +
  'prince princes lord lords sir gentleman gentlemen guy guys lad lads fellow actor waiter chairman spokesman businessman policeman congressman statesman salesman fisherman ' +
  'widower monk duke emperor count baron bishop archbishop cardinal pope priest friar imam rabbi sultan emir sheikh bridegroom boyfriend godfather stepfather ' +
  'stepson stepbrother host hero wizard fireman cameraman sportsman craftsman nobleman clergyman chap bloke'
const WOMEN =
  'woman women girl girls mother mothers mom mum mummy mama daughter daughters sister sisters wife wives aunt aunts niece nieces grandmother granddaughter queen queens ' +
  'princess princesses lady ladies madam maid actress waitress chairwoman spokeswoman businesswoman policewoman congresswoman stateswoman widow nun duchess empress ' +
  'countess baroness bride girlfriend godmother stepmother stepdaughter stepsister hostess heroine witch goddess sportswoman noblewoman governess mistress housewife actresses'
const PEOPLE =
  'person people human humans child children kid kids baby babies adult adults teenager parent parents sibling couple friend friends colleague colleagues neighbour neighbor ' +
  'citizen citizens resident residents voter voters official officials worker workers employee employees employer student students pupil teacher teachers doctor doctors ' +
  'patient patients nurse victim victims suspect suspects witness witnesses defendant plaintiff prisoner prisoners soldier soldiers troops fighter fighters rebel rebels ' +
  'militant militants terrorist terrorists protester protesters demonstrator demonstrators activist activists migrant migrants refugee refugees expert experts analyst analysts ' +
  'scientist scientists researcher researchers author authors writer writers artist artists singer musician player players coach captain driver pilot passenger passengers ' +
  'customer customers user users reader readers viewer viewers fan fans member members leader leaders candidate candidates guest guests visitor visitors tourist tourists ' +
  'owner owners founder founders boss chief heir twin twins scholar lawyer judge senator president minister governor mayor politician politicians diplomat critic critics ' +
  'journalist journalists reporter reporters poet novelist composer painter philosopher farmer farmers everyone everybody someone somebody anyone anybody nobody who'
/** One word for many: `they` and `it` both fit. */
const BODIES =
  'government company agency party team group police army military committee council ministry department organisation organization firm bank court parliament congress senate ' +
  'administration union university school hospital club band family crowd public media press newspaper paper channel network church navy force forces board commission ' +
  'authority authorities association institute foundation cabinet jury staff crew audience majority minority opposition coalition country nation state city town community'
const THINGS =
  'thing things book books house car report statement city country town village street building plan law bill deal agreement idea war film movie song game place time year day ' +
  'week month money water food work job problem case fact question answer way story article letter word data study result system area region river sea island mountain'

/** What a head noun tells: bits of gender and number; 0 where nothing is known. */
export interface NounFacts {
  readonly gender: number
  readonly number: number
  /** Names a body of people, so that `they` fits its singular. */
  readonly body: boolean
}

const table = new Map<number, NounFacts>()
for (const h of hashes(THINGS)) table.set(h, { gender: NEUTER, number: 0, body: false })
for (const role of ROLES) table.set(hashText(role), { gender: PERSON, number: 0, body: false })
for (const h of hashes(PEOPLE)) table.set(h, { gender: PERSON, number: 0, body: false })
for (const h of hashes(BODIES)) table.set(h, { gender: NEUTER, number: 0, body: true })
for (const h of hashes(MEN)) table.set(h, { gender: MALE, number: 0, body: false })
for (const h of hashes(WOMEN)) table.set(h, { gender: FEMALE, number: 0, body: false })
for (const h of hashes('men women people children police troops')) table.set(h, { ...table.get(h)!, number: PLURAL })
for (const h of hashes('everyone everybody someone somebody anyone anybody nobody news'))
  table.set(h, { ...(table.get(h) ?? { gender: NEUTER, body: false }), number: SINGULAR })

/** Facts by the hash of the lower-case noun. */
export const NOUNS: ReadonlyMap<number, NounFacts> = table

/** Gender that a title before a name tells. */
export const TITLE_GENDER: ReadonlyMap<number, number> = new Map([
  ...hashes(
    'mr mr. sir lord king prince duke father brother uncle count baron emperor chairman spokesman congressman mister monsieur herr señor',
  ).map((h): [number, number] => [h, MALE]),
  ...hashes(
    'mrs mrs. ms ms. miss lady queen princess duchess mother sister aunt countess baroness empress dame madame chairwoman spokeswoman congresswoman frau señora',
  ).map((h): [number, number] => [h, FEMALE]),
])

/** Verbs of saying and thinking, by lemma: the subject of one that stands beside a quotation is its speaker. */
export const SPEECH_VERBS: ReadonlySet<string> = new Set(
  (
    'say tell add ask reply answer write explain note argue warn claim insist declare announce continue cry exclaim shout whisper murmur mutter remark observe think ' +
    'recall admit suggest state report conclude respond begin call repeat return demand inquire enquire joke tweet comment assert believe'
  ).split(' '),
)
