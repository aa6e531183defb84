import type { Check } from './repo.ts'

const TEXT = /\.(?:ts|js|json|md|txt|html|yml|yaml|css)$|^\.[a-z/]{1,20}$/

/** Machine paths, private hosts and package registries do not belong into the project's files. */
const FOREIGN: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?:^|[\s"'`(=])\/(?:home|root|work|Users|mnt|private)\/[\w.-]/, 'a path of one machine'],
  [/\b(?:localhost|127\.0\.0\.1):\d{4,5}\b/, 'a port of one machine'],
  [/\bregistry\.(?:npmjs|yarnpkg)\.\w+/, 'a package registry'],
  [/"resolved": "https?:/, 'a download address in the lock file'],
  [/\b(?:10|192\.168)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/, 'a private address'],
]

/** Code that keeps a fetch away from private addresses must name them, and its tests serve pages from the machine itself. */
const GUARD = /^packages\/evidence\/src\/fetch\//

/** Nothing in the project's files points at one machine or one registry. */
export const hygiene: Check = {
  name: 'no machine paths or registry hosts',
  run: (repo) => {
    const wrong: string[] = []
    for (const path of repo.files) {
      if (!TEXT.test(path) || path.startsWith('tools/check/') || GUARD.test(path)) continue
      for (const [i, line] of repo.read(path).split('\n').entries())
        for (const [pattern, what] of FOREIGN) if (pattern.test(line)) wrong.push(`${path}:${i + 1}: ${what}`)
    }
    return wrong
  },
}

/** Lines above which a source is to be split. */
export const MOST_LINES = 600

/** No source grows past the length where it must be looked at again; tables of words and tests may. */
export const size: Check = {
  name: 'length of sources',
  run: (repo) => {
    const wrong: string[] = []
    for (const path of repo.files.filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))) {
      const lines = repo.read(path).split('\n').length - 1
      if (lines > MOST_LINES) wrong.push(`${path} has ${lines} lines, more than ${MOST_LINES}`)
    }
    return wrong
  },
}
