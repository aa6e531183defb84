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

const VOWEL = /[aeiou]/

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

/** The base form of a stem whose ending was cut off: undoes doubling, gives a mute `e` back. */
function base(stem: string, ied: boolean): string {
  const n = stem.length
  if (ied) return `${stem.slice(0, -1)}y`
  if (n < 2 || (!VOWEL.test(stem) && !stem.includes('y'))) return stem
  const last = stem[n - 1]!
  if (last === stem[n - 2] && !'lsfzoe'.includes(last)) return stem.slice(0, -1)
  if (
    /[^aeiou](?:[aiou]?[aiou]te?|at|iz|is|us|as|os|ur|ir|iv|uc|ic|ac|ag|ng|dg|rg|ib|ak|ok|ik|ad|id|ud|am|im|om|um|in|un|op|ap|ip|yp|at|it|ut)$/.test(
      stem,
    ) &&
    MUTE_E.test(stem)
  )
    return `${stem}e`
  if (/(?:[cvuz]|[aeiou]s|[rlncu]s|dg|[nr]g|[^aeious]l)$/.test(stem) && !/(?:[aeo]w|ing|ang|ong)$/.test(stem))
    return last === 'u' || /[cvz]$/.test(stem) || /[lg]$/.test(stem) || /s$/.test(stem) ? `${stem}e` : stem
  return stem
}

const MUTE_E = /(?:[^aeiou][aeiou]t|iz|us|ur|ir|uc|ac|ag|ib|ak|ad|id|ud|am|im|um|ap|yp|at|ut)$/

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
