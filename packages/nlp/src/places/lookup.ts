import { type Candidate, candidatesOf } from './candidates.ts'
import type { Gazetteer } from './gazetteer.ts'
import { formsOf, isShort } from './names.ts'
import { SHORT_FORM } from './rows.ts'

/** Features of places that an organisation's name may be: states and towns, not buildings. */
const GOVERNED = new Set(['country', 'continent', 'area', 'region', 'capital', 'seat', 'city'])

/** What the gazetteers know of names, remembered for one document. */
export class Lookup {
  private readonly gazetteers: readonly Gazetteer[]
  private readonly places = new Map<string, readonly Candidate[]>()
  private readonly adjectives = new Map<string, readonly Candidate[]>()

  constructor(gazetteers: readonly Gazetteer[]) {
    this.gazetteers = gazetteers
  }

  /** Places of exactly this name, likeliest first. */
  named(name: string): readonly Candidate[] {
    let found = this.places.get(name)
    if (!found) {
      found = candidatesOf(this.gazetteers, name, { adjective: false, short: isShort(name) })
      this.places.set(name, found)
    }
    return found
  }

  /** Places that a word is the adjective or the people of. */
  adjectivesOf(name: string): readonly Candidate[] {
    let found = this.adjectives.get(name)
    if (!found) {
      found = candidatesOf(this.gazetteers, name, { adjective: true, short: false })
      this.adjectives.set(name, found)
    }
    return found
  }

  /** Places of the fullest form of the name that is known. */
  anyForm(name: string): readonly Candidate[] {
    for (const form of formsOf(name)) {
      const found = this.named(form)
      if (found.length > 0) return found
    }
    return []
  }

  /** Prior of the likeliest place of exactly this name; null where none is known. */
  exact(name: string): number | null {
    return this.named(name)[0]?.prior ?? null
  }

  prior(name: string): number | null {
    return this.anyForm(name)[0]?.prior ?? null
  }

  adjective(name: string): number | null {
    return this.adjectivesOf(name)[0]?.prior ?? null
  }

  isShortForm(name: string): boolean {
    return isShort(name) && this.named(name).some((c) => c.kind === SHORT_FORM)
  }

  /** Is it a state or a country: what stands after a comma to say where a town lies? */
  isArea(name: string): boolean {
    return this.named(name).some((c) => c.feature === 'region' || c.feature === 'country')
  }

  /** Is it the name of a place in one of the user's own tables? */
  isOwn(name: string): boolean {
    return this.gazetteers.length > 1 && this.named(name).some((c) => c.from !== this.gazetteers[0])
  }

  /** Prior of the place that an organisation is called by (`Moscow`, `EU`, `Liverpool`); null where it is none. */
  asOrganisation(name: string): number | null {
    const capitals = /^[\p{Lu}&]{2,6}$/u.test(name)
    const found = this.named(name.replace(/^[Tt]he /, '')).find(
      (c) =>
        GOVERNED.has(c.feature) && (!capitals || c.kind === SHORT_FORM || c.from.ref(c.row).startsWith('wherefrom:')),
    )
    return found?.prior ?? null
  }
}
