import { type ChildProcess, fork, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

/** The command as users start it, in its own process: exit statuses and streams are part of the contract. */
const LAUNCHER = fileURLToPath(new URL('../bin/wherefrom.js', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-cli-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Result {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [LAUNCHER, ...args], { cwd: dir, env: { ...process.env, NO_COLOR: '1' } })
}

function wherefrom(...args: string[]): Promise<Result> {
  const child = start(args)
  let [out, err] = ['', '']
  child.stdout!.on('data', (piece) => (out += piece))
  child.stderr!.on('data', (piece) => (err += piece))
  return new Promise((done) => child.on('close', (status) => done({ status, out, err })))
}

function put(name: string, bytes: string | Uint8Array): string {
  writeFileSync(join(dir, name), bytes)
  return name
}

const ARTICLE = [
  'Harbour office denies shipment of engines',
  '3 May 2024',
  'The Bellmark Courier reported that forty engines had left Sund for Varna in April 2024.',
  '"We shipped nothing," said Mara Quill, head of the harbour office.',
].join('\n\n')

/** One line of message, no stack trace, whatever went wrong. */
function expectClean({ err }: Result, lines: number): void {
  expect(
    err
      .trimEnd()
      .split('\n')
      .filter((l) => l !== ''),
  ).toHaveLength(lines)
  expect(err).not.toMatch(/\n\s+at |node:internal|file:\/\//)
}

describe('wherefrom read', () => {
  it('prints one JSON object a file, one a line, and reads the others when some are bad', async () => {
    put('good.txt', ARTICLE)
    put('empty.txt', '')
    put('blank.txt', ' \n\t\n')
    put(
      'photo.jpg',
      Uint8Array.from({ length: 4000 }, (_, i) => (i < 3 ? [0xff, 0xd8, 0xff][i]! : (i * 37) % 256)),
    )
    put(
      'noise.bin',
      Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31 + 7) % 256),
    )
    put('wrong-encoding.html', Buffer.from('<meta charset="utf-8"><p>caf\xe9 au lait, d\xe9j\xe0 vu', 'latin1'))
    mkdirSync(join(dir, 'folder.txt'))
    const files = [
      'gone.txt',
      'folder.txt',
      'empty.txt',
      'blank.txt',
      'photo.jpg',
      'noise.bin',
      'wrong-encoding.html',
      'good.txt',
    ]
    const result = await wherefrom('read', ...files, '--json')
    expect(result.status).toBe(1)
    expectClean(result, 7)
    for (const name of files.slice(0, 7))
      expect(result.err).toMatch(new RegExp(`^wherefrom: ${name}: .+ \\[[a-z/-]+\\]$`, 'm'))
    const [line, ...rest] = result.out.trimEnd().split('\n')
    expect(rest).toEqual([])
    expect(JSON.parse(line!)).toMatchObject({ format: 'wherefrom/analysis@1', file: 'good.txt' })
  })

  it('says when it may not read a file', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything')
    chmodSync(join(dir, put('secret.txt', ARTICLE)), 0)
    const result = await wherefrom('read', 'secret.txt')
    expect(result).toMatchObject({
      status: 1,
      err: 'wherefrom: secret.txt: cannot be read (permission denied) [file/unreadable]\n',
    })
  })

  it('refuses wrong calls with status 2 and says what is wrong', async () => {
    put('good.txt', ARTICLE)
    const calls = [
      ['read'],
      ['read', 'good.txt', '--published', '2023-02-30'],
      ['read', 'good.txt', '--published', 'yesterday'],
      ['read', 'good.txt', '--outlet', ' '],
      ['read', 'good.txt', '--jsn'],
      ['read', 'good.txt', '--html', 'good.txt'],
      ['read', 'good.txt', '--html', 'no/such/folder/out.html'],
      ['raed', 'good.txt'],
      ['explain'],
      ['explain', 'good.txt:999'],
    ]
    for (const result of await Promise.all(calls.map((args) => wherefrom(...args)))) {
      expect(result.status, result.err).toBe(2)
      expect(result.err).toMatch(/^wherefrom: /)
      expect(result.err).not.toMatch(/\n\s+at /)
      expect(result.out).toBe('')
    }
  })

  it('writes no control characters of a document to the terminal', async () => {
    const nasty = '\u001b]0;owned\u0007\u001b[2J\u202Edetrevni\u2066'
    put(
      'nasty.txt',
      `${nasty} title here\n\nThe minister ${nasty} said that the ${nasty} plant was closed in May 2024.\n`,
    )
    for (const args of [
      ['read', 'nasty.txt'],
      ['explain', 'nasty.txt'],
      ['read', 'gone\u001b[2J.txt'],
    ]) {
      const { out, err } = await wherefrom(...args)
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    }
  })

  it('survives what nobody should feed it', async () => {
    const hostile = {
      'deep.html': `<title>t</title>${'<div><b><p>'.repeat(10_000)}The ministry said that the plant was closed.`,
      'unclosed.html': `<html><body><p>The ministry said <a href="${'x'.repeat(100_000)}`,
      'nul.txt': `The ministry said\u0000 that the plant was closed.\n${'word '.repeat(50)}`,
      'quotes.txt': '"'.repeat(20_000),
      'brackets.txt': `${'('.repeat(20_000)} said ${')'.repeat(20_000)}`,
      'one-line.txt': 'x'.repeat(10_000_000),
      'surrogates.txt': Buffer.from('\ud800 said \udfff that', 'utf16le'),
      'utf16.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ARTICLE, 'utf16le')]),
      'mixed.html': Buffer.concat([
        Buffer.from(`<p>${ARTICLE} – “déjà”</p>`),
        Buffer.from('<p>d\xe9j\xe0 vu</p>', 'latin1'),
      ]),
    }
    for (const [name, bytes] of Object.entries(hostile)) put(name, bytes)
    const result = await wherefrom('read', ...Object.keys(hostile), '--json')
    expect([0, 1]).toContain(result.status)
    expect(result.err).not.toMatch(/bug in wherefrom|\n\s+at /)
    for (const line of result.out.trimEnd().split('\n')) {
      const { document, claims } = JSON.parse(line)
      for (const claim of claims)
        for (const span of claim.content) expect(span.end).toBeLessThanOrEqual(document.text.length)
    }
  })

  it('stops quietly when nobody reads on', async () => {
    put('good.txt', ARTICLE)
    const child = start(['read', ...Array.from({ length: 400 }, () => 'good.txt'), '--json'])
    let err = ''
    child.stderr!.on('data', (piece) => (err += piece))
    child.stdout!.once('data', () => child.stdout!.destroy())
    const status = await new Promise((done) => child.on('close', done))
    expect(err).toBe('')
    expect(status).toBe(0)
  })

  it('ends at once, with nothing left behind, when it is interrupted', async () => {
    mkdirSync(join(dir, 'work'))
    put('good.txt', ARTICLE)
    const child = start(['read', ...Array.from({ length: 2000 }, () => 'good.txt'), '--html', 'work/out.html'])
    let err = ''
    child.stderr!.on('data', (piece) => (err += piece))
    child.stdout!.once('data', () => child.kill('SIGINT'))
    const [status, signal] = await new Promise<[number | null, string | null]>((done) =>
      child.on('close', (code, by) => done([code, by])),
    )
    expect(status === 130 || signal === 'SIGINT').toBe(true)
    expect(err).toBe('')
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(join(dir, 'work'))).toEqual([])
  })
})

describe('the launcher', () => {
  it('ends with the process that launched it, even when that one was killed and could not tell', async () => {
    const file = put('again.txt', ARTICLE)
    const child = fork(LAUNCHER, ['read', ...Array<string>(2000).fill(file)], { cwd: dir, silent: true })
    await new Promise((begun) => child.stdout!.once('data', begun))
    child.stdout!.resume()
    child.disconnect()
    const signal = await new Promise((done) => child.on('exit', (_, by) => done(by)))
    expect(signal).toBe('SIGKILL')
  })

  it('says what it needs on one line, and prints help and version', async () => {
    const [help, version] = await Promise.all([wherefrom('--help'), wherefrom('--version')])
    expect(help).toMatchObject({ status: 0, err: '' })
    expect(help.out).toContain('read')
    expect(version).toMatchObject({ status: 0, out: '0.1.0\n', err: '' })
  })
})
