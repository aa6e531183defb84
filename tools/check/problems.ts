import { type Check, productSources, type Repo } from './repo.ts'
import { scan } from './scan.ts'

const CATALOGUE = 'packages/schema/src/problems.ts'
const DOCS = 'docs/problems.md'
const CODE = /^[a-z]{2,20}\/[a-z]{2,20}(?:-[a-z]{1,20}){0,4}$/

/** Every problem code is used by the product, stands once in the catalogue and has a row in docs/problems.md. */
export const problems: Check = {
  name: 'problem codes',
  run: (repo) => {
    const codes = catalogue(repo)
    const used = new Set<string>()
    for (const path of productSources(repo))
      if (path !== CATALOGUE) for (const t of scan(repo.read(path))) if (t.type === 'string') used.add(t.text)
    const rows = documented(repo)
    const wrong = codes.filter((c, i) => codes.indexOf(c) !== i).map((c) => `${c} stands twice in the catalogue`)
    for (const code of codes) {
      if (!used.has(code)) wrong.push(`${code} is never used`)
      if (!rows.includes(code)) wrong.push(`${code} has no row in ${DOCS}`)
    }
    for (const row of rows) if (!codes.includes(row)) wrong.push(`${DOCS} documents ${row}, which does not exist`)
    return wrong
  },
}

/** Codes = the string keys of the catalogue. */
function catalogue(repo: Repo): string[] {
  const tokens = scan(repo.read(CATALOGUE))
  return tokens
    .filter((t, i) => t.type === 'string' && CODE.test(t.text) && tokens[i + 1]?.text === ':')
    .map((t) => t.text)
}

/** Codes in the first column of the table. */
function documented(repo: Repo): string[] {
  if (!repo.files.includes(DOCS)) return []
  return [...repo.read(DOCS).matchAll(/^\| `([a-z/-]{1,80})` \|/gm)].map((m) => m[1]!)
}
