const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((w) => w !== ''))

/** Kinds of places that a word beside a name asks for. */
export type Hint =
  | 'region'
  | 'district'
  | 'city'
  | 'airport'
  | 'port'
  | 'water'
  | 'river'
  | 'island'
  | 'height'
  | 'desert'

const HINT_WORDS: readonly (readonly [Hint, string])[] = [
  [
    'region',
    'province provinces region oblast governorate state republic territory prefecture canton department emirate krai voivodeship territories states peninsula',
  ],
  ['district', 'county counties district raion parish shire'],
  [
    'city',
    'city town village suburb township hamlet neighbourhood neighborhood borough municipality settlement capital suburbs outskirts',
  ],
  ['airport', 'airport airfield airbase airstrip aerodrome airports'],
  ['port', 'port harbour harbor seaport'],
  ['water', 'sea ocean gulf bay strait straits channel sound lagoon canal lake reservoir fjord'],
  ['river', 'river rivers creek'],
  ['island', 'island islands isle isles archipelago atoll'],
  ['height', 'mountain mountains mount peak hills volcano range ridge'],
  ['desert', 'desert'],
]

/** Word beside a name -> what kind of place it asks for. */
export const HINTS: ReadonlyMap<string, Hint> = new Map(
  HINT_WORDS.flatMap(([hint, words]) => words.split(' ').map((w): [string, Hint] => [w, hint])),
)

const FEATURES: Readonly<Record<Hint, ReadonlySet<string>>> = {
  region: set('region area district peninsula country islands'),
  district: set('district region'),
  city: set('city capital seat quarter'),
  airport: set('airport base'),
  port: set('port city capital seat'),
  water: set('sea ocean gulf bay strait channel sound lagoon canal lake fjord inlet'),
  river: set('river'),
  island: set('island islands country region'),
  height: set('mountain mountains'),
  desert: set('desert'),
}

/** Is a place of this feature what the hint asks for? */
export const fits = (hint: Hint, feature: string): boolean => FEATURES[hint].has(feature)

/** Words that only place a name more closely: `northern Syria`, `downtown Cairo`, `Greater Manchester`. */
export const CLOSER = set(
  'north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern southwestern ' +
    'north-east north-west south-east south-west central upper lower downtown uptown inner outer greater metropolitan mainland rural occupied mid',
)

/** Prepositions after which a name is where something is. */
export const WHERE = set(
  'in at near from to into outside around across through via toward towards inside within throughout between off reaching',
)

/** What governments and institutions do, and places do not: a place's name as its subject stands for them. */
export const ACTS = set(
  'say tell announce claim state deny confirm warn urge demand accuse blame condemn insist argue declare add note vow pledge threaten promise reject dismiss ' +
    'refuse agree accept sign propose offer ask call want seek hope fear believe think expect consider decide plan intend aim try attempt impose lift ' +
    'sanction ban approve order authorise authorize support back oppose criticise criticize welcome praise denounce respond reply react retaliate ' +
    'negotiate talk recognise recognize admit acknowledge allege suspect insist stress emphasise emphasize express signal suggest report issue release ' +
    'publish send supply provide deliver sell buy purchase acquire export import transfer ship fund finance arm train deploy withdraw invade attack bomb ' +
    'strike launch fire expel summon recall extradite arrest detain release fight win lose beat defeat play host join leave quit withdraw vote elect ' +
    'help assist cooperate collaborate partner compete need use spend invest cut raise ratify veto annex occupy seize violate breach abide comply know see ' +
    'continue start begin stop end maintain keep make take give become face suffer warn mull eye unveil reiterate maintain repeat admit assure convince score draw qualify advance host clinch thrash',
)

/** Dealings between states: names of places in them are parties. */
export const DEALINGS = set(
  'relation relations tension tensions talks talk tie ties deal agreement treaty war conflict dialogue cooperation trade alliance dispute relationship contacts ' +
    'negotiation negotiations friendship rivalry partnership pact accord ceasefire truce exchange summit meeting sanctions pressure',
)

