import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { countInputs } from './count.ts'
import { type WalkOptions, walkInputs } from './walk.ts'

const base = mkdtempSync(join(tmpdir(), 'wherefrom-walk-'))
let dir = ''
let n = 0
beforeEach(() => {
  dir = join(base, String(++n))
  mkdirSync(dir)
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), name)
  }
}

/** What comes out, without the folder's own name; failures with their code. */
async function walk(options: WalkOptions = {}, inputs: readonly string[] = [dir]): Promise<string[]> {
  const out: string[] = []
  for await (const found of walkInputs(inputs, options)) {
    const name = found.name.startsWith(`${dir}/`) ? found.name.slice(dir.length + 1) : found.name
    out.push(found.kind === 'failure' ? `${name}: ${found.problem.code}` : name)
  }
  return out
}

describe('walking inputs', () => {
  it('gives the files of a folder in the order of code units, folders where their name stands', async () => {
    put('b.txt', 'a/2.txt', 'a/10.txt', 'a.txt', 'Z.txt', 'ä.txt', 'c/d/e/deep.html', '.DS_Store', '._a.txt')
    const files = ['Z.txt', 'a/10.txt', 'a/2.txt', 'a.txt', 'b.txt', 'c/d/e/deep.html', 'ä.txt']
    expect(await walk()).toEqual(files)
    expect(await walk({ names: 1 })).toEqual(files)
    expect(await walk({}, [`${dir}/`])).toEqual(files)
    expect(await countInputs([dir])).toBe(9)
  })

  it('goes on after what is missing, and gives files in the order in which they were named', async () => {
    put('b.txt', 'a.txt')
    const inputs = ['b.txt', 'gone.txt', 'a.txt', 'b.txt'].map((name) => join(dir, name))
    expect(await walk({}, inputs)).toEqual(['b.txt', 'gone.txt: file/missing', 'a.txt', 'b.txt'])
  })

  it('does not follow links inside a folder, and says so where their target would be missed', async () => {
    put('real/a.txt', 'z.txt')
    mkdirSync(join(base, `outside${n}`))
    symlinkSync(join(base, `outside${n}`), join(dir, 'out'))
    symlinkSync('/etc/hostname', join(dir, 'escape.txt'))
    symlinkSync('real', join(dir, 'inner'))
    symlinkSync('z.txt', join(dir, 'inner.txt'))
    symlinkSync('..', join(dir, 'real', 'up'))
    symlinkSync('nowhere', join(dir, 'dangling'))
    symlinkSync('circle', join(dir, 'circle'))
    expect(await walk()).toEqual([
      'circle: file/unreadable',
      'dangling: file/missing',
      'escape.txt: file/link',
      'out: file/link',
      'real/a.txt',
      'z.txt',
    ])
    // Named by the user, a link is what it leads to.
    expect(await walk({}, [join(dir, 'inner.txt')])).toEqual(['inner.txt'])
    expect(await walk({}, [join(dir, 'inner')])).toEqual(['inner/a.txt', 'inner/up: file/link'])
  })

  it('passes over the case that lies in the folder, and refuses what is no file', async () => {
    put('a.txt', 'case/case.db')
    execFileSync('mkfifo', [join(dir, 'pipe')])
    expect(await walk({ except: new Set([join(dir, 'case')]) })).toEqual(['a.txt', 'pipe: file/unreadable'])
    expect(await walk({}, ['/dev/null'])).toEqual(['/dev/null: file/unreadable'])
  })

  it('finds files whose names are not valid UTF-8', async () => {
    const raw = Buffer.concat([Buffer.from(`${dir}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')])
    writeFileSync(raw, 'x')
    const found = await walkInputs([dir]).next()
    expect(found.value).toMatchObject({ kind: 'file', name: join(dir, 'caf\ufffd.txt'), path: raw })
  })

  it('loses no name and doubles none, however few it may hold at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9é-]{1,6}$/), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (names, most) => {
          dir = join(base, String(++n))
          mkdirSync(dir)
          put(...names)
          expect(await walk({ names: most })).toEqual([...names].sort())
        },
      ),
      { numRuns: 25 },
    )
  })
})
