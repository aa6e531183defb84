import { termsOf } from './fold/scan.ts'

/** Stands between two values of a field, so that no phrase goes across; no word folds to it. */
export const BOUNDARY = '/'

/** Values and terms that a field of one passage holds, at most. */
const VALUES = 24
const TERMS = 160

/** Names in a field of a passage. What stands within another value is left out: `Kirby` beside `John Kirby`. */
export class Values {
  private readonly values: string[] = []
  private terms = 0

  add(value: string): void {
    if (this.values.length >= VALUES || this.terms >= TERMS) return
    const terms = termsOf(value.slice(0, 400)).map((t) => t.term)
    const folded = terms.slice(0, TERMS).join(' ')
    if (folded === '' || this.values.some((v) => ` ${v} `.includes(` ${folded} `))) return
    this.values.push(folded)
    this.terms += terms.length
  }

  toString(): string {
    return this.values.join(` ${BOUNDARY} `)
  }
}