/** Single words that gazetteers hold as names of towns and texts mostly use for something else. */
export const COMMON = set(
  'bank central union liberty national american international general royal university college state house street park church school hospital office center centre ' +
    'market bridge north south east west northern southern eastern western new old great grand big little saint st. san santa city county town village island ' +
    'lake river mount mountain valley hill hills bay beach sea ocean gulf port fort young best most this that these those there here of the and but for his her ' +
    'our their its may march june july august january february april september october november december monday tuesday wednesday thursday friday saturday sunday ' +
    'mobile nice reading bath battle hope independence victory freedom justice police army navy force forces green white black red blue brown gray grey golden ' +
    'orange press times post star sun globe mail tribune herald world god lord king queen prince president minister mr mrs ms dr mayor governor senator sheriff ' +
    'republic federation kingdom emirate spring summer autumn winter christmas easter ramadan eden paradise enterprise commerce industry energy social security human rights health education ' +
    'development research science technology business trade finance media group company limited court supreme high district federal western united democratic republican ' +
    'people party labour labor conservative liberal congress senate parliament assembly council committee commission board agency ministry department bureau service ' +
    'services authority association society institute foundation trust fund league club team sports football basketball baseball soccer cricket rugby golf tennis ' +
    'marshall mason carter jackson johnson wilson taylor smith anderson davis miller clark lewis walker allen scott adams nelson baker hall campbell mitchell roberts ' +
    'phillips evans turner parker collins edwards stewart morris murphy cook rogers morgan cooper peterson bailey reed kelly howard ward cox richardson watson brooks ' +
    'bennett gray james hughes price myers long foster sanders ross morales powell sullivan russell ortiz jenkins perry butler barnes fisher henderson coleman simmons ' +
    'patterson reynolds hamilton graham kim gonzales alexander ramos wallace griffin cole hayes chavez gibson bryant ellis stevens murray ford marshall owens ' +
    'mcdonald harrison ruiz kennedy wells alvarez woods mendoza castillo olson webb tucker freeman burns henry vasquez snyder simpson crawford jimenez porter ' +
    'mary martin thomas charles george david john paul peter mark luke simon robert william edward trump obama clinton bush',
)

/** Words that make what follows `of` a place, whether anybody knows it or not. */
export const SETTLEMENTS = set('village town city hamlet settlement suburb port island province region district')

/** Words of government that stand alone for one, never for a place on the map. */
export const GOVERNMENT_WORDS = set(
  'state province county department government region mission republic district municipality commission',
)

/** Last words of streets, squares and built places. */
export const STREETS = set(
  'street st. avenue ave. road rd. drive boulevard blvd. lane square plaza park bridge station highway parkway way crescent terrace court hall stadium arena airport hospital tower towers palace castle university college school church cathedral mosque market mall hotel museum theatre theater centre center campus island islands county beach bay river creek lake valley hills mountains',
)

/** Things called after a place, or spelt like one: the name, and the words after it that say so. */
export const NOT_PLACES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      [
        'turkey',
        'dinner dinners sandwich sandwiches breast breasts meat soup leftovers farm farms burger sausage stuffing leg legs hunt trot bacon',
      ],
      ['china', 'plate plates cup cups shop cabinet doll dolls teapot bowl tea-set'],
      ['java', 'developer developers code script programmer program applet virtual'],
      ['panama', 'hat hats'],
      ['brussels', 'sprout sprouts'],
      ['bologna', 'sandwich sandwiches'],
      ['bermuda', 'shorts triangle'],
      ['havana', 'cigar cigars'],
      ['champagne', 'bottle bottles glass glasses cork corks flute flutes'],
      ['cheddar', 'cheese'],
      ['cologne', 'bottle spray'],
      ['frankfurt', 'sausage sausages'],
      ['hamburg', 'steak steaks'],
      ['jersey', 'number numbers sponsor'],
      ['french', 'fries toast kiss horn press bulldog bulldogs'],
      ['danish', 'pastry pastries'],
      ['swiss', 'cheese roll army-knife'],
      ['dutch', 'oven treat'],
      ['persian', 'cat cats rug rugs carpet carpets'],
      ['german', 'shepherd shepherds measles'],
      ['russian', 'roulette doll dolls salad'],
      ['guinea', 'pig pigs fowl'],
    ] as const
  ).map(([name, words]) => [name, set(words)]),
)
