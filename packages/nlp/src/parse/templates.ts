/**
 * What the parser looks at, as data. An atom is one value read from the parser's state; a template is one, two or three
 * atoms that are hashed together into one feature. After Zhang and Nivre (2011) and Goldberg and Nivre (2013), with
 * word clusters and label sets.
 *
 * Nodes: `s0 s1 s2` the stack from its top, `n0 n1 n2` the buffer from its front; `.l .r` leftmost and rightmost child,
 * `.l2 .r2` the ones before them. Values: `w` word, `t` tag pair, `p` both, `c` fine cluster, `k` coarse cluster, `L`
 * label, `lv rv` number of children, `ls rs` set of their labels.
 */
export const PARSE_VERSION = 1

/** Atoms in the order in which `atoms.ts` writes them. */
export const ATOMS = [
  'one',
  ...nodeAtoms('s0'),
  ...nodeAtoms('s1'),
  ...nodeAtoms('n0'),
  ...['n1w', 'n1t', 'n1p', 'n1c', 'n2w', 'n2t', 'n2p', 's2w', 's2t', 's2p', 's2c'],
  ...['s0lv', 's0rv', 's0ls', 's0rs', 's1lv', 's1rv', 's1ls', 's1rs', 'n0lv', 'n0ls'],
  ...childAtoms('s0.l'),
  ...childAtoms('s0.r'),
  ...childAtoms('s1.l'),
  ...childAtoms('s1.r'),
  ...childAtoms('n0.l'),
  ...['s0.l2t', 's0.l2L', 's0.r2t', 's0.r2L', 's1.r2t', 's1.r2L', 's1.l2t', 's1.l2L', 'n0.l2t', 'n0.l2L'],
  ...['d01', 'd10', 'commas', 'verbs', 'pt', 'b0t', 'right', 'n0-1t', 's0-1t', 's0+1t', 's1+1t'],
] as const

function nodeAtoms<N extends string>(n: N) {
  return [`${n}w`, `${n}t`, `${n}p`, `${n}c`, `${n}k`] as const
}

function childAtoms<N extends string>(n: N) {
  return [`${n}w`, `${n}t`, `${n}L`, `${n}c`] as const
}

