import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PROGRAMS, runProgram } from './programs.ts'
import { ROOT } from './repo.ts'

/** The programs with the project's own settings, on a small project with one violation planted. */
const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-check-'))
  made.push(folder)
  for (const name of ['tsconfig.json', 'biome.json', 'knip.json']) cpSync(join(ROOT, name), join(folder, name))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const base = {
    '.gitignore': 'node_modules\n',
    'package.json': json({ name: 'x', private: true, type: 'module', workspaces: ['packages/*'] }),
    'packages/one/package.json': json({ name: 'one', type: 'module', exports: { '.': './src/index.ts' } }),
    'packages/one/src/index.ts': 'export const one = 1\n',
  }
  for (const [path, text] of Object.entries({ ...base, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const run = (name: string, files: Readonly<Record<string, string>>): string | null =>
  runProgram(PROGRAMS.find((p) => p.name.includes(name))!, project(files))

describe('checks by other programs', () => {
  it('find nothing in a clean project', () => {
    for (const name of ['types', 'format', 'unused']) expect(run(name, {}), name).toBe(null)
  })

  it('types: a wrong type, an index that may be missing, an enum', () => {
    expect(run('types', { 'packages/one/src/a.ts': "export const a: number = 'x'\n" })).toMatch(/TS2322/)
    expect(run('types', { 'packages/one/src/a.ts': 'export const f = (l: string[]): string => l[0]\n' })).toMatch(
      /TS2322/,
    )
    expect(run('types', { 'packages/one/src/a.ts': 'export enum A {\n  b,\n}\n' })).toMatch(/TS1294/)
  })

  it('format, lint, import cycles', () => {
    expect(run('format', { 'packages/one/src/a.ts': 'export const a = "x";\n' })).toMatch(/format/)
    expect(run('format', { 'packages/one/src/a.ts': 'export const a = (x: any) => x\n' })).toMatch(/noExplicitAny/)
    const cycle = {
      'packages/one/src/a.ts': "import { b } from './b.ts'\n\nexport const a = () => b\n",
      'packages/one/src/b.ts': "import { a } from './a.ts'\n\nexport const b = () => a\n",
    }
    expect(run('format', cycle)).toMatch(/noImportCycles/)
  })

  it('unused: a file that nobody imports, an export that nobody uses, a dependency that nobody needs', () => {
    expect(run('unused', { 'packages/one/src/a.ts': 'export const a = 1\n' })).toMatch(/Unused files[\s\S]*a\.ts/)
    const unused = {
      'packages/one/src/index.ts': "import { a } from './a.ts'\n\nexport const one = a\n",
      'packages/one/src/a.ts': 'export const a = 1\nexport const nobody = 2\n',
    }
    expect(run('unused', unused)).toMatch(/Unused exports[\s\S]*nobody/)
  })
})
