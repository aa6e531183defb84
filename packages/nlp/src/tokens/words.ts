/** Word lists of the tokenizer. Lower case; each list is closed-class knowledge of English writing, not of any text. */
const list = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Abbreviations that keep their full stop. */
export const ABBREVIATIONS = list(
  'mr mrs ms dr st vs etc sept inc no al ft oct dec jr sr nov co corp gen lt rev feb jan aug apr prof gov sen rep reps sgt capt col cmdr adm maj brig cpl pvt pfc ' +
    'hon messrs mme mlle mt ltd bros dept univ assn ave blvd rd wed thur thurs tues tue mon fri sat sun jul jun ph approx ca cf fig figs vol vols pp p ed eds est ext ' +
    'attn arr arrv div esp exec gmbh intl llc plc ret supt tel viz ala ariz ark calif colo conn del fla ga ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa ' +
    'penn tenn tex va vt wash wis wyo ont que sask alta messrs nos op cit ibid seq lb lbs oz min mins hr hrs yrs bldg sec chap art para gens cols lts sens govs profs drs',
)

/** Prefixes that stay joined to what follows their hyphen (`non-avian`, `e-mail`); other hyphens stand alone. */
export const PREFIXES = list(
  'non e mid anti re co pre pro cross post over semi multi ex sub counter pan mini neo socio psycho inter intra un ultra micro macro trans bi tri de dis out under vice arch',
)

/** Elements after a hyphen that stay joined to what stands before. */
export const SUFFIXES = list('esque wise')

/** Units that stand alone although they are written against their number. */
export const UNITS = list(
  'am pm a.m p.m k m mm bn b t tn trn kg km cm g mg ml l kw kwh mw gw mwh ft lb lbs oz mph kmh kph x min hr hrs hz khz mhz ghz kb mb gb tb in yd yds mi sq mn mln usd eur percent',
)

/** Last parts of names with dots that are one token: hosts and files. */
export const DOTTED = list(
  'com org net edu gov mil int info biz eu uk us ca au de fr ru ua cn jp in io co tv me doc docx xls xlsx pdf ppt txt htm html jpg png gif mp3 mp4 zip exe url php asp aspx',
)

/** Words that stand for two, cut after so many letters. */
export const FUSED: ReadonlyMap<string, number> = new Map([
  ['alot', 1],
  ['outta', 3],
  ['cannot', 3],
  ['gonna', 3],
  ['wanna', 3],
  ['gotta', 3],
  ['gimme', 3],
  ['lemme', 3],
  ['dont', 2],
  ['didnt', 3],
  ['doesnt', 4],
  ['cant', 2],
  ['isnt', 2],
  ['wasnt', 3],
  ['arent', 3],
  ['couldnt', 5],
  ['wouldnt', 5],
  ['shouldnt', 6],
  ['havent', 4],
  ['hasnt', 3],
  ['aint', 2],
  ['wont', 2],
  ['im', 1],
  ['ive', 1],
  ['youre', 3],
  ['theyre', 4],
  ['youve', 3],
  ['thats', 4],
  ['theres', 5],
])

/** Endings after an apostrophe that are words of their own. */
export const CLITICS = list('s re ve ll d m')

/** Words that begin with an apostrophe. */
export const ELIDED = list('em til tis twas cause cuz bout round n')

/** Pairs with a slash that are one word. */
export const SLASHED = list('w/o w/out s/he n/a a/c c/o l/c i/o b/c b/t k/psu i/c km/h m/s')

/** Emoticons. */
export const FACES = list(":) :( :D ;) :-) ;-) :-( :P :p =) =( ^_^ :/ :-/ :o xD XD <3 :'( (: ): ;D -_- :]")
