import { randomUUID } from 'node:crypto'
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactRef } from '@wherefrom/evidence'
import type { Random } from '../fuzz/random.ts'
import type { Done, Edit } from './edit.ts'

import type { Target } from './stage.ts'

/** Edits of what the store keeps, past the store. */
export const ARTIFACT_EDITS: readonly Edit[] = [
  { kind: 'artifact byte flipped', apply: (t, r) => spoil(t, r, (old) => flipped(old, r)) },
  { kind: 'artifact truncated', apply: (t, r) => spoil(t, r, (old) => old.subarray(0, r.below(old.length))) },
  { kind: 'artifact lengthened', apply: (t, r) => spoil(t, r, (old) => Buffer.concat([old, Buffer.of(r.below(256))])) },
  { kind: 'artifact replaced', apply: (t, r) => spoil(t, r, (old) => Buffer.from(`other ${old.length} ${r.next()}`)) },
  { kind: 'artifact emptied', apply: (t, r) => spoil(t, r, () => Buffer.alloc(0)) },
  { kind: 'artifact deleted', apply: deleted },
  { kind: 'artifacts swapped', apply: swapped },
  { kind: 'artifact planted under its hash', apply: planted },
  { kind: 'artifact planted under another hash', on: 'sqlite', apply: (t, r) => plantedFile(t, hexName(r)) },
  { kind: 'file planted', on: 'sqlite', apply: (t, r) => plantedFile(t, `f${r.below(1000)}.txt`) },
  { kind: 'file planted above', on: 'sqlite', apply: plantedAbove },
  { kind: 'artifact made a link', on: 'sqlite', apply: linked },
  { kind: 'artifact made a folder', on: 'sqlite', apply: foldered },
  { kind: 'artifact parts reordered', on: 'postgres', apply: partsMoved },
]

const hexName = (r: Random): string => Array.from({ length: 64 }, () => r.below(16).toString(16)).join('')

async function known(t: Target): Promise<string[]> {
  return (await t.sql.all('select sha256 from artifacts order by sha256')).map((row) => String(row['sha256']))
}

const fileOf = (t: Target, sha256: string): string => join(t.folder!, 'artifacts', sha256.slice(0, 2), sha256)

const PART = 'select p.bytes from blob_parts p join blobs b on b.id = p.blob where b.sha256 = ?'
const SET_PART = 'update blob_parts set bytes = ? where n = 0 and blob = (select id from blobs where sha256 = ?)'

async function read(t: Target, sha256: string): Promise<Buffer> {
  if (t.folder) return readFileSync(fileOf(t, sha256))
  const [row] = await t.sql.all(PART, [sha256])
  return Buffer.from((row?.['bytes'] as Uint8Array | undefined) ?? Buffer.alloc(0))
}

async function write(t: Target, sha256: string, bytes: Uint8Array): Promise<void> {
  if (!t.folder) return void (await t.sql.all(SET_PART, [bytes, sha256]))
  chmodSync(fileOf(t, sha256), 0o644)
  writeFileSync(fileOf(t, sha256), bytes)
}

const flipped = (old: Buffer, r: Random): Uint8Array => {
  const bytes = Buffer.from(old)
  const at = r.below(bytes.length)
  bytes[at] = bytes[at]! ^ (1 << r.below(8))
  return bytes
}

const about = (what: string, ...hashes: readonly string[]): Done => ({
  what,
  named: (p) => hashes.some((hash) => p.artifact === hash || p.message.includes(hash)),
})

async function spoil(t: Target, r: Random, change: (old: Buffer) => Uint8Array): Promise<Done | null> {
  const sha256 = r.pick(await known(t))
  const old = await read(t, sha256)
  if (old.length === 0) return null
  await write(t, sha256, change(old))
  return about(`${sha256.slice(0, 8)}, ${old.length} bytes`, sha256)
}

async function deleted(t: Target, r: Random): Promise<Done> {
  const sha256 = r.pick(await known(t))
  if (t.folder) rmSync(fileOf(t, sha256))
  else {
    // An empty artifact has no parts: only its row can be taken away.
    const empty = (await read(t, sha256)).length === 0
    await t.sql.all('delete from blob_parts where blob = (select id from blobs where sha256 = ?)', [sha256])
    if (r.chance(0.5) || empty) await t.sql.all('delete from blobs where sha256 = ?', [sha256])
  }
  return about(sha256.slice(0, 8), sha256)
}

async function swapped(t: Target, r: Random): Promise<Done | null> {
  const hashes = await known(t)
  const [a, b] = [r.pick(hashes), r.pick(hashes)]
  if (a === b) return null
  const [bytesA, bytesB] = [await read(t, a), await read(t, b)]
  await write(t, a, bytesB)
  await write(t, b, bytesA)
  return about(`${a.slice(0, 8)} and ${b.slice(0, 8)}`, a, b)
}

/** Bytes that are what their name says, but that nobody received. */
async function planted(t: Target, r: Random): Promise<Done> {
  const bytes = Buffer.from(`planted ${r.next()}`)
  const { sha256, sha1 } = artifactRef(bytes)
  if (t.folder) {
    mkdirSync(join(t.folder, 'artifacts', sha256.slice(0, 2)), { recursive: true })
    writeFileSync(fileOf(t, sha256), bytes)
  } else {
    const id = 100_000 + r.below(1000)
    await t.sql.all('insert into blobs (sha256, sha1, bytes, id) values (?, ?, ?, ?)', [sha256, sha1, bytes.length, id])
    await t.sql.all('insert into blob_parts (blob, n, bytes) values (?, 0, ?)', [id, bytes])
  }
  return about(sha256.slice(0, 8), sha256)
}

async function plantedFile(t: Target, name: string): Promise<Done> {
  const folder = join(t.folder!, 'artifacts', /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 2) : 'ab')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), randomUUID())
  return about(name.slice(0, 12), name)
}

async function plantedAbove(t: Target, r: Random): Promise<Done> {
  const name = `notes${r.below(100)}`
  appendFileSync(join(t.folder!, 'artifacts', name), 'x')
  return about(name, name)
}

async function linked(t: Target, r: Random): Promise<Done> {
  const sha256 = r.pick(await known(t))
  const outside = join(t.folder!, 'outside')
  writeFileSync(outside, readFileSync(fileOf(t, sha256)))
  rmSync(fileOf(t, sha256))
  symlinkSync(outside, fileOf(t, sha256))
  return about(sha256.slice(0, 8), sha256)
}

async function foldered(t: Target, r: Random): Promise<Done> {
  const sha256 = r.pick(await known(t))
  rmSync(fileOf(t, sha256))
  mkdirSync(fileOf(t, sha256))
  return about(sha256.slice(0, 8), sha256)
}

/** The bytes in two parts where there was one. */
async function partsMoved(t: Target, r: Random): Promise<Done | null> {
  const sha256 = r.pick(await known(t))
  const old = await read(t, sha256)
  if (old.length < 4) return null
  const cut = 1 + r.below(old.length - 1)
  await write(t, sha256, old.subarray(cut))
  const insert = 'insert into blob_parts (blob, n, bytes) select id, 1, ? from blobs where sha256 = ?'
  await t.sql.all(insert, [old.subarray(0, cut), sha256])
  return about(sha256.slice(0, 8), sha256)
}
