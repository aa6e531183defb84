import { checkIndex } from '../search/index/check.ts'
import { checkBands } from './bands.ts'
import { part, type Verification } from './context.ts'
import { checkFullText } from './fulltext.ts'
import { judgeRow } from './rows.ts'
import { numberOf } from './source.ts'

/**
 * Checks the documents' rows, and everything that follows from them: passages, full-text index, which version is newest.
 * `current`: the case has the tables that this program makes; what an older one made of rows cannot be made again here.
 */
export async function checkDocuments(v: Verification, current: boolean): Promise<boolean> {
  const whole = await part(v, 'documents', async () => {
    for await (const row of v.source.rows('select * from documents order by id')) judgeRow(v, 'documents', row)
  })
  await part(v, 'documents', async () => {
    for await (const row of v.source.rows(WRONG_LATEST))
      v.findings.add('custody/derived', {
        what: `document d${numberOf(row.id)}`,
        why: 'the mark of the newest version',
      })
  })
  if (current) await checkMade(v)
  else v.notes.add('custody/older')
  return whole
}

async function checkMade(v: Verification): Promise<void> {
  await part(v, 'passages', async () => {
    for await (const { document, message } of checkIndex(v.source.db, v.source.dialect)) {
      const what = document === null ? 'the full-text index' : `document d${document}`
      v.findings.add('custody/derived', { what, why: message })
    }
  })
  if (v.source.dialect === 'sqlite') await part(v, 'the full-text index', async () => await checkFullText(v))
  await checkBands(v)
}

/** Documents whose mark is not that of the newest version of their page. */
const WRONG_LATEST = `select d.id from documents d where d.latest is distinct from case when exists (
  select 1 from documents n where n.page = d.page and n.version > d.version) then 0 else 1 end order by d.id`
