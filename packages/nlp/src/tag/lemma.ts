import { decodeModel } from '../model/container.ts'

export const LEMMAS_VERSION = 1

/** Groups of Penn Treebank tags that inflect alike. */
export function lemmaGroup(xpos: string): string {
  if (xpos === 'VBZ' || xpos === 'VBD' || xpos === 'VBN' || xpos === 'VBG') return xpos
  if (xpos === 'NNS' || xpos === 'JJR' || xpos === 'JJS' || xpos === 'RBR' || xpos === 'RBS') return xpos
  if (xpos === 'NNPS') return 'NNPS'
  if (xpos.startsWith('PRP')) return 'PRP'
  return xpos === 'MD' ? 'MD' : xpos === 'VBP' || xpos === 'VB' ? 'VB' : 'x'
}

/** Lemma by rule alone, of a lower-case word. Exceptions are looked up before. */
export function ruleLemma(word: string, group: string): string {
  const n = word.length
  if (n < 4 && group !== 'VBD') return group === 'NNS' && n === 3 && word.endsWith('s') ? word.slice(0, -1) : word
  switch (group) {
    case 'NNS':
    case 'VBZ':
    case 'NNPS':
      return withoutS(word)
    case 'VBD':
    case 'VBN':
      return word.endsWith('ed') ? base(word.slice(0, -2), word.endsWith('ied')) : word
    case 'VBG':
      return word.endsWith('ing') && n > 4 ? base(word.slice(0, -3), false) : word
    case 'JJR':
    case 'RBR':
      return word.endsWith('er') ? base(word.slice(0, -2), word.endsWith('ier')) : word
    case 'JJS':
    case 'RBS':
      return word.endsWith('est') ? base(word.slice(0, -3), word.endsWith('iest')) : word
    default:
      return word
  }
}

function withoutS(word: string): string {
  if (!word.endsWith('s') || word.endsWith('ss') || word.endsWith('us')) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh)es$/.test(word) && !/(?:[aeiou]ses|nses|rses|zes)$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** Endings of a stem that lost a mute `e`, in words of any length. */
const LOST_E: readonly RegExp[] = [
  /(?:[cvuz]|[aeiouy]s|[rlnp]s|[dr]g|[aeu]g|[ae]ng|[^aeiourwl]l)$/,
  /(?:(?:^|[^aeo])at|creat|[ldp]ang|[pt]ast|[cvn]it|[^aeiou]ut|[^aeiou]ot|quot|plet|compet|delet)$/,
  /(?:[^aeiou][iu]r|uir|[^aeiou]ar|(?:st|pl|gn|sc)or)$/,
  /(?:[^aeiou]in|pon|phon|[cp]ed|[^aeiou]id|uid|[^aeiou][aou]d|uad)$/,
  /(?:[^aeiou][aoiu]k|[^aeiou][aiu]m|com|[^aeiou][ay]p|[^aeiou][iu]l|[^aeiou]ib)$/,
]
/** The same in words of one syllable only: `hop(e)`, `vot(e)`, but not `develop`. */
const LOST_E_SHORT = /^[^aeiou]{1,3}[aiou](?:[bdgklmnprtv])$/
const KEEPS = /^(?:hang|bang|clang|focus|visit|edit|plan|begin|benefit)$|(?:tion|itor|llow|ough)$/

/** The base form of a stem whose ending was cut off: undoes doubling, gives a mute `e` back. */
function base(stem: string, ied: boolean): string {
  const n = stem.length
  if (ied) return n < 3 ? `${stem}e` : `${stem.slice(0, -1)}y`
  if (stem.endsWith('e')) return `${stem}e`
  if (n < 2 || !/[aeiouy]/.test(stem) || KEEPS.test(stem)) return stem
  const last = stem[n - 1]!
  if (last === stem[n - 2]) {
    if (n > 3 && 'bdgmnprt'.includes(last)) return stem.slice(0, -1)
    return stem.endsWith('ell') && /[aeiou][^aeiou]{1,3}ell$/.test(stem) ? stem.slice(0, -1) : stem
  }
  return LOST_E.some((ending) => ending.test(stem)) || LOST_E_SHORT.test(stem) ? `${stem}e` : stem
}

/** Lemma finder: exceptions learnt from the treebanks, then rules. */
export class Lemmatizer {
  private readonly exceptions: ReadonlyMap<string, string>
  private readonly cache = new Map<string, string>()

  constructor(bytes: Uint8Array) {
    const { sections } = decodeModel(bytes, 'nlp.lemmas', LEMMAS_VERSION)
    const lines = new TextDecoder().decode(sections.get('exceptions')!).split('\n')
    this.exceptions = new Map(
      lines
        .filter((l) => l !== '')
        .map((l) => {
          const [group, word, lemma] = l.split('\t') as [string, string, string]
          return [`${group}\t${word}`, lemma]
        }),
    )
  }

  /** Lemma of a word as written: lower case, except that proper nouns keep their letters. */
  lemma(word: string, upos: string, xpos: string): string {
    const group = lemmaGroup(xpos)
    const key = `${group}\t${word}`
    const known = this.cache.get(key)
    if (known !== undefined) return known
    const lemma = this.find(word, upos, group)
    if (this.cache.size > 50_000) this.cache.clear()
    this.cache.set(key, lemma)
    return lemma
  }

  private find(word: string, upos: string, group: string): string {
    if (upos === 'PROPN') return group === 'NNPS' && word.length > 3 ? withoutS(word) : word
    const lower = word.toLowerCase().replace('\u2019', "'")
    return this.exceptions.get(`${group}\t${lower}`) ?? ruleLemma(lower, group)
  }
}
