import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { readMarkdown } from './reader.ts'

async function read(text: string | Uint8Array): Promise<Found[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const founds: Found[] = []
  for await (const found of readMarkdown(bytesSource('a.md', bytes), {})) founds.push(found)
  return founds
}

async function documentOf(text: string) {
  const [found] = await read(text)
  if (found?.kind !== 'document') throw new Error('no document')
  return found.document
}

/** Blocks with the source that each has in the file. */
async function outline(markdown: string): Promise<readonly string[]> {
  const { text, blocks } = await documentOf(markdown)
  const bytes = Buffer.from(markdown)
  return blocks.map((b) => {
    const held = b.source.type === 'bytes' ? bytes.toString('utf8', b.source.start, b.source.end) : ''
    return `${b.kind}: ${text.slice(b.start, b.end)} <${held}>`
  })
}

describe('Markdown', () => {
  test('text without its markup, each block with its lines', async () => {
    const markdown =
      '# Mill *to close*\n\nThe [mill](https://x.example) `will`\nclose & **end**.\n\n> We are\n> sorry.\n\n* one\n* two\n\n![The old mill](m.jpg)\n'
    expect(await outline(markdown)).toEqual([
      'title: Mill to close <# Mill *to close*>',
      'paragraph: The mill will close & end. <The [mill](https://x.example) `will`\nclose & **end**.>',
      'quote: We are sorry. <> We are\n> sorry.>',
      'list: one <* one>',
      'list: two <* two>',
      'caption: The old mill <![The old mill](m.jpg)>',
    ])
  })

  test('text in the depth of quotations and lists is not lost', async () => {
    const marks = { quotations: '>'.repeat(5000), lists: '- '.repeat(500), indents: `- a\n${' '.repeat(900)}` }
    for (const [name, deep] of Object.entries(marks)) {
      const { text, problems } = await documentOf(`First.\n\n${deep} The mill closes.\n`)
      expect(text, name).toContain('The mill closes.')
      expect(
        problems.map((p) => p.code),
        name,
      ).toContain('reader/nesting')
    }
    const rule = await documentOf(`One.\n\n${'* '.repeat(60)}\n\nTwo.\n`)
    expect(rule.problems.map((p) => p.code)).not.toContain('reader/nesting')
  })

  test('tables, code, HTML; letters beyond ASCII keep the places right', async () => {
    const markdown =
      'Größe: 3 €\n\n| ship | days |\n|---|---|\n| Anna | 4 |\n\n```\ncode()\n```\n\n<p>One <b>two</b></p>\n'
    expect(await outline(markdown)).toEqual([
      'paragraph: Größe: 3 € <Größe: 3 €>',
      'list: ship | days <| ship | days |>',
      'list: Anna | 4 <| Anna | 4 |>',
      'boilerplate: code() <```\ncode()\n```>',
      'paragraph: One two <<p>One <b>two</b></p>>',
    ])
  })

  test('footnotes stay', async () => {
    expect(await outline('It will close[^1].\n\n[^1]: Interview of 3 May.\n')).toEqual([
      'paragraph: It will close[^1]. <It will close[^1].>',
      'paragraph: [^1]: Interview of 3 May. <[^1]: Interview of 3 May.>',
    ])
  })

  test('a dateline and a credit, as in any text', async () => {
    expect(await outline('# Mill to close\n\nVELM, May 3 (KRN) - The mill will close.\n')).toMatchObject(
      [/^title/, /^dateline: VELM, May 3 \(KRN\) - /, /^paragraph: The mill will close\. /].map((r) =>
        expect.stringMatching(r),
      ),
    )
  })
})

describe('front matter', () => {
  test('YAML and TOML fields are candidates, and no part of the text', async () => {
    const yaml =
      '---\ntitle: "Mill to close"\ndate: 2021-05-04T10:00:00Z # first\nauthors:\n  - Ada Brun\n  - name: Lev Tarn\nurl: https://quay.example/mill\n---\n\nIt will close.\n'
    const { text, metadata } = await documentOf(yaml)
    expect(text).toBe('It will close.')
    expect(metadata).toMatchObject({
      title: 'Mill to close',
      published: '2021-05-04',
      authors: ['Ada Brun', 'Lev Tarn'],
      url: 'https://quay.example/mill',
    })
    expect(metadata.candidates[0]).toMatchObject({ from: 'front-matter:title' })
    const toml = await documentOf("+++\ntitle = 'Mill'\nauthor = ['Ada Brun', 'Lev Tarn']\n+++\nText here.\n")
    expect(toml.metadata).toMatchObject({ title: 'Mill', authors: ['Ada Brun', 'Lev Tarn'] })
  })

  test('a line of hyphens without an end is no front matter', async () => {
    expect((await documentOf('---\ntitle: Mill\n\nText.\n')).text).toContain('Mill')
  })

  test('an author may be a month and a date may be none', async () => {
    const { metadata } = await documentOf('---\ndate: soon\nurl: javascript:alert(1)\n---\nText.\n')
    expect(metadata).toMatchObject({ published: null, url: null })
  })
})

describe('hostile Markdown', () => {
  test('nesting, brackets and marks without end', async () => {
    for (const text of [
      `${'>'.repeat(20_000)} a`,
      '['.repeat(20_000),
      '*a_ '.repeat(10_000),
      '`'.repeat(5000),
      '<a '.repeat(10_000),
    ])
      expect((await read(text)).length).toBeGreaterThan(0)
  })

  test('no input throws', async () => {
    const piece = fc.constantFrom(
      '# ',
      '> ',
      '- ',
      '| a |\n|---|\n',
      '```',
      '---\n',
      '\n',
      'word ',
      '[x](',
      '![',
      '*',
      '<p>',
      '\u0000',
      '\ud800',
      '    ',
      'title: x\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expect((await read(pieces.join(''))).length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})
