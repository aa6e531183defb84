import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { docs, links, readme } from './docs.ts'
import { hygiene, MOST_LINES, size } from './hygiene.ts'
import { dependencies, determinism, LAYERS, layers } from './layers.ts'
import { MODEL_BUDGET, models } from './models.ts'
import { allows, notices } from './notices.ts'
import { problems } from './problems.ts'
import { judge, mostSteps, regexes } from './regexes.ts'
import { type Check, repoInMemory } from './repo.ts'

/** Each check finds nothing in a clean repository and its violation in one where it was planted. */
const found = (check: Check, texts: Record<string, string>): readonly string[] => check.run(repoInMemory(texts))

describe('layer table', () => {
  it('lets packages import downwards', () => {
    expect(
      found(layers, {
        'packages/claims/src/a.ts': "import { x } from '@wherefrom/nlp'\nimport { y } from './b.ts'",
        'packages/evidence/src/a.ts': "import { readFile } from 'node:fs'",
        'packages/nlp/src/a.test.ts': "import { readFile } from 'node:fs'",
        'tools/a.ts': "import { z } from '@wherefrom/casebook'",
      }),
    ).toEqual([])
  })

  it.each([
    ['packages/nlp/src/a.ts', "import { x } from '@wherefrom/claims'", /nlp must not import claims/],
    ['packages/schema/src/a.ts', "export * from '@wherefrom/nlp'", /schema must not import nlp/],
    ['packages/claims/src/a.ts', "\nconst fs = await import('node:fs')", /a\.ts:2: claims is pure/],
    ['packages/server/src/a.ts', "import { x } from '@wherefrom/casebook/src/files.ts'", /reaches into/],
    ['packages/nlp/src/b/a.ts', "import { x } from '../../../schema/src/units.ts'", /leaves the package/],
    ['packages/brandnew/src/a.ts', "import { x } from './y.ts'", /no row/],
  ])('catches %s: %s', (path, text, what) => {
    expect(found(layers, { [path]: text }).join()).toMatch(what)
  })

  it('is not fooled by imports in comments and strings', () => {
    const text = `// import x from '@wherefrom/claims'\nconst s = "import x from '@wherefrom/claims'"`
    expect(found(layers, { 'packages/nlp/src/a.ts': text })).toEqual([])
  })

  it('has a row for each package that exists', () => {
    expect(Object.keys(LAYERS).sort()).toEqual(['casebook', 'claims', 'evidence', 'nlp', 'schema', 'server'])
  })
})

describe('declared dependencies', () => {
  const manifests = {
    'package.json': '{"devDependencies": {"vitest": "1"}}',
    'packages/nlp/package.json': '{"dependencies": {"@wherefrom/schema": "1"}}',
  }
  it('catches a package that is not declared, and a tool of the root in a product source', () => {
    const text = "import a from 'left-pad/x'\nimport b from '@wherefrom/schema'\nimport c from 'vitest'"
    expect(found(dependencies, { ...manifests, 'packages/nlp/src/a.ts': text })).toEqual([
      'packages/nlp/src/a.ts:1: left-pad is not declared',
      'packages/nlp/src/a.ts:3: vitest is not declared',
    ])
    expect(found(dependencies, { ...manifests, 'packages/nlp/src/a.test.ts': "import c from 'vitest'" })).toEqual([])
  })
})

describe('no clock, chance or locale', () => {
  it.each(['Date.now()', 'new Date()', 'Math.random()', "'a'.localeCompare(b)", 'performance.now()'])(
    'catches %s',
    (code) => {
      expect(found(determinism, { 'packages/claims/src/a.ts': `const x = ${code}` })).toHaveLength(1)
      expect(found(determinism, { 'packages/server/src/a.ts': `const x = ${code}` })).toEqual([])
    },
  )
  it('holds readers to it, not what keeps files or fetches; a conversion is no clock', () => {
    const at = (path: string, code: string) => found(determinism, { [path]: `const x = ${code}` })
    expect(at('packages/evidence/src/pdf/a.ts', 'Date.now()')).toHaveLength(1)
    expect(at('packages/evidence/src/fetch/a.ts', 'Date.now()')).toEqual([])
    expect(at('packages/evidence/src/pdf/a.ts', 'new Date(f(a, b) * 1000).toISOString()')).toEqual([])
    expect(at('packages/evidence/src/pdf/a.ts', 'new Date(2024, 1, 1)')).toHaveLength(1)
    expect(at('packages/evidence/src/pdf/a.ts', 'new Date')).toHaveLength(1)
  })
})

