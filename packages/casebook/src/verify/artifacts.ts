import { DirectoryStore, hashPieces, StoreError } from '@wherefrom/evidence'
import type { KnownArtifact } from './context.ts'
import { reasonOf, type Verification } from './context.ts'

/** Called with the number of artifacts done; for a progress bar. */
export type OnProgress = (done: number, of: number) => void

/** Hashes every artifact that the case knows, and looks for what lies in the store without being known. */
export async function checkArtifacts(v: Verification, onProgress?: OnProgress): Promise<number> {
  let done = 0
  for (const known of v.artifacts) {
    await checkArtifact(v, known)
    done++
    onProgress?.(done, v.artifacts.length)
  }
  try {
    await checkExtra(v)
  } catch (error) {
    v.findings.add('custody/database', { what: 'artifacts', reason: reasonOf(error) })
  }
  return done
}

async function checkArtifact(v: Verification, { sha256, sha1, bytes, seq }: KnownArtifact): Promise<void> {
  const about = { artifact: sha256, seq }
  try {
    const found = await hashPieces(v.store.get(sha256))
    if (found.sha256 !== sha256) v.findings.add('custody/artifact-changed', { what: 'SHA-256' }, about)
    else if (sha1 !== null && found.sha1 !== sha1) v.findings.add('custody/artifact-changed', { what: 'SHA-1' }, about)
    else if (bytes !== null && found.bytes !== bytes)
      v.findings.add('custody/artifact-changed', { what: 'size' }, about)
  } catch (error) {
    const missing = error instanceof StoreError && error.code === 'store/missing'
    if (missing) v.findings.add('custody/artifact-missing', { seq }, about)
    else v.findings.add('custody/artifact-unreadable', { reason: reasonOf(error) }, about)
  }
}

/** Both lists are in the order of hashes, so one walk tells what is in the store alone. */
async function checkExtra(v: Verification): Promise<void> {
  let at = 0
  for await (const sha256 of v.store.list()) {
    while (at < v.artifacts.length && v.artifacts[at]!.sha256 < sha256) at++
    if (v.artifacts[at]?.sha256 !== sha256) await judgeExtra(v, sha256)
  }
  if (v.store instanceof DirectoryStore) {
    for await (const { path, temporary } of v.store.strays()) {
      // The rest of a put that was cut off never had a name, so it cannot pass for evidence.
      const to = temporary ? v.notes : v.findings
      to.add(temporary ? 'custody/leftover' : 'custody/artifact-extra', { what: path.slice(0, 200) })
    }
  }
}

/** An artifact without a row: its row was deleted (told already), a run was cut off before its receipt, or it was planted. */
async function judgeExtra(v: Verification, sha256: string): Promise<void> {
  if (v.digests.take('artifacts', sha256)?.digest) return
  const about = { artifact: sha256 }
  const whole = await hashPieces(v.store.get(sha256)).then(
    (found) => found.sha256 === sha256,
    () => false,
  )
  if (!whole) v.findings.add('custody/artifact-extra', { what: sha256 }, about)
  else if (v.leftovers.has(sha256)) return
  else if (v.interrupted) v.notes.add('custody/leftover', { what: sha256 }, about)
  else v.findings.add('custody/artifact-extra', { what: sha256 }, about)
}