/** Features of the choice between shift, left arc and right arc. */
export const ACTION_TEMPLATES: readonly string[] = [
  'one',
  // one node
  's0w s0t s0p s0c s1w s1t s1p s1c n0w n0t n0p n0c n1w n1t n1p n1c n2w n2t n2p s2t s2p s2w',
  // two nodes
  's0p+n0p s0p+n0w s0w+n0p s0p+n0t s0t+n0p s0w+n0w s0t+n0t n0t+n1t n0p+n1t n0t+n1p n0w+n1w n0p+n1p',
  's1p+s0p s1w+s0w s1t+s0t s1p+s0t s1t+s0p s1p+s0w s1w+s0p s1t+n0t s1p+n0t s1t+n0p s1w+n0w s1p+n0p s2t+s1t s2p+s0t s0t+n1t s0p+n1t s0w+n1w s2t+n0t',
  // three nodes
  'n0t+n1t+n2t s0t+n0t+n1t s0p+n0t+n1t s0t+n0p+n1t s0t+n0t+n1p s1t+s0t+n0t s1p+s0t+n0t s1t+s0p+n0t s1t+s0t+n0p s2t+s1t+s0t s1t+n0t+n1t s1w+s0w+n0t s1t+s0w+n0w s1w+s0t+n0w s2t+s0t+n0t s2w+s1w+s0t',
  // children
  's0.lt s0.lw s0.lL s0.rt s0.rw s0.rL s1.lt s1.lw s1.lL s1.rt s1.rw s1.rL n0.lt n0.lw n0.lL',
  's0t+s0.lt+n0t s0t+s0.rt+n0t s0t+n0t+n0.lt s1t+s1.rt+s0t s1t+s1.lt+s0t s1t+s0t+s0.lt s1t+s0t+s0.rt s1t+s0t+n0.lt s1t+s1.rL+n0t',
  's0p+s0.rL s0p+s0.lL s1p+s1.rL n0p+n0.lL s0w+s0.rw s1w+s1.rw s0t+s0.lL+s0.rL s1t+s1.rL+s1.r2L s0t+s0.rL+s0.r2L s0t+s0.lL+s0.l2L n0t+n0.lL+n0.l2L',
  's0w+s0.lw+n0w s1w+s0w+s0.lw s1t+s0t+s0.lw s1w+s0t+s0.lw s1p+s1.rw+s0t s1p+s0.lw n0t+s0t+n0.lw s0.lw+n0w s1t+s1.rw+s0.lw',
  's0.l2t s0.r2t s1.r2t n0.l2t s0.l2L s0.r2L s1.r2L s1.l2L n0.l2L',
  // numbers of children and their labels
  's0w+s0lv s0w+s0rv s0t+s0lv s0t+s0rv s1w+s1rv s1t+s1rv s1t+s1lv n0w+n0lv n0t+n0lv s0p+s0rv+n0t',
  's0w+s0ls s0w+s0rs s0t+s0ls s0t+s0rs s1w+s1rs s1t+s1rs s1w+s1ls s1t+s1ls n0w+n0ls n0t+n0ls s1t+s1rs+s0t s1t+s1ls+s0t s0t+s0ls+n0t s0t+s0rs+n0t s0t+n0t+n0ls s1p+s1rs+s0t s0p+s0rs+n0t',
  // distances and what lies between
  's0w+d01 s0t+d01 n0w+d01 n0t+d01 s0t+n0t+d01 s1w+d10 s1t+d10 s0w+d10 s0t+d10 s1t+s0t+d10 s1t+n0t+d01 s0t+n0t+commas s1t+s0t+verbs s0t+n0t+verbs s1t+s0t+commas s0p+n0t+verbs pt+s0t+n0t',
  's0t+b0t+n0t s1t+s0t+b0t n0-1t+n0t+s0t s0-1t+s0t+n0t s0t+s0+1t+n0t s1t+s1+1t+s0t',
  // clusters
  's0c+n0c s0c+n0t s0t+n0c s1c+s0c s1c+s0t s1t+s0c s0k+n0k+n1t s1k+s0k+n0k s1c+n0c s1k+s0k+n0t s1k+s0t+n0k s0c+n0w s0w+n0c s1c+s0w s1w+s0c s1k+s0k+s0.lw n0c+n1c n0k+n1t+n2t s1c+s0.lw',
].flatMap((line) => line.split(' '))

/** Features of the label of a new arc. Here `s0` is always the dependent; `right` tells whether the head is `s1` or `n0`. */
export const LABEL_TEMPLATES: readonly string[] = [
  'right',
  'hw+right ht+right hp+right hc+right s0w+right s0t+right s0p+right s0c+right',
  'hp+s0p+right hw+s0w+right ht+s0t+right hp+s0t+right ht+s0p+right hw+s0p+right hp+s0w+right hc+s0c+right hc+s0t+right ht+s0c+right hk+s0k+s0.lw',
  'hd+right+s0t hd+right+ht s0t+hd+ht',
  's0.lw+right s0.lt+right s0.lL+right s0.rt+right s0.rL+right s0.rw+right s0.lc+right',
  'ht+s0t+s0.lw hw+s0.lw+right hp+s0.lw+s0t hc+s0.lw+s0t s0w+s0.lw+right s0c+s0.lw+ht ht+s0t+s0.lt ht+s0t+s0.rt ht+s0.lw+s0.rL s0p+s0.lL+right s0.lw+s0.l2L+ht',
  's0t+s0ls+right s0t+s0rs+right s0w+s0ls+right s0p+s0ls+ht ht+hs+s0t hw+hs+right hp+hs+s0t hs+right hs+s0t+s0.lw s0ls+s0rs+ht',
  's0-1t+s0t+ht s0+1t+s0t+ht s0-1t+s0t+right s0+1t+s0t+right n0t+s0t+ht n1t+s0t+right n0w+s0t+right n0t+s0t+right pt+s0t+ht',
  'commas+ht+s0t verbs+ht+s0t s0lv+s0t+right s0rv+s0t+right',
].flatMap((line) => line.split(' '))