describe('regular expressions', () => {
  it('judges', () => {
    expect(judge('^[a-z]{1,20} \\d+$', 'u')).toBe('')
    expect(judge('^(a+)+$', '')).toMatch(/exponential/)
    expect(judge('^\\p{L}$', 'v')).toBe('')
  })

  it('takes bounded repeats for linear as long as their product is small', () => {
    expect(judge('<[^>]{0,1000}>', '')).toBe('')
    expect(mostSteps('<[^>]{0,1000}>')).toBe(1000)
    expect(mostSteps('\\p{L}{3}[a+*]?\\*')).toBe(6)
    expect(mostSteps('(?:ab){2,5}(?<!c)d{7}')).toBe(35)
    expect(mostSteps('a{5}|(?:b|c){3}|d')).toBe(5 + 3 * 8 + 1)
    expect(mostSteps('a??b{2,3}?')).toBe(6)
    expect(mostSteps('a{2,}')).toBe(Number.POSITIVE_INFINITY)
    expect(mostSteps('\\s+$')).toBe(Number.POSITIVE_INFINITY)
    expect(judge('(?:a{1,99}){1,99}b', '')).not.toBe('')
  })

  it('catches slow ones in sources, not in comments, templates or divisions', () => {
    const text = [
      'const a = /^(?:x+)+$/.test(s)',
      '// like /^(?:y+)+$/',
      'const b = c / d / e[0]! / 2',
      'const t = `/^(z+)+$/`',
    ]
    expect(found(regexes, { 'packages/nlp/src/a.ts': text.join('\n') })).toEqual([
      'packages/nlp/src/a.ts:1: /^(?:x+)+$/ is exponential time',
    ])
  })

  it('wants a reason for an expression that it cannot see or judge', () => {
    const built = (comment: string) => ({
      'packages/nlp/src/a.ts': `${comment}\nconst r = new RegExp(words.join('|'))`,
    })
    expect(found(regexes, built('// nothing'))).toHaveLength(1)
    expect(found(regexes, built('// regex:'))).toHaveLength(1)
    expect(found(regexes, built('// regex: alternatives of fixed words'))).toEqual([])
  })
})

describe('problem codes', () => {
  const catalogue = "export const PROBLEMS = { 'file/missing': ['error', 'x'], 'reader/empty': ['error', 'y'] }"
  const clean = {
    'packages/schema/src/problems.ts': catalogue,
    'packages/evidence/src/a.ts': "problem('file/missing'); problem('reader/empty')",
    'docs/problems.md': '| `file/missing` | x |\n| `reader/empty` | y |\n',
  }
  it('finds nothing in a clean repository', () => expect(found(problems, clean)).toEqual([]))
  it('catches codes that are unused, undocumented, invented or stand twice', () => {
    const unused = { ...clean, 'packages/evidence/src/a.ts': "problem('file/missing') // 'reader/empty'" }
    expect(found(problems, unused)).toEqual(['reader/empty is never used'])
    const undocumented = { ...clean, 'docs/problems.md': '| `file/missing` | x |\n| `file/odd` | x |' }
    expect(found(problems, undocumented)).toHaveLength(2)
    const twice = { ...clean, 'packages/schema/src/problems.ts': `${catalogue}\nconst b = {'reader/empty': []}` }
    expect(found(problems, twice)).toEqual(['reader/empty stands twice in the catalogue'])
  })
})

