import type { NameLabels } from '../neural/names.ts'
import { BEGIN, INSIDE, LAST, label, NER_TYPES, type NerType, UNIT } from './labels.ts'

/** The encoder's BIO labels as the name finder's own (BILOU). Names of types that it does not know are left out. */
export function fromBio({ label: labels, names }: NameLabels): Uint8Array {
  const begins = names.map((n) => n.startsWith('B-'))
  const types = names.map((n) => NER_TYPES.indexOf(n.slice(2) as NerType))
  const out = new Uint8Array(labels.length)
  for (let i = 0; i < labels.length; ) {
    const first = labels[i]!
    const type = types[first]!
    let to = i + 1
    if (type < 0) {
      i = to
      continue
    }
    while (to < labels.length && types[labels[to]!] === type && !begins[labels[to]!]) to++
    for (let k = i; k < to; k++) {
      const position = to - i === 1 ? UNIT : k === i ? BEGIN : k === to - 1 ? LAST : INSIDE
      out[k] = label(type, position)
    }
    i = to
  }
  return out
}
