import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { headJson, keyId, NO_LINES, parseHead, parseLine, sha256, signHead } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import type { Random } from '../fuzz/random.ts'
import { byCode, type Done, type Edit } from './edit.ts'
import { namesEntry, otherText } from './rows.ts'
import type { Stage, Target } from './stage.ts'

const LOG = 'custody.jsonl'
const HEAD = 'custody.head.json'
const KEY = 'custody.pub.pem'

/** Where the log is edited: its table, the file that repeats it, or both alike. */
type Where = 'table' | 'file' | 'both'
const wheres = (t: Target): readonly Where[] => (t.folder ? ['table', 'file', 'both'] : ['table'])

async function linesOf(t: Target): Promise<string[]> {
  return (await t.sql.all('select line from custody order by seq')).map((row) => String(row['line']))
}

async function setLines(t: Target, lines: readonly string[], where: Where): Promise<void> {
  if (where !== 'file') {
    await t.sql.all('delete from custody')
    for (const [i, line] of lines.entries())
      await t.sql.all('insert into custody (seq, line) values (?, ?)', [i + 1, line])
  }
  if (where !== 'table' && t.folder) writeFileSync(join(t.folder, LOG), lines.map((line) => `${line}\n`).join(''))
}

async function headOf(t: Target): Promise<CustodyHead> {
  const [row] = await t.sql.all("select value from meta where key = 'head'")
  return parseHead(String(row!['value']))!
}

async function setHead(t: Target, text: string, where: Where): Promise<void> {
  if (where !== 'file') await t.sql.all("update meta set value = ? where key = 'head'", [text])
  if (where !== 'table' && t.folder) writeFileSync(join(t.folder, HEAD), `${text}\n`)
}

type Change = (lines: string[], random: Random) => { lines: string[]; seqs: readonly number[] } | null

const logEdit = (kind: string, change: Change): Edit => ({
  kind: `log: ${kind}`,
  apply: async (t, random) => {
    const where = random.pick(wheres(t))
    const old = await linesOf(t)
    const changed = change([...old], random)
    if (!changed || changed.lines.join('\n') === old.join('\n')) return null
    await setLines(t, changed.lines, where)
    const names = namesEntry(changed.seqs)
    return { what: `${where}, entry ${changed.seqs.join(', ')}`, named: (p) => names(p) }
  },
})

/** An entry with another word in it, still an entry. */
function otherEntry(line: string, random: Random): string {
  const entry = parseLine(line)!
  const rows = entry.rows.map((row) => [...row])
  if (rows.length > 0) random.pick(rows)[2] = sha256(String(random.next()))
  return JSON.stringify(
    random.pick([
      { ...entry, actor: `${entry.actor}e` },
      { ...entry, at: '2020-01-01T00:00:00.000Z' },
      { ...entry, reason: `${entry.reason ?? ''}!` },
      { ...entry, rows: rows.length > 0 ? rows : [['meta', 'x', null]] },
      { ...entry, artifact: entry.artifact === null ? sha256('x') : null },
    ]),
  )
}

/** The chain made whole again from an entry on. */
export function rechained(lines: readonly string[], from: number): string[] {
  const out = lines.slice(0, from)
  let hash = from === 0 ? NO_LINES.hash : sha256(out.at(-1)!)
  for (const line of lines.slice(from)) {
    out.push(line.replace(/"prev_hash":"[0-9a-f]{64}"/, `"prev_hash":"${hash}"`))
    hash = sha256(out.at(-1)!)
  }
  return out
}

const LOG_EDITS: readonly Edit[] = [
  logEdit('entry edited', (lines, r) => {
    const i = r.below(lines.length)
    return { lines: lines.with(i, otherEntry(lines[i]!, r)), seqs: [i + 1] }
  }),
  logEdit('line spoilt', (lines, r) => {
    const i = r.below(lines.length)
    const line = otherText(lines[i]!, r)
    return { lines: lines.with(i, line), seqs: [i + 1] }
  }),
  logEdit('entry removed', (lines, r) => {
    const i = r.below(lines.length)
    return { lines: lines.toSpliced(i, 1), seqs: [i + 1] }
  }),
  logEdit('entry inserted', (lines, r) => {
    const i = r.below(lines.length + 1)
    return { lines: lines.toSpliced(i, 0, otherEntry(r.pick(lines), r)), seqs: [i, i + 1] }
  }),
  logEdit('entries reordered', (lines, r) => {
    const [i, j] = [r.below(lines.length), r.below(lines.length)]
    return { lines: lines.with(i, lines[j]!).with(j, lines[i]!), seqs: [i + 1, j + 1] }
  }),
  logEdit('tail cut', (lines, r) => {
    const keep = r.below(lines.length)
    return { lines: lines.slice(0, keep), seqs: [keep + 1] }
  }),
  logEdit('entry appended', (lines, r) => {
    const entry = parseLine(lines.at(-1)!)!
    const line = JSON.stringify({
      ...entry,
      seq: lines.length + 1,
      prev_hash: sha256(lines.at(-1)!),
      reason: `${r.next()}`,
    })
    return { lines: [...lines, line], seqs: [lines.length + 1] }
  }),
]

