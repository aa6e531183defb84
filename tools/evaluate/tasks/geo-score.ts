import { kilometres } from '../../../packages/nlp/src/places/distance.ts'
import { f1, ratio } from '../evaluation.ts'
import type { GoldPlace } from './geo-files.ts'

/** A name of a place that the product found; `at` is null where it does not know where that is. */
export interface FoundPlace {
  readonly start: number
  readonly end: number
  readonly at: { readonly lat: number; readonly lon: number } | null
  readonly country: string | null
}

/** 100 miles: what geoparsing research counts as the right place. */
const CLOSE_KM = 161

/**
 * Counts over documents. A found name matches gold when it covers the same characters, an article before it aside.
 * `recognitionF`: names. `acc161`: of the names found, the share placed within 161 km (not placed: wrong). `country`: of the names
 * found whose country is known, the share put into it. `e2eF161`: names found and placed within 161 km, against all gold
 * and all that were placed.
 */
export class GeoScore {
  private gold = 0
  private found = 0
  private placed = 0
  private matched = 0
  private close = 0
  private withCountry = 0
  private rightCountry = 0

  /** `countryOf`: the country of a gold place, or null where it is not known. */
  add(
    text: string,
    gold: readonly GoldPlace[],
    found: readonly FoundPlace[],
    countryOf: (g: GoldPlace) => string | null,
  ): void {
    const key = (s: { readonly start: number; readonly end: number }): string => `${bare(text, s.start)}:${s.end}`
    const wanted = new Map(gold.map((g) => [key(g), g]))
    this.gold += wanted.size
    const seen = new Set<string>()
    for (const f of found) {
      const k = key(f)
      if (seen.has(k)) continue
      seen.add(k)
      this.found++
      if (f.at) this.placed++
      const g = wanted.get(k)
      if (!g) continue
      this.matched++
      if (f.at && kilometres(f.at, g) <= CLOSE_KM) this.close++
      const country = countryOf(g)
      if (country === null) continue
      this.withCountry++
      if (f.country === country) this.rightCountry++
    }
  }

  metrics(): Record<string, number> {
    return {
      recognitionF: f1(this.matched, this.found, this.gold),
      country: ratio(this.rightCountry, this.withCountry),
      acc161: ratio(this.close, this.matched),
      e2eF161: f1(this.close, this.placed, this.gold),
      recognitionP: ratio(this.matched, this.found),
      recognitionR: ratio(this.matched, this.gold),
    }
  }
}

/** Where a name starts without its article. */
function bare(text: string, start: number): number {
  const article = /^the\s/i.exec(text.slice(start, start + 4))
  return article ? start + article[0].length : start
}
