import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Commands on a case as users start them, in processes of their own. */
const LAUNCHER = fileURLToPath(new URL('../../bin/wherefrom.js', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-commands-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Result {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function wherefrom(args: readonly string[], cwd = dir, more: NodeJS.ProcessEnv = {}): Promise<Result> {
  const env = { ...process.env, NO_COLOR: '1', WHEREFROM_KEY: join(dir, 'key.pem'), WHEREFROM_CASE: '', ...more }
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, env })
  let [out, err] = ['', '']
  child.stdout.on('data', (piece) => (out += piece))
  child.stderr.on('data', (piece) => (err += piece))
  return new Promise((done) => child.on('close', (status) => done({ status, out, err })))
}

const ARTICLE = [
  'Harbour office denies shipment of engines',
  '3 May 2024',
  'The Bellmark Courier reported that forty engines had left Sund for Varna in April 2024.',
  '"We shipped nothing," said Mara Quill, head of the harbour office.',
].join('\n\n')

const oneLine = (text: string): void => expect(text.trimEnd().split('\n')).toHaveLength(1)

describe('commands on a case', () => {
  const folder = join(dir, 'sund')

  beforeAll(async () => {
    const made = await wherefrom(['init', 'sund', '--title', 'Sund engines'])
    expect(made.err).toBe('')
    expect(made.status).toBe(0)
    expect(made.out).toContain('Made the case Sund engines in sund')
    expect(made.out).toContain('key.pem (new)')
    writeFileSync(join(dir, 'a.txt'), ARTICLE)
    writeFileSync(join(dir, 'empty.txt'), '')
    const added = await wherefrom(['add', 'a.txt', 'empty.txt', '--case', 'sund', '--workers', '1'])
    expect(added.status).toBe(1)
  }, 120_000)

  it('counts, lists and shows what is in it, for people and as JSON', async () => {
    const inside = join(folder, 'notes')
    mkdirSync(inside, { recursive: true })
    const status = await wherefrom(['status', '--json'], inside)
    expect(status.status).toBe(0)
    expect(JSON.parse(status.out)).toMatchObject({ documents: 1, artifacts: 2, findings: 0, stale: 0, failed: 1 })
    const text = await wherefrom(['status'], inside)
    expect(text.out).toMatch(/^Sund engines\n.*made .*2\d\d\d\n/)
    expect(text.out).toContain('✗ 1 file could not be read: wherefrom list --failed')
    const list = await wherefrom(['list', '--json'], folder)
    expect(JSON.parse(list.out)).toMatchObject({
      id: 'd1',
      file: 'a.txt',
      version: 1,
      latest: true,
      published: '2024-05-03',
    })
    expect((await wherefrom(['list'], folder)).out).toMatch(/^d1 {6}2024-05-03 .*Harbour office denies/)
    const failed = await wherefrom(['list', '--failed', '--json'], folder)
    expect(JSON.parse(failed.out)).toMatchObject({ file: 'empty.txt', code: 'reader/empty' })
    expect((await wherefrom(['list', '--failed'], folder)).out).toMatch(
      /^✗ empty\.txt\n {4}is empty \[reader\/empty\]\n$/,
    )
  })

  it('shows a document, a claim and an artifact', async () => {
    const document = await wherefrom(['show', 'd1', '--json'], folder)
    const json = JSON.parse(document.out)
    expect(json).toMatchObject({ format: 'wherefrom/analysis@1', case: { id: 'd1', version: 1, latest: true } })
    expect(json.case.custody.map((e: { event: string }) => e.event)).toEqual(['imported', 'analyzed'])
    expect(json.case.captures[0].record).toMatchObject({ method: 'upload', name: 'a.txt' })
    const text = await wherefrom(['show', 'd1'], folder)
    for (const words of [
      'd1 Harbour office denies',
      'Mara Quill',
      'How it was received',
      'given as a.txt',
      'Custody log',
    ])
      expect(text.out).toContain(words)
    const claim = await wherefrom(['show', 'd1/c1', '--json'], folder)
    expect(JSON.parse(claim.out)).toMatchObject({ document: 'd1', id: 'c1' })
    const artifact = await wherefrom(['show', json.sha256.slice(0, 10), '--json'], folder)
    expect(JSON.parse(artifact.out)).toMatchObject({ documents: ['d1'], artifact: { sha256: json.sha256 } })
    const none = await wherefrom(['show', 'd99'], folder)
    expect([none.status, none.out, none.err]).toEqual([1, '', 'wherefrom: the case has no document d99\n'])
    const wrong = await wherefrom(['show', 'twelve'], folder)
    expect(wrong.status).toBe(2)
    oneLine(wrong.err)
  })

  it('is backed up into one file and restored elsewhere', async () => {
    const backup = await wherefrom(['backup', '../sund.tar', '--json'], folder)
    expect([backup.status, backup.err]).toEqual([0, ''])
    expect(JSON.parse(backup.out)).toMatchObject({ documents: 1, artifacts: 2, noted: true })
    const again = await wherefrom(['backup', '../sund.tar'], folder)
    expect(again.status).toBe(2)
    oneLine(again.err)
    const key = ['--public-key', join(folder, 'custody.pub.pem')]
    const restored = await wherefrom(['restore', 'sund.tar', 'copy', ...key])
    expect([restored.status, restored.err]).toEqual([0, ''])
    expect(restored.out).toContain('Restored Sund engines in copy: 1 document, 2 artifacts')
    const status = await wherefrom(['status', '--json', '--case', 'copy'])
    expect(JSON.parse(status.out)).toMatchObject({ documents: 1, artifacts: 2, failed: 1 })
    expect((await wherefrom(['verify', '--case', 'copy'])).status).toBe(0)
    const twice = await wherefrom(['restore', 'sund.tar', 'copy'])
    expect(twice.status).toBe(3)
    oneLine(twice.err)
    writeFileSync(join(dir, 'cut.tar'), readFileSync(join(dir, 'sund.tar')).subarray(0, 6000))
    const cut = await wherefrom(['restore', 'cut.tar', 'never'])
    expect([cut.status, existsSync(join(dir, 'never'))]).toEqual([3, false])
    oneLine(cut.err)
  })

  it('ends with status 3 and one line where there is no case, and never prints a password', async () => {
    mkdirSync(join(dir, 'elsewhere'), { recursive: true })
    const calls: readonly (readonly [args: string[], env?: NodeJS.ProcessEnv])[] = [
      [['status']],
      [['list', '--case', 'nowhere']],
      [['show', 'd1', '--case', 'postgres://u:secret@127.0.0.1:1/none']],
      [['status'], { WHEREFROM_CASE: 'a.txt' }],
      [['init', 'sund']],
      [['init', 'https://case.example/']],
      [['backup', 'x.tar', '--case', 'nowhere']],
    ]
    for (const [args, env] of calls) {
      const { status, out, err } = await wherefrom(
        args,
        args.length > 1 && args[0] !== 'status' ? dir : join(dir, 'elsewhere'),
        env,
      )
      expect([args, status, out]).toEqual([args, 3, ''])
      expect(err).toMatch(/^wherefrom: /)
      expect(err).not.toContain('secret')
      oneLine(err)
    }
  })
})
