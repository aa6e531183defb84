import type { Basis, MentionType, Span } from '@wherefrom/schema'

/** A name found in the text, before names are grouped into entities. Tokens `[from, to)`. */
export interface Name {
  readonly from: number
  readonly to: number
  readonly type: MentionType
  readonly basis: Basis
}

export const byRule = (rule: string, span: Span): Basis => ({ type: 'rule', rule, spans: [span] })

/** Keeps names sorted and apart: a later name in `names` never overlaps an earlier one. Earlier lists win. */
export class NameList {
  private readonly taken: Uint8Array
  readonly names: Name[] = []

  constructor(tokens: number) {
    this.taken = new Uint8Array(tokens)
  }

  free(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.taken[i]) return false
    return true
  }

  add(name: Name): boolean {
    if (name.from >= name.to || !this.free(name.from, name.to)) return false
    this.taken.fill(1, name.from, name.to)
    this.names.push(name)
    return true
  }

  sorted(): Name[] {
    return this.names.toSorted((a, b) => a.from - b.from)
  }
}
