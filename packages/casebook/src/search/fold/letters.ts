/**
 * Letters of other scripts in Latin ones, word by word. The aim is not a standard romanisation but a common ground: what
 * comes out goes through the same rules (`skeleton.ts`) as the spellings of English newspapers, and meets them there.
 */

const pairs = (rows: string): ReadonlyMap<string, string> =>
  new Map(
    rows
      .trim()
      .split(/\s+/)
      .map((p) => [p.slice(0, 1), p.slice(1)]),
  )

const CYRILLIC = pairs(`
  аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya
  іi їi єie ґg ўu јj љlj њnj ћc ђdj џdz ѓg ќk ѕdz ѣe ѳf ѵi
  әa ғg қk ңn өo ұu үu һh җzh`)

/** What differs in words with letters that only Ukrainian and Belarusian have. */
const UKRAINIAN = pairs('гh иy')

/** What differs in words with letters that only Serbian has: Latin Serbian as newspapers print it, without its carons. */
const SERBIAN = pairs('жz цc чc шs хh')

const UKRAINIAN_LETTERS = /[іїєґў]/
const SERBIAN_LETTERS = /[јљњћђџ]/
const VOWELS = 'аеёиоуыэюяіїє'
/** After these, and at the start, `е` is heard and written `ye`. */
const BEFORE_YE = 'ьъ'

/** A lower-case Cyrillic word in Latin letters. */
export function latinOfCyrillic(word: string): string {
  const special = SERBIAN_LETTERS.test(word) ? SERBIAN : UKRAINIAN_LETTERS.test(word) ? UKRAINIAN : null
  let out = ''
  for (let i = 0; i < word.length; i++) {
    const char = word[i]!
    out += special?.get(char) ?? inPlace(word, i) ?? CYRILLIC.get(char) ?? char
  }
  return out
}

/** Letters whose reading hangs on their neighbours. */
function inPlace(word: string, i: number): string | undefined {
  const char = word[i]!
  const first = i === 0
  if (char === 'е' || char === 'є') return first || BEFORE_YE.includes(word[i - 1]!) ? 'ye' : undefined
  if (char === 'ї') return first ? 'yi' : undefined
  if (char !== 'ъ') return undefined
  // Bulgarian has it as a vowel between consonants; Russian only before е, ё, ю, я.
  const next = word[i + 1] ?? ''
  return next !== '' && !VOWELS.includes(next) ? 'a' : ''
}

const GREEK = pairs('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo')
const GREEK_PAIRS: readonly (readonly [RegExp, string])[] = [
  [/ου/g, 'ou'],
  [/αυ/g, 'av'],
  [/ευ/g, 'ev'],
  [/γγ/g, 'ng'],
  [/^γκ/g, 'g'],
  [/^μπ/g, 'b'],
  [/^ντ/g, 'd'],
]

/** A lower-case Greek word without accents in Latin letters. */
export function latinOfGreek(word: string): string {
  let out = word
  for (const [two, latin] of GREEK_PAIRS) out = out.replace(two, latin)
  return spell(out, GREEK)
}

const LATIN = pairs('ßss øo łl đdj æae œoe ıi þth ðd əe ŧt ħh ĸk ŋn ſs ʼ ʻ')

/** Latin letters that no decomposition takes apart. */
export const plainLatin = (word: string): string => spell(word, LATIN)

const GEORGIAN = pairs(`
  აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh`)
export const latinOfGeorgian = (word: string): string => spell(word, GEORGIAN)

const ARMENIAN = pairs(`
  աa բb գg դd եe զz էe ըy թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւv փp քk
  օo ֆf ևev`)
export const latinOfArmenian = (word: string): string => spell(word.replaceAll('ու', 'u'), ARMENIAN)

/** Alef with anything on it, final ya, ta marbuta, seats of hamza; Persian ya and kaf. */
const ARABIC = pairs('أا إا آا ٱا ىي ئي یي ةه ؤو کك')

/** An Arabic word without vowel signs, stretching and article. */
export function plainArabic(word: string): string {
  const out = spell(word, ARABIC).replaceAll('ـ', '')
  return out.length > 4 && out.startsWith('ال') ? out.slice(2) : out
}

/** Final forms of Hebrew letters as the others. */
const HEBREW = pairs('ךכ םמ ןנ ףפ ץצ')
export const plainHebrew = (word: string): string => spell(word, HEBREW)

function spell(word: string, letters: ReadonlyMap<string, string>): string {
  let out = ''
  for (const char of word) out += letters.get(char) ?? char
  return out
}
