/**
 * `npm run accept -- corpus/FOLDER[/FILE]...`: rewrites the outlines of cases with what the product finds now. Its own
 * command, so that no test run can bless its own result: read the difference before you commit it.
 * Cases that fit already are left as they are (also those with `...`), and those with a `known` header.
 * `corpus/real-files[/FOLDER.outline]`: the outlines of files that lie outside the project.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CORPUS, caseFiles, NEGATIVES } from './corpus/folder.ts'
import { outlineFits, parseCases, replaceOutlines } from './corpus/format.ts'
import { RENDERERS, type Renderer } from './corpus/renderers.ts'
import {
  acceptedOutlines,
  hasRealFiles,
  OUTLINES,
  outlineFile,
  outlineNow,
  realFiles,
  realFolders,
} from './real-files/folder.ts'

function usage(message: string): never {
  process.stderr.write(`accept: ${message}\nusage: npm run accept -- corpus/FOLDER[/FILE]...\n`)
  process.exit(2)
}

async function acceptFile(path: string, renderer: Renderer): Promise<number> {
  const source = readFileSync(path, 'utf8')
  const outlines = new Map<number, string>()
  for (const c of parseCases(source).cases) {
    if (c.headers.known) continue
    const rendering = await renderer.render(c)
    const found = (typeof rendering === 'string' ? rendering : rendering.outline).trimEnd()
    if (c.outline === null || !outlineFits(c.outline, found)) outlines.set(c.line, found)
  }
  if (outlines.size > 0) writeFileSync(path, replaceOutlines(source, outlines))
  return outlines.size
}

async function acceptRealFiles(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const before = acceptedOutlines(folder)
    const now: string[] = []
    for (const file of realFiles(folder)) now.push(await outlineNow(folder, file))
    const changed = now.filter((outline) => before.get(outline.split('\n')[0]!) !== outline).length
    writeFileSync(outlineFile(folder), `${now.join('\n')}\n`)
    process.stdout.write(`corpus/real-files/${folder}.outline: ${changed} changed\n`)
  }
}

const paths = process.argv.slice(2)
if (paths.length === 0) usage('name a folder or file of corpus/')
for (const given of paths) {
  const path = resolve(process.env.INIT_CWD ?? '.', given)
  if (!existsSync(path)) usage(`no such file or folder: ${given}`)
  const folder = statSync(path).isDirectory() ? path : dirname(path)
  if (folder === resolve(OUTLINES)) {
    if (!hasRealFiles()) usage('the corpus real-files is not on this machine')
    await acceptRealFiles(folder === path ? realFolders() : [basename(path, '.outline')])
    continue
  }
  if (dirname(folder) !== resolve(CORPUS)) usage(`${given} is not a folder of corpus/`)
  const load = RENDERERS[basename(folder)]
  if (!load) usage(`corpus/${basename(folder)} has no renderer in tools/corpus/renderers.ts`)
  const { renderer } = await load()
  const files = folder === path ? caseFiles(folder) : [basename(path)]
  for (const file of files.filter((f) => f !== NEGATIVES)) {
    const changed = await acceptFile(join(folder, file), renderer)
    process.stdout.write(`corpus/${basename(folder)}/${file}: ${changed} changed\n`)
  }
}
