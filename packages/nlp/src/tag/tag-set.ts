/** Reads the model's labels: joint tags as `UPOS XPOS`. */
export interface TagSet {
  readonly uposNames: readonly string[]
  readonly xposNames: readonly string[]
  /** Joint tag -> index into the names. */
  readonly upos: Uint8Array
  readonly xpos: Uint8Array
}

export function tagSet(joint: readonly string[]): TagSet {
  const uposNames = [...new Set(joint.map((t) => t.split(' ')[0]!))].sort()
  const xposNames = [...new Set(joint.map((t) => t.split(' ')[1]!))].sort()
  return {
    uposNames,
    xposNames,
    upos: Uint8Array.from(joint, (t) => uposNames.indexOf(t.split(' ')[0]!)),
    xpos: Uint8Array.from(joint, (t) => xposNames.indexOf(t.split(' ')[1]!)),
  }
}
