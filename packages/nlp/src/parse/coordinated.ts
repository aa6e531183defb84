import type { Parse } from '@wherefrom/schema'

/** The farthest that a clause's governor is looked for upwards. */
const HOPS = 12

/**
 * A relative clause never starts with "and": where a clause with a conjunction and a subject of its own is hung on a noun
 * ("denied accusations of theft, and the crew tried to hide it"), it is coordinated with the clause above, and is hung
 * there as a conjunct. Only the head moves, upwards, so every tree stays a tree. Changes `parse`; O(n).
 */
export function hangCoordinated(parse: Parse): void {
  const { head, deprel, deprelNames } = parse
  const relation = (name: string): number => deprelNames.indexOf(name)
  const [clause, relative] = [relation('acl'), relation('acl:relcl')]
  const [cc, conj] = [relation('cc'), relation('conj')]
  if (cc < 0 || conj < 0) return
  const subjects = new Set(['nsubj', 'nsubj:pass'].map(relation))
  const clausal = new Set(['root', 'conj', 'ccomp', 'parataxis', 'advcl'].map(relation))
  const hangs = (i: number): boolean => head[i]! >= 0 && (deprel[i] === clause || deprel[i] === relative)
  const subject = new Uint8Array(head.length)
  for (let i = 0; i < head.length; i++)
    if (head[i]! > i && subjects.has(deprel[i]!) && hangs(head[i]!)) subject[head[i]!] = 1
  for (let i = 0; i < head.length; i++) {
    const verb = head[i]!
    if (deprel[i] !== cc || verb <= i || !hangs(verb) || subject[verb] === 0 || head[verb]! > i) continue
    let up = head[verb]!
    for (let hop = 0; hop < HOPS && up >= 0 && !clausal.has(deprel[up]!); hop++) up = head[up]!
    if (up < 0 || !clausal.has(deprel[up]!)) continue
    head[verb] = up
    parse.deprel[verb] = conj
  }
}