/** A forged log whose chain is whole: nothing but the signature can tell. */
async function rewritten(t: Target, random: Random, head: 'kept' | 'fitted'): Promise<Done | null> {
  const old = await linesOf(t)
  const i = random.below(old.length)
  const lines = rechained(old.with(i, otherEntry(old[i]!, random)), i)
  if (lines.at(-1) === old.at(-1)) return null
  await setLines(t, lines, 'both')
  if (head === 'fitted') {
    const signed = await headOf(t)
    await setHead(t, headJson({ ...signed, hash: sha256(lines.at(-1)!) }), 'both')
  }
  return { what: `from entry ${i + 1} on`, named: byCode('custody/rewritten', 'custody/signature', 'custody/chain') }
}

const HEAD_EDITS: readonly Edit[] = [
  { kind: 'log: rewritten with a new chain', apply: (t, r) => rewritten(t, r, 'kept') },
  { kind: 'log: rewritten, head fitted to it', apply: (t, r) => rewritten(t, r, 'fitted') },
  { kind: 'head: field edited', apply: headEdited },
  { kind: 'head: removed', apply: headRemoved },
  { kind: 'head: replaced by an earlier one', apply: headReplaced },
  { kind: 'head: earlier one, log cut to it', apply: rolledBack },
  { kind: 'key: replaced', apply: keyReplaced },
  { kind: 'key: everything signed anew with another', apply: signedAnew },
  { kind: 'key: removed', on: 'sqlite', apply: keyRemoved },
  { kind: 'log: file removed', on: 'sqlite', apply: logRemoved },
]

const HEAD_CODES = byCode(
  ...['custody/head-missing', 'custody/signature', 'custody/key', 'custody/cut', 'custody/rewritten'],
  ...['custody/appended', 'custody/other-case', 'custody/file'],
)

async function headEdited(t: Target, r: Random): Promise<Done> {
  const head = await headOf(t)
  const other = { ...head, seq: head.seq + (r.chance(0.5) ? 1 : -1) }
  const changed = r.pick([
    other,
    { ...head, hash: sha256(String(r.next())) },
    { ...head, at: '2031-01-01T00:00:00.000Z' },
    { ...head, caseId: `${head.caseId}0` },
    { ...head, key: sha256('key') },
    { ...head, signature: Buffer.from(sha256('s')).toString('base64') },
    { ...head, signature: `${head.signature}\n` },
  ])
  const where = r.pick(wheres(t))
  await setHead(t, headJson(changed), where)
  return { what: where, named: HEAD_CODES }
}

async function headRemoved(t: Target, r: Random): Promise<Done> {
  const where = r.pick(wheres(t))
  if (where !== 'file') await t.sql.all("delete from meta where key = 'head'")
  if (where !== 'table' && t.folder) rmSync(join(t.folder, HEAD))
  return { what: where, named: HEAD_CODES }
}

async function headReplaced(t: Target, r: Random, stage: Stage): Promise<Done> {
  const where = r.pick(wheres(t))
  await setHead(t, stage.earlierHead, where)
  return { what: where, named: HEAD_CODES }
}

/** The log as it was once, with its true head: what came later is now answered for by nothing. */
async function rolledBack(t: Target, _: Random, stage: Stage): Promise<Done> {
  const { seq } = parseHead(stage.earlierHead)!
  await setLines(t, (await linesOf(t)).slice(0, seq), 'both')
  await setHead(t, stage.earlierHead, 'both')
  return {
    what: `to entry ${seq}`,
    named: byCode('custody/row-extra', 'custody/row-changed', 'custody/artifact-extra'),
  }
}

const strangerKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ format: 'pem', type: 'spki' }) as string
  return { privateKey, id: keyId(publicKey), pem }
}

async function keyReplaced(t: Target, r: Random): Promise<Done> {
  const { pem } = strangerKey()
  const where = r.pick(wheres(t))
  if (where !== 'file') await t.sql.all("update meta set value = ? where key = 'key'", [pem])
  if (where !== 'table' && t.folder) writeFileSync(join(t.folder, KEY), pem)
  return { what: where, named: (p) => /key/.test(p.message) || p.code === 'custody/file' }
}

/** A forger who makes everything fit, with a key of their own: the key that was given to the verifier tells. */
async function signedAnew(t: Target, r: Random): Promise<Done> {
  const { privateKey, id, pem } = strangerKey()
  const lines = await linesOf(t)
  const i = r.below(lines.length)
  const forged = rechained(lines.with(i, otherEntry(lines[i]!, r)), i)
  await setLines(t, forged, 'both')
  const old = await headOf(t)
  const end = { seq: forged.length, hash: sha256(forged.at(-1)!) }
  await setHead(t, headJson(signHead(end, old.caseId, old.at, { privateKey, id })), 'both')
  await t.sql.all("update meta set value = ? where key = 'key'", [pem])
  if (t.folder) writeFileSync(join(t.folder, KEY), pem)
  return { what: id.slice(0, 8), named: byCode('custody/key') }
}

async function keyRemoved(t: Target): Promise<Done> {
  rmSync(join(t.folder!, KEY))
  return { what: KEY, named: byCode('custody/file') }
}

async function logRemoved(t: Target, r: Random): Promise<Done> {
  if (r.chance(0.5)) rmSync(join(t.folder!, LOG))
  else writeFileSync(join(t.folder!, LOG), readFileSync(join(t.folder!, LOG)).subarray(0, r.below(500)))
  return { what: LOG, named: byCode('custody/file') }
}

export const CUSTODY_EDITS: readonly Edit[] = [...LOG_EDITS, ...HEAD_EDITS]
