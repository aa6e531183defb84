import { ArtifactHash, type ArtifactStore, StoreError, storeError } from '@wherefrom/evidence'
import { type ArtifactRef, problem } from '@wherefrom/schema'
import type pg from 'pg'

/** Bytes of one row: large enough to be few, small enough that several never fill the memory. */
const PART = 1024 * 1024

/** Names that `list` gets at a time. */
const PAGE = 1000

/**
 * Artifacts inside the database, in parts of a megabyte. A put is one transaction: its parts are there with its name or
 * not at all. Same four calls and same errors as the store in a folder.
 */
export class PostgresStore implements ArtifactStore {
  private readonly pool: pg.Pool
  private readonly label: string

  constructor(pool: pg.Pool, label: string) {
    this.pool = pool
    this.label = label
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<ArtifactRef> {
    return await this.inTransaction(async (client) => {
      const { ref, fresh } = await putBlob((text, values) => this.query(client, text, values), bytes)
      return { result: ref, keep: fresh }
    })
  }

  async *get(sha256: string, start = 0, end = Number.MAX_SAFE_INTEGER): AsyncGenerator<Uint8Array> {
    const blob = await this.find(sha256)
    if (!blob) throw new StoreError(problem('store/missing', { artifact: sha256 }))
    const stop = Math.min(end, blob.bytes)
    for (let n = Math.floor(start / PART); n * PART < stop; n++) {
      const { rows } = await this.query<{ bytes: Buffer }>(
        this.pool,
        'select bytes from blob_parts where blob = $1 and n = $2',
        [blob.id, n],
      )
      if (!rows[0]) throw new StoreError(problem('store/gone', { path: `${sha256} (part ${n})` }))
      const piece = rows[0].bytes.subarray(Math.max(0, start - n * PART), stop - n * PART)
      if (piece.length > 0) yield piece
    }
  }

  async head(sha256: string): Promise<{ readonly bytes: number } | null> {
    const blob = await this.find(sha256)
    return blob && { bytes: blob.bytes }
  }

  async *list(): AsyncGenerator<string> {
    let after = ''
    for (;;) {
      const { rows } = await this.query<{ sha256: string }>(
        this.pool,
        'select sha256 from blobs where sha256 > $1 order by sha256 limit $2',
        [after, PAGE],
      )
      for (const row of rows) yield row.sha256
      if (rows.length < PAGE) return
      after = rows.at(-1)!.sha256
    }
  }

  private async find(sha256: string): Promise<{ readonly id: number; readonly bytes: number } | null> {
    const { rows } = await this.query<{ id: number; bytes: number }>(
      this.pool,
      'select id, bytes from blobs where sha256 = $1',
      [sha256],
    )
    return rows[0] ?? null
  }

  private async query<R extends pg.QueryResultRow>(
    on: pg.Pool | pg.PoolClient,
    text: string,
    values: unknown[],
  ): Promise<pg.QueryResult<R>> {
    try {
      return await on.query<R>(text, values)
    } catch (error) {
      throw storeError(error, this.label)
    }
  }

  private async inTransaction<T>(work: (client: pg.PoolClient) => Promise<{ result: T; keep: boolean }>): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw storeError(error, this.label)
    })
    let broken: Error | undefined
    try {
      await this.query(client, 'begin', [])
      const { result, keep } = await work(client)
      await this.query(client, keep ? 'commit' : 'rollback', [])
      return result
    } catch (error) {
      await client.query('rollback').catch((e: Error) => {
        broken = e
      })
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/** A statement inside a transaction that the caller opened. */
type Query = (
  text: string,
  values: unknown[],
) => Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>

/** Writes an artifact inside a transaction. When it was there already (`fresh` false) the transaction must be rolled back. */
export async function putBlob(
  query: Query,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ readonly ref: ArtifactRef; readonly fresh: boolean }> {
  const { rows } = await query("select nextval('blob_ids') as id", [])
  const { id } = rows[0] as { id: number }
  const hash = new ArtifactHash()
  let n = 0
  for await (const part of parts(bytes instanceof Uint8Array ? [bytes] : bytes)) {
    hash.update(part)
    await query('insert into blob_parts (blob, n, bytes) values ($1, $2, $3)', [id, n++, part])
  }
  const ref = hash.ref()
  const kept = await query(
    'insert into blobs (sha256, sha1, bytes, id) values ($1, $2, $3, $4) on conflict (sha256) do nothing',
    [ref.sha256, ref.sha1, ref.bytes, id],
  )
  return { ref, fresh: kept.rowCount === 1 }
}

/** The same bytes in parts of `PART` bytes, the last one shorter. */
async function* parts(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (let piece of pieces) {
    while (size + piece.length >= PART) {
      const take = PART - size
      yield Buffer.concat([...waiting, piece.subarray(0, take)])
      piece = piece.subarray(take)
      waiting = []
      size = 0
    }
    if (piece.length > 0) {
      waiting.push(piece)
      size += piece.length
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
