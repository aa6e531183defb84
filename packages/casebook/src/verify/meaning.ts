/** What a verified case shows, in words for those who rely on it; the report carries them with every result. */
export const SHOWS = [
  'Every artifact, every row and every entry of the log is as it was when the log was last signed with this key: nothing was changed, added or removed by anyone without the key.',
  'Each artifact existed, with exactly these bytes, when its entry was written, by the clock of the machine that wrote it.',
] as const

/** What it cannot show, however well the hashes fit. */
export const DOES_NOT_SHOW = [
  'That a site really served these bytes, or that what the user said about a file (where it is from, when it was made) is so: such fields are marked as asserted.',
  'That what an artifact says is true.',
  'That the holder of the signing key did not make the whole case anew, or that this is not an older state of it: compare the head with one that was noted down elsewhere, or ask for timestamps of an outside authority.',
] as const