describe('documentation of commands and fields', () => {
  const clean = {
    'packages/server/src/cli.ts': "program.command('read').option('--json', 'print').version(V, '-V, --version', 'x')",
    'packages/casebook/src/contract.ts': 'function f() { return { format: A, inner: { deep: 1 }, start, end } }',
    'docs/cli.md': 'shows `--version`\n## `wherefrom read FILE`\nwith `--json`\n\n## Other\n',
    'docs/format.md': '`format` `inner` `deep` "start" "end"',
  }
  it('finds nothing in a clean repository', () => expect(found(docs, clean)).toEqual([]))
  it('takes an option as documented in the section of its command, or where all share it', () => {
    const elsewhere = { ...clean, 'docs/cli.md': 'shows `--version`\n## `wherefrom read`\n\n## Other\n`--json`' }
    expect(found(docs, elsewhere)).toEqual(['docs/cli.md lacks --json'])
    const shared = `${elsewhere['docs/cli.md']}\n\n## Options of all commands on a case\n\`--json\`\n`
    expect(found(docs, { ...elsewhere, 'docs/cli.md': shared })).toEqual([])
  })
  it('catches a reader that is not documented', () => {
    const reader = {
      ...clean,
      'packages/evidence/src/open.ts': "const R = [{ component: 'evidence.odd', version: '1' }]",
    }
    expect(found(docs, reader)).toEqual(['docs/evidence.md lacks evidence.odd'])
    expect(found(docs, { ...reader, 'docs/evidence.md': 'read by `evidence.odd`' })).toEqual([])
  })
  it('catches a command, an option and a field that are not documented', () => {
    expect(found(docs, { ...clean, 'docs/cli.md': '' })).toEqual([
      'docs/cli.md lacks wherefrom read',
      'docs/cli.md lacks --json',
    ])
    const elsewhere = {
      'packages/server/src/commands/odd.ts': "program.command('odd <x>').option('-o, --oddly <n>', 'x')",
    }
    expect(found(docs, { ...clean, ...elsewhere })).toEqual([
      'docs/cli.md lacks wherefrom odd',
      'docs/cli.md lacks --oddly',
    ])
    expect(found(docs, { ...clean, 'docs/format.md': '`format` `inner` "start" "end"' })).toEqual([
      'docs/format.md lacks the field deep',
    ])
  })
})

describe('README and npm scripts', () => {
  const clean = {
    'package.json': '{"scripts": {"demo": "x", "test": "y"}}',
    'README.md': '```\nnpm ci && npm run demo\nnpm ci && npm test\n```\n',
  }
  it('finds nothing in a clean repository', () => expect(found(readme, clean)).toEqual([]))
  it('catches a missing command, a third one, and a script that does not exist', () => {
    expect(found(readme, { ...clean, 'README.md': 'npm ci && npm run demo\n' })).toHaveLength(2)
    expect(found(readme, { ...clean, 'README.md': `${clean['README.md']}npm ci && npm start\n` })).toHaveLength(1)
    expect(found(readme, { ...clean, 'docs/x.md': 'run `npm run nothing`' })).toEqual([
      'docs/x.md: npm run nothing is no script',
    ])
  })
})

describe('links between documents', () => {
  it('catches a link that leads nowhere', () => {
    const clean = {
      'README.md': '[a](docs/a.md#part) [b](docs) [c](https://x.example/y)',
      'docs/a.md': '[r](../README.md)',
    }
    expect(found(links, clean)).toEqual([])
    expect(found(links, { ...clean, 'docs/a.md': '[r](README.md)' })).toEqual(['docs/a.md: no README.md'])
  })
})

describe('model manifest and budget', () => {
  const row = {
    file: 'a.bin.gz',
    component: 'a',
    version: 1,
    sha256: createHash('sha256').update('weights').digest('hex'),
    bytes: 7,
    licence: 'CC BY-SA 4.0',
    trainedOn: [{ corpus: 'X', licence: 'CC BY 4.0, CC0', part: 'train' }],
    scores: {},
  }
  const repo = (change: object) => ({
    'models/a.bin.gz': 'weights',
    'models/manifest.json': JSON.stringify([{ ...row, ...change }]),
  })
  it('finds nothing in a clean repository', () => expect(found(models, repo({}))).toEqual([]))
  it('lets weights without a stated licence ship only where the model card says how to leave them out', () => {
    const unstated = repo({ trainedOn: [{ corpus: 'X', licence: 'none stated', part: 'train' }] })
    expect(found(models, unstated).join()).toMatch(/not on the list/)
    const elsewhere = '# Card\n\n`a.bin.gz`\n\n## Weights that can be left out\n\n`b.bin.gz`\n'
    expect(found(models, { ...unstated, 'models/CARD.md': elsewhere })).toHaveLength(1)
    const named = '# Card\n\n## Weights that can be left out\n\n`a.bin.gz`: delete it.\n'
    expect(found(models, { ...unstated, 'models/CARD.md': named })).toEqual([])
  })
  it.each([
    [{ sha256: '0' }, /hash/],
    [{ bytes: 8 }, /row says 8/],
    [{ licence: '' }, /no licence/],
    [{ trainedOn: [] }, /trained on/],
    [{ trainedOn: [{ corpus: 'X', licence: 'CC BY-NC 4.0', part: '' }] }, /not on the list/],
    [{ bytes: MODEL_BUDGET + 1 }, /budget/],
    [{ file: 'b.bin.gz' }, /missing/],
  ])('catches %j', (change, what) => {
    expect(found(models, repo(change)).join()).toMatch(what)
  })
})

