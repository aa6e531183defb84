import type { AnalysisJson, ClaimChange, VersionChanges } from '@wherefrom/casebook'
import { heading, type Look } from './dossier.ts'
import { safeLine } from './safe.ts'
import { cut } from './width.ts'

/** Claims that are shown of each kind of change; the rest is counted. */
const SHOWN = 12

/** What changed against the version before: how many claims were kept, and each that was not. */
export function changesText(changes: VersionChanges, now: AnalysisJson, look: Look): string[] {
  const { style, width } = look
  const { kept, moved, changed, gone, new: fresh } = changes.counts
  const counts = [
    `${kept} kept`,
    `${moved} moved`,
    style.yellow(`${changed} changed`),
    style.red(`${gone} gone`),
    style.green(`${fresh} new`),
  ]
  const words = (change: ClaimChange): string => {
    const claim = now.claims.find((c) => c.id === change.after)
    const said = claim ? `  ${safeLine(claim.text)}` : ''
    const why = change.differs.length > 0 ? style.dim(` (${change.differs.join(', ')})`) : ''
    return (
      cut(
        `  ${change.state.padEnd(8)}${(change.before ?? '').padEnd(6)}${(change.after ?? '').padEnd(6)}${said}`,
        width - 20,
      ) + why
    )
  }
  const notKept = changes.claims.filter((c) => c.state !== 'kept')
  return [
    heading(`Claims against d${changes.since}`, look),
    `  ${counts.join(style.dim(' · '))}`,
    ...notKept.slice(0, SHOWN).map(words),
    ...(notKept.length > SHOWN ? [style.dim(`  and ${notKept.length - SHOWN} more: see --json`)] : []),
  ]
}
