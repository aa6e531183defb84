const MB = 1024 * 1024

/**
 * Bounds of what is read out of one artifact, so that no input can take all memory, disk or time. They are far above
 * what real files need: what meets one is told in a problem, and the rest is still read.
 */
export const LIMITS = {
  /** The largest artifact that is read as one document, in bytes. */
  document: 64 * MB,
  /** The longest text of one document, in characters, and its most paragraphs: more than any book has. */
  characters: 4 * MB,
  paragraphs: 100_000,
  /** The largest member of an archive that becomes an artifact of its own, in bytes; it is held in memory. */
  member: 128 * MB,
  /** All members of one archive together, unpacked, in bytes. */
  expansion: 8 * 1024 * MB,
  /** A member of more than `ratioFrom` bytes is a bomb where it unpacks to more than this many times its packed size. */
  ratio: 250,
  ratioFrom: 16 * MB,
  /** All members together, where they are more than `totalRatioFrom` bytes, against the size of the archive. */
  totalRatio: 50,
  totalRatioFrom: 512 * MB,
  /** Members of one archive. */
  members: 200_000,
  /** Archives inside archives: members at this depth are kept, but no longer opened. */
  depth: 8,
  /** Longest member path, in characters; longer ones are cut. */
  path: 1024,
  /** Problems of one kind that one archive tells one by one; more are summed up. */
  problems: 100,
} as const
