import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type FileOptions, type FileRead, readFiles } from './files.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-files-'))
afterAll(() => rmSync(dir, { recursive: true }))
const put = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

async function read(paths: string[], options: FileOptions = {}): Promise<FileRead[]> {
  const out: FileRead[] = []
  for await (const file of readFiles(paths, options)) out.push(file)
  return out
}

const code = (file: FileRead | undefined): string => (file && 'problem' in file ? file.problem.code : 'read')

describe('reading files', () => {
  it('gives bytes and their hash, in the order asked for', async () => {
    const [a, b] = [put('a.txt', 'first'), put('b.txt', '')]
    const files = await read([b, a])
    expect(files.map(code)).toEqual(['read', 'read'])
    const second = files[1]!
    if ('problem' in second) throw new Error(second.problem.message)
    expect(new TextDecoder().decode(second.bytes)).toBe('first')
    expect(second.sha256).toBe(createHash('sha256').update('first').digest('hex'))
  })

  it('names what is wrong with a path, and goes on', async () => {
    mkdirSync(join(dir, 'folder'))
    symlinkSync(join(dir, 'circle'), join(dir, 'circle'))
    const paths = ['gone.txt', 'folder', 'circle', 'a.txt/inside', 'a.txt'].map((name) => join(dir, name))
    const files = await read([...paths, `nul${String.fromCharCode(0)}.txt`, '/dev/null'])
    expect(files.map(code)).toEqual([
      'file/missing',
      'file/directory',
      'file/unreadable',
      'file/missing',
      'read',
      'file/unreadable',
      'file/unreadable',
    ])
  })

  it.skipIf(process.platform === 'win32')('does not wait for a pipe that nobody writes to', async () => {
    const pipe = join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect((await read([pipe])).map(code)).toEqual(['file/unreadable'])
  })

  it.skipIf(process.getuid?.() === 0)('says so when it may not read a file', async () => {
    const path = put('secret.txt', 'x')
    chmodSync(path, 0)
    expect((await read([path])).map(code)).toEqual(['file/unreadable'])
  })

  it('refuses a file that is larger than the limit without reading it whole', async () => {
    const path = put('large.txt', 'x'.repeat(3 * 2 ** 20))
    const [file] = await read([path], { limit: 2 ** 21 })
    expect(code(file)).toBe('file/too-large')
    expect(file && 'problem' in file && file.problem.message).toContain('2 MB')
  })

  it('refuses a file that grows while it is read', async () => {
    const path = put('growing.txt', 'x'.repeat(2 ** 20))
    expect((await read([path], { onPiece: () => appendFileSync(path, 'more') })).map(code)).toEqual(['file/changed'])
  })

  it('refuses a file that is replaced while it is read', async () => {
    const path = put('replaced.txt', 'x'.repeat(2 ** 20))
    const other = put('other.txt', 'y'.repeat(2 ** 20))
    expect((await read([path], { onPiece: () => renameSync(other, path) })).map(code)).toEqual(['file/changed'])
  })

  it('refuses a file that disappears while it is read', async () => {
    const path = put('short-lived.txt', 'x')
    expect((await read([path], { onPiece: () => rmSync(path) })).map(code)).toEqual(['file/missing'])
  })
})
