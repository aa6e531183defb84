import type { CustodyEntry } from '@wherefrom/schema'
import { all, type Db, type DialectName, first, hot, run } from '../raw.ts'

/** Names compared at a time. */
const BATCH = 500

/** What the log says last of each row, in a table that ends with the connection: a log of millions of rows needs no memory. */
export class RowDigests {
  private readonly db: Db
  private readonly dialect: DialectName
  private waiting = new Map<string, string | null>()

  private constructor(db: Db, dialect: DialectName) {
    this.db = db
    this.dialect = dialect
  }

  static async create(db: Db, dialect: DialectName): Promise<RowDigests> {
    const text = dialect === 'postgres' ? 'text collate "C"' : 'text'
    await run(db, `create temporary table row_digests (name ${text} not null primary key, digest ${text})`)
    return new RowDigests(db, dialect)
  }

  async take(entry: CustodyEntry): Promise<void> {
    for (const [table, key, digest] of entry.rows) this.waiting.set(`${table} ${key}`, digest)
    if (this.waiting.size >= BATCH) await this.flush()
  }

  async flush(): Promise<void> {
    const rows = [...this.waiting]
    this.waiting = new Map()
    if (rows.length === 0) return
    if (this.dialect === 'sqlite') await run(this.db, SET.sqlite, [JSON.stringify(rows)])
    else await run(this.db, SET.postgres, [rows.map(([n]) => n), rows.map(([, d]) => d)])
  }

  /** Compares rows with what the log says of them, and ticks them off; the name of the first that differs, else null. */
  async check(rows: readonly (readonly [name: string, digest: string])[]): Promise<string | null> {
    if (rows.length === 0) return null
    const found = await all<{ name: string; digest: string | null }>(
      this.db,
      FIND[this.dialect],
      this.dialect === 'sqlite' ? [JSON.stringify(rows)] : [rows.map(([n]) => n)],
    )
    const due = new Map(found.map((f) => [f.name, f.digest]))
    for (const [name, digest] of rows) if (due.get(name) !== digest) return name
    await run(this.db, TICK[this.dialect], this.dialect === 'sqlite' ? [JSON.stringify(rows)] : [rows.map(([n]) => n)])
    return null
  }

  /** A row that the log has and that never came; null when there is none. */
  async missing(): Promise<string | null> {
    const row = await first<{ name: string }>(this.db, 'select name from row_digests where digest is not null limit 1')
    return row?.name ?? null
  }

  async drop(): Promise<void> {
    await run(this.db, 'drop table row_digests')
  }
}

const SET = {
  sqlite: hot(`insert into row_digests (name, digest) select value ->> 0, value ->> 1 from json_each(?) where true
    on conflict (name) do update set digest = excluded.digest`),
  postgres: hot(`insert into row_digests (name, digest) select * from unnest($1::text[], $2::text[])
    on conflict (name) do update set digest = excluded.digest`),
}
const FIND = {
  sqlite: hot('select name, digest from row_digests where name in (select value ->> 0 from json_each(?))'),
  postgres: hot('select name, digest from row_digests where name = any ($1::text[])'),
}
const TICK = {
  sqlite: hot('update row_digests set digest = null where name in (select value ->> 0 from json_each(?))'),
  postgres: hot('update row_digests set digest = null where name = any ($1::text[])'),
}
