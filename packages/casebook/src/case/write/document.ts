import { dropPassages, indexPassages } from '../../search/index/index.ts'
import type { Prepared } from '../prepared.ts'
import { PRIMARY } from '../primary.ts'
import { run } from '../raw.ts'
import { find, inserter, statement } from '../statement.ts'
import type { ComponentTable, DocumentTable, SightingTable } from '../tables.ts'
import { pageName, storable, storableOrNull } from '../text.ts'
import { nextId, type Work } from '../transact.ts'

export interface NewDocument {
  /** SHA-256 of the artifact that the document was read out of. */
  readonly artifact: string
  readonly capture: number
  /** What makes it a version of something: its address, or where the file lay. */
  readonly page: string
  readonly prepared: Prepared
}

export interface DocumentWritten {
  /** `unchanged`: the same content was in the case; `version`: the page was there with other content. */
  readonly state: 'added' | 'version' | 'unchanged'
  readonly document: number
  readonly version: number
}

interface Known {
  readonly id: number
  readonly version: number
  readonly content_sha256: string
}

const BY_PART = statement(
  `select id, version, content_sha256 from documents where artifact = ? and part = ?
   union all
   select d.id, d.version, d.content_sha256 from sightings s join documents d on d.id = s.document
   where s.artifact = ? and s.part = ?`,
)
const NEWEST = statement(
  'select id, version, content_sha256 from documents where page = ? order by version desc limit 1',
)
const OUTDATE = statement('update documents set latest = 0 where id = ?')
const insertDocument = inserter<DocumentTable>('documents', PRIMARY.documents.columns)
const insertSighting = inserter<SightingTable>('sightings', PRIMARY.sightings.columns)

/**
 * Writes a document. The same part of the same artifact is the same document; the same content as the page's newest
 * version is that document, seen again in other bytes; other content is the page's next version.
 */
export async function putDocument(
  t: Work,
  { artifact, capture, page, prepared }: NewDocument,
): Promise<DocumentWritten> {
  const part = storable(prepared.part)
  const same = await find<Known>(t.db, t.dialect, BY_PART, [artifact, part, artifact, part])
  if (same) return { state: 'unchanged', document: same.id, version: same.version }
  const name = pageName(page)
  const newest = await find<Known>(t.db, t.dialect, NEWEST, [name])
  if (newest?.content_sha256 === prepared.contentSha256) {
    const row = { artifact, part, document: newest.id, capture }
    await insertSighting(t.db, t.dialect, row)
    t.wrote('sightings', row)
    return { state: 'unchanged', document: newest.id, version: newest.version }
  }
  t.record({ event: 'analyzed', artifact, sha256: prepared.analysisSha256 })
  const version = (newest?.version ?? 0) + 1
  if (newest) await run(t.db, OUTDATE[t.dialect], [newest.id])
  const row: DocumentTable = {
    ...(await described(t, prepared)),
    id: await nextId(t, 'documents'),
    artifact,
    part,
    page: name,
    version,
    latest: 1,
    capture,
  }
  await insertDocument(t.db, t.dialect, row)
  t.wrote('documents', row)
  await indexPassages(t.db, t.dialect, row.id, prepared.passages)
  return { state: newest ? 'version' : 'added', document: row.id, version }
}

const DESCRIBED = PRIMARY.documents.columns.slice(PRIMARY.documents.columns.indexOf('reader'))
const BY_ID = statement('select * from documents where id = ?')
const REPLACE = statement(`update documents set ${DESCRIBED.map((c) => `${c} = ?`).join(', ')} where id = ?`)

/** Puts a newer analysis of the same part in place of the one that a document has. Its id and page stay. */
export async function replaceAnalysis(t: Work, document: number, prepared: Prepared): Promise<void> {
  const old = await find<DocumentTable>(t.db, t.dialect, BY_ID, [document])
  if (!old) throw new Error(`no document ${document}`)
  t.record({ event: 'analyzed', artifact: old.artifact, sha256: prepared.analysisSha256 })
  const row: DocumentTable = { ...old, ...(await described(t, prepared)) }
  await run(t.db, REPLACE[t.dialect], [...DESCRIBED.map((c) => row[c]), document])
  t.wrote('documents', row)
  await dropPassages(t.db, t.dialect, document)
  await indexPassages(t.db, t.dialect, document, prepared.passages)
}

type Described = Omit<DocumentTable, 'id' | 'artifact' | 'part' | 'page' | 'version' | 'latest' | 'capture'>

async function described(t: Work, p: Prepared): Promise<Described> {
  return {
    reader: p.reader,
    title: storableOrNull(p.title),
    outlet: storableOrNull(p.outlet),
    published: storableOrNull(p.published),
    language: storableOrNull(p.language),
    url: storableOrNull(p.url),
    words: p.words,
    claims: p.claims,
    components: await componentSet(t, p.components),
    content_sha256: p.contentSha256,
    analysis_sha256: p.analysisSha256,
    analysis: p.analysis,
  }
}

const FIND_SET = statement('select id from components where versions = ?')
const insertSet = inserter<ComponentTable>('components', PRIMARY.components.columns)

async function componentSet(t: Work, versions: string): Promise<number> {
  const known = t.writer.components.get(versions)
  if (known !== undefined) return known
  const found = await find<{ id: number }>(t.db, t.dialect, FIND_SET, [versions])
  const id = found?.id ?? (await nextId(t, 'components'))
  if (!found) {
    await insertSet(t.db, t.dialect, { id, versions })
    t.wrote('components', { id, versions })
  }
  t.after.push(() => t.writer.components.set(versions, id))
  return id
}
