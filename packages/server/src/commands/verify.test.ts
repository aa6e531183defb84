import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCase } from '@wherefrom/casebook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const LAUNCHER = fileURLToPath(new URL('../../bin/wherefrom.js', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-verify-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const OWN = { WHEREFROM_KEY: join(dir, 'key.pem') }
/** Another machine: nobody's key lies there. */
const ELSEWHERE = { WHEREFROM_KEY: join(dir, 'none.pem') }

/** The command as users start it. */
function wherefrom(env: Record<string, string>, ...args: string[]) {
  const options = {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', WHEREFROM_CASE: '', ...env },
  } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args], options)
  return { status, out: stdout, err: stderr }
}

describe('wherefrom verify', () => {
  beforeAll(async () => {
    const c = await createCase(join(dir, 'case'), { env: { ...process.env, ...OWN } })
    await c.store.put(Buffer.from('nothing refers to this'))
    await c.close()
    cpSync(join(dir, 'case'), join(dir, 'clean'), { recursive: true })
    for (const name of readdirSync(join(dir, 'clean', 'artifacts')))
      rmSync(join(dir, 'clean', 'artifacts', name), { recursive: true })
  })

  it('says what was verified, what that shows, and what it does not', () => {
    const { status, out, err } = wherefrom(OWN, 'verify', '--case', 'clean')
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^verified: 0 artifacts, 1 entries of the custody log\nhead: entry 1, [0-9a-f]{64}, signed/)
    expect(out).toContain('It does not show:')
  })

  it('works elsewhere with the public key, and says that one is missing without it', () => {
    const key = ['--public-key', 'clean/custody.pub.pem']
    expect(wherefrom(ELSEWHERE, 'verify', '--case', 'clean', ...key).status).toBe(0)
    const { status, out } = wherefrom(ELSEWHERE, 'verify', '--case', 'clean', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      state: 'unverifiable',
      checked: 0,
      problems: [{ code: 'custody/key-missing', artifact: null, seq: null }],
    })
  })

  it('names what is wrong, with status 1, and prints nothing but JSON when asked', () => {
    const { status, out, err } = wherefrom(OWN, 'verify', '--case', 'case', '--json')
    expect([status, err]).toEqual([1, ''])
    const { state, problems, shows, doesNotShow } = JSON.parse(out)
    expect([state, problems[0].code, shows.length > 0, doesNotShow.length > 0]).toEqual([
      'changed',
      'custody/artifact-extra',
      true,
      true,
    ])
    const text = wherefrom(OWN, 'verify', '--case', 'case').out
    expect(text).toMatch(/^changed: .*\n {2}[0-9a-f]{64} lies in the store.* \[custody\/artifact-extra, artifact/)
    expect(text).not.toContain('This shows')
  })

  it.each([
    [
      'a key file that is not there',
      2,
      ['--case', 'clean', '--public-key', 'nothing.pem'],
      /nothing\.pem: no such file/,
    ],
    ['a private key for a public one', 2, ['--case', 'clean', '--public-key', 'key.pem'], /no Ed25519 public key/],
    [
      'certificates that are not there',
      2,
      ['--case', 'clean', '--tsa-cert', 'nothing.pem'],
      /nothing\.pem: no such file/,
    ],
    ['no case', 3, ['--case', 'nowhere'], /there is no case in nowhere/],
    ['a server that is not there', 3, ['--case', 'postgres://u:secret@127.0.0.1:9/x'], /cannot be reached/],
  ])('tells %s in one line', (_, due, args, message) => {
    const { status, out, err } = wherefrom(OWN, 'verify', ...args)
    expect([status, out]).toEqual([due, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('secret')
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('of garbage in place of a database is a finding, not a crash', () => {
    cpSync(join(dir, 'clean'), join(dir, 'spoilt'), { recursive: true })
    chmodSync(join(dir, 'spoilt', 'case.db'), 0o644)
    writeFileSync(join(dir, 'spoilt', 'case.db'), 'garbage'.repeat(1000))
    const { status, out } = wherefrom(OWN, 'verify', '--case', 'spoilt')
    expect(status).toBe(1)
    expect(out).toMatch(/^changed: .*\n.*custody\/database/)
  })
})

it('wherefrom timestamp tells in one line why there is none', () => {
  const { status, err } = wherefrom(OWN, 'timestamp', 'http://127.0.0.1:9/', '--case', 'case')
  expect(status).toBe(1)
  expect(err).toMatch(/^wherefrom: no reply from http:\/\/127\.0\.0\.1:9 \(.*\)\n$/)
})
