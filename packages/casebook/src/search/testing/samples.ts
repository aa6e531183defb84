import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '../../case/case.ts'
import type { Prepared } from '../../case/prepared.ts'
import { sha, upload } from '../../case/testing/cases.ts'
import { transact } from '../../case/transact.ts'
import { type NewDocument, putDocument } from '../../case/write/document.ts'
import { finishReceipt, putReceipt } from '../../case/write/receipt.ts'
import { prepare } from '../../ingest/prepare.ts'
import { openEngine, readDocument } from '../../read.ts'

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', '..', 'samples')

/** Texts of the tests' own: names in other scripts, designations, an unnamed source. */
const OWN: Readonly<Record<string, string>> = {
  'cyrillic.txt': 'Встреча\n\nПрезидент Зеленский и министр Навальный говорили о дронах Shahed-136. Путин молчал.\n',
  'latin.txt':
    'Visit to the plant\n\nPresident Zelenskyy said that Putin had ordered 1,200 Shahed136 drones.\n\nA senior official said that the drones may have been built near Kiev.\n',
}

/** When they were published. */
const PUBLISHED: Readonly<Record<string, string>> = { 'cyrillic.txt': '2024-05-01', 'latin.txt': '2024-05-02' }

/** The samples and the tests' own texts, analysed: what a worker would hand over. */
export async function preparedSamples(): Promise<{ readonly name: string; readonly prepared: Prepared }[]> {
  const engine = await openEngine()
  const names = readdirSync(SAMPLES)
    .filter((n) => /^\d/.test(n))
    .sort()
  const files = [
    ...names.map((n) => [n, readFileSync(join(SAMPLES, n))] as const),
    ...Object.entries(OWN).map(([n, text]) => [n, new TextEncoder().encode(text)] as const),
  ]
  return await Promise.all(
    files.map(async ([name, bytes]) => {
      const published = PUBLISHED[name]
      const read = readDocument(bytes, { file: name, sha256: '', ...(published ? { published } : {}) }, engine)
      if ('problem' in read) throw new Error(`${name} ${read.problem.message}`)
      return { name, prepared: await prepare(read.analysis, '', name.endsWith('html') ? 'html' : 'text') }
    }),
  )
}

/** Writes a document as `add` does; `page` makes it a version of another. */
export async function put(c: Case, name: string, prepared: Prepared, page: NewDocument['page'] = name): Promise<void> {
  const artifact = sha(`${name} ${prepared.analysisSha256}`)
  await transact(c, async (t) => {
    const { capture } = await putReceipt(t, {
      ref: { sha256: artifact, sha1: artifact.slice(0, 40), bytes: 1 },
      record: upload(name),
    })
    await putDocument(t, { artifact, capture, page, prepared })
    await finishReceipt(t, capture, 1)
  })
}
