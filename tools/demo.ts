/**
 * `npm run demo`: the main job on the bundled demo documents (an invented affair). Prints what each document claims on
 * whose authority, writes one HTML dossier of all of them to `demo/dossier.html`, and makes a case of them in `demo/case`.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  countsOf,
  DossierFile,
  openEngine,
  outletOf,
  readDocument,
  readFiles,
  stepsOf,
  wordsOf,
} from '@wherefrom/casebook'
import type { Analysis, Claim, Document } from '@wherefrom/schema'
import { safeLine } from '../packages/server/src/terminal/safe.ts'
import { styleFor, widthOf } from '../packages/server/src/terminal/style.ts'
import { cut, wrap } from '../packages/server/src/terminal/width.ts'
import { demoCase } from './demo-case.ts'

const ROOT = join(import.meta.dirname, '..')
const TARGET = join(ROOT, 'demo', 'dossier.html')
const style = styleFor(process.stdout, process.env)
const width = widthOf(process.stdout)
const print = (line = ''): boolean => process.stdout.write(`${line}\n`)

const files = readdirSync(join(ROOT, 'samples'))
  .filter((name) => /\.(html|txt)$/.test(name))
  .sort()
  .map((name) => join(ROOT, 'samples', name))

mkdirSync(join(ROOT, 'demo'), { recursive: true })
const started = performance.now()
const engine = await openEngine()
const dossier = await DossierFile.open(TARGET)
let claims = 0
for await (const file of readFiles(files)) {
  const read =
    'problem' in file
      ? file
      : readDocument(file.bytes, { file: relative(ROOT, file.path), sha256: file.sha256 }, engine)
  if ('problem' in read) {
    process.stderr.write(`${relative(ROOT, file.path)}: ${read.problem.message}\n`)
    process.exitCode = 1
    continue
  }
  await dossier.add(read.analysis)
  claims += read.analysis.claims.length
  show(read.analysis)
}
await dossier.finish()

print(
  style.bold(
    `${dossier.documents} documents, ${claims} claims, in ${((performance.now() - started) / 1000).toFixed(1)} s.`,
  ),
)
print(`The dossier is ${style.bold(relative(process.cwd(), TARGET) || TARGET)}; open it in a browser:`)
print(`  ${pathToFileURL(TARGET).href}`)
print()
print(style.bold('The same documents as a case, with a signed log of everything that went in:'))
if (!demoCase(print)) process.exitCode = 1
print('Next, on a file of your own:')
print('  npx wherefrom read FILE                      the dossier in this terminal')
print('  npx wherefrom read FILE --html dossier.html  the same as a page')
print('  npx wherefrom explain FILE                   what each stage saw')
print('  npx wherefrom init my-case                   a case of your own; then add files to it')

/** Head of one document, and the claim with the longest chain: what no word search would have told. */
function show(analysis: Analysis): void {
  const { document: doc } = analysis
  const c = countsOf(analysis.claims)
  print(style.bold(cut(safeLine(doc.metadata.title ?? analysis.file), width)))
  const denied = c.denied > 0 ? `, ${c.denied} denied` : ''
  const date = doc.metadata.published ?? 'date unknown'
  print(
    style.dim(`${safeLine(outletOf(doc))}, ${safeLine(date)}: ${c.claims} claims, ${c.attributed} attributed${denied}`),
  )
  const deepest = analysis.claims.reduce<Claim | null>(
    (a, b) => (depth(b, doc) > (a ? depth(a, doc) : 0) ? b : a),
    null,
  )
  if (deepest) {
    const steps = stepsOf(deepest, doc).map((s) => `${s.entity} (${s.link.manner})`)
    for (const line of wrap(safeLine([outletOf(doc), ...steps].join(' → ')), width - 2)) print(`  ${style.blue(line)}`)
    for (const line of wrap(safeLine(wordsOf(doc, deepest.content)), width - 4)) print(`    ${line}`)
  }
  print()
}

/** Links first, then words: a long chain with something to say. */
function depth(claim: Claim, doc: Document): number {
  return claim.chain.length === 0 ? 0 : claim.chain.length + Math.min(wordsOf(doc, claim.content).length, 120) / 60
}
