import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Words that are common in one language and rare in the others: enough to tell most texts without a model. */
const COMMON: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['en', words('the of and to that was with his her they from this were which has have been would their said an by')],
  ['de', words('der die und das nicht ist ein eine mit den dem auf für von sich auch wird sind im zu des einen')],
  ['fr', words('le la les des et est une dans que qui pour sur pas avec du au par cette sont aux')],
  ['es', words('el los las una que por con para del se su como más pero sus al este fue ha y')],
  ['it', words('il che di una per non sono della con gli nel alla anche è dei ha ma più dal')],
  ['pt', words('o os uma que não para com por dos das mais ao foi pelo são também ele')],
  ['nl', words('het een van en dat niet op zijn voor met aan er ook maar naar werd deze bij')],
  ['pl', words('się nie jest na z że w do jak przez oraz jego został było które który po')],
  ['ru', words('и в не на что с по это как из для от его к был')],
  ['uk', words('і в не на що з до та як це для від його був у')],
]

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Characters of a text that are looked at. */
const SAMPLE = 4000
const WORD = /\p{L}+/gu

/**
 * ISO 639-1 code of a text's language, or null when the text is too short to tell. Common words decide the clear cases.
 * The rest is left to what the page states; where it states nothing, to eld's n-gram model (extra small set), which is
 * loaded only then (about 250 ms).
 */
export function detectLanguage(text: string, stated: string | null = null): string | null {
  const sample = text.slice(0, SAMPLE)
  const found = sample.toLowerCase().match(WORD) ?? []
  if (found.length < 4) return null
  return byCommonWords(found) ?? (stated === null ? byModel(sample) : null)
}

function byCommonWords(found: readonly string[]): string | null {
  const scores = COMMON.map(([language, set]) => [language, count(found, set)] as const)
  scores.sort((a, b) => b[1] - a[1])
  const [best, second] = [scores[0]!, scores[1]!]
  if (found.length < 12) return best[1] >= 2 && second[1] * 2 <= best[1] ? best[0] : null
  if (best[1] < found.length * 0.12 || best[1] < second[1] * 1.8) return null
  return best[0]
}

function count(found: readonly string[], set: ReadonlySet<string>): number {
  let n = 0
  for (const w of found) if (set.has(w)) n++
  return n
}

interface Eld {
  detect(text: string): { readonly language: string; isReliable(): boolean }
}
let loaded: Eld | null = null

function byModel(sample: string): string | null {
  if (loaded === null) {
    const file = fileURLToPath(import.meta.resolve('eld/extrasmall'))
    const module = createRequire(import.meta.url)(file) as { eld?: Eld; default?: Eld }
    loaded = module.eld ?? module.default ?? null
  }
  const result = loaded?.detect(sample)
  return result && result.language !== '' && result.isReliable() ? result.language : null
}