describe('third-party notices', () => {
  const lock = (entries: object) => JSON.stringify({ packages: entries })
  const clean = {
    'package-lock.json': lock({
      'node_modules/a': { license: 'MIT' },
      'node_modules/b': { license: 'GPL-3.0', dev: true },
    }),
    'packages/nlp/package.json': '{"dependencies": {"a": "1"}}',
    'models/manifest.json': '[{"trainedOn": [{"corpus": "X (news)"}]}]',
    'THIRD_PARTY.md': '| `a` | MIT |\n| X | CC0 |\n',
  }
  it('finds nothing in a clean repository', () => expect(found(notices, clean)).toEqual([]))
  it('catches a package without a row, a licence that binds, and data without a row', () => {
    expect(found(notices, { ...clean, 'THIRD_PARTY.md': '' })).toEqual([
      'THIRD_PARTY.md lacks a, MIT',
      'THIRD_PARTY.md lacks the data X',
    ])
    const copyleft = { ...clean, 'package-lock.json': lock({ 'node_modules/c': { license: 'AGPL-3.0' } }) }
    expect(found(notices, copyleft)).toEqual(['c has licence AGPL-3.0'])
  })
  it('catches a row for a package that nobody needs any more', () => {
    const table = '## Packages that the product needs\n\n| `a` | MIT |\n| `gone` | MIT |\n\n## Data\n\n| X | CC0 |\n'
    expect(found(notices, { ...clean, 'THIRD_PARTY.md': table })).toEqual([
      'THIRD_PARTY.md names gone, which no package needs',
    ])
  })
  it('reads licence expressions', () => {
    for (const fine of ['MIT-0', '(MIT OR CC0-1.0)', '(MIT AND Zlib)', 'GPL-3.0 OR MIT', '(MIT OR ISC) AND Zlib'])
      expect(allows(fine), fine).toBe(true)
    for (const not of ['', 'GPL-3.0', 'MIT AND GPL-3.0', '(MIT OR GPL-3.0) AND AGPL-3.0', 'MPL-2.0', 'SEE LICENSE'])
      expect(allows(not), not).toBe(false)
  })
  it('lets one package under a licence of its own in, by name, and wants its row', () => {
    const lists = (name: string) => ({ ...clean, 'package-lock.json': lock({ [name]: { license: 'MPL-2.0' } }) })
    expect(found(notices, lists('node_modules/other'))).toEqual(['other has licence MPL-2.0'])
    expect(found(notices, lists('node_modules/exifreader'))).toEqual(['THIRD_PARTY.md lacks exifreader, MPL-2.0'])
    const lgpl = (name: string, license: string) =>
      found(notices, { ...clean, 'package-lock.json': lock({ [`node_modules/${name}`]: { license } }) })
    expect(lgpl('@img/sharp-wasm32', 'Apache-2.0 AND LGPL-3.0-or-later AND MIT')).toEqual([])
    expect(lgpl('@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later')).toEqual([])
    expect(lgpl('@img/sharp-x', 'LGPL-3.0-or-later AND AGPL-3.0')).toHaveLength(1)
    expect(lgpl('other', 'LGPL-3.0-or-later')).toHaveLength(1)
  })
})

describe('hygiene', () => {
  it.each([
    'see /home/me/x',
    'http://localhost:4873/x',
    'https://registry.npmjs.org/',
    '"resolved": "https://x"',
    '10.1.2.3',
  ])('catches %s', (text) => {
    expect(found(hygiene, { 'docs/a.md': `first\n${text}\n` })).toHaveLength(1)
  })
  it('lets the guard against private addresses name them', () => {
    expect(found(hygiene, { 'packages/evidence/src/fetch/address.ts': "'10.0.0.0/8' " })).toEqual([])
    expect(found(hygiene, { 'packages/evidence/src/pdf/address.ts': "'10.0.0.0/8' " })).toHaveLength(1)
  })
  it('catches a source that is too long', () => {
    expect(
      found(size, { 'tools/a.ts': 'x\n'.repeat(MOST_LINES + 1), 'tools/b.ts': 'x\n'.repeat(MOST_LINES) }),
    ).toHaveLength(1)
  })
})
