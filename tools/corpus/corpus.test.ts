import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS, caseFiles, corpusFolders, NEGATIVES, readCases } from './folder.ts'
import { type Case, outlineFits } from './format.ts'
import { RENDERERS, type Renderer, type Rendering } from './renderers.ts'

/** Every case of every folder of `corpus/`, through the renderer that the folder's row in `renderers.ts` names. */
for (const folder of corpusFolders()) {
  describe(`corpus/${folder}`, async () => {
    const load = RENDERERS[folder]
    if (!load) {
      it('has a renderer', () => expect.fail(`corpus/${folder} is an orphan: no row in tools/corpus/renderers.ts`))
      return
    }
    const { renderer } = await load()
    for (const file of caseFiles(join(CORPUS, folder))) describe(file, () => runFile(folder, file, renderer))
  })
}

function runFile(folder: string, file: string, renderer: Renderer): void {
  const { cases, mistakes } = readCases(join(CORPUS, folder, file))
  it('is well formed', () => expect(mistakes).toEqual([]))
  const render = file === NEGATIVES ? (renderer.renderNot ?? renderer.render) : renderer.render
  for (const c of cases) {
    // A case with a `known` header shows a weakness: it must go on failing until the header is taken out.
    const test = c.headers.known ? it.fails : it
    test(c.title, async () => check(c, await render(c)))
  }
}

function check(c: Case, rendering: Rendering): void {
  const { outline, trace } = typeof rendering === 'string' ? { outline: rendering, trace: '' } : rendering
  const fits = c.outline !== null && outlineFits(c.outline, outline)
  if (!fits) expect(outline.trimEnd(), trace).toBe(c.outline)
}

it('the table of renderers names only folders that hold cases', () => {
  expect(Object.keys(RENDERERS).filter((f) => !corpusFolders().includes(f))).toEqual([])
})
