import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArtifact } from '@wherefrom/evidence'
import type { BlockKind, Document } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'

/** What `samples/README.md` promises of the demo documents, as far as reading them goes. */
const SAMPLES = join(import.meta.dirname, '..', 'samples')

function read(name: string): Document {
  const result = readArtifact(readFileSync(join(SAMPLES, name)), { name })
  if (!result.ok) throw new Error(result.problem.message)
  return result.document
}

const textOf = (doc: Document, kind: BlockKind): string[] =>
  doc.blocks.filter((b) => b.kind === kind).map((b) => doc.text.slice(b.start, b.end))

const EXPECTED: readonly (readonly [file: string, published: string | null, outlet: string | null])[] = [
  ['01-ledger-scoop.html', '2025-03-04', 'The Continental Ledger'],
  ['02-lpa-wire.txt', null, 'LPA'],
  ['03-herald-wire-copy.html', '2025-03-04', 'Sandmark Herald'],
  ['04-northern-post-rewrite.html', '2025-03-05', 'Northern Post'],
  ['05-harbourwatch-report.html', '2025-03-10', 'Harbour Watch'],
  ['06-ministry-press-release.html', '2025-03-06', 'Ministry of Trade of the Republic of Lanthen'],
  ['07-drezhna-today-denial.html', '2025-03-07', 'Drezhna Today'],
  ['08-digest-glued-captions.txt', '2025-03-11', null],
  ['09-officials-unnamed.txt', '2025-03-12', null],
  ['11-anselm-interview.html', '2025-03-13', 'Metal & Tool Weekly'],
  ['12-parliament-hearing.html', '2025-03-19', 'Sandmark Herald'],
]

describe('the demo documents', () => {
  it('are twelve, and the README has a row for each', () => {
    const files = readdirSync(SAMPLES).filter((f) => /\.(html|txt)$/.test(f))
    expect(files).toHaveLength(12)
    const text = readFileSync(join(SAMPLES, 'README.md'), 'utf8')
    for (const file of files) expect(text).toContain(`\`${file}\``)
  })

  it.each(EXPECTED)('%s was published on %s by %s', (file, published, outlet) => {
    const { metadata } = read(file)
    expect([metadata.published, metadata.language]).toEqual([published, 'en'])
    if (outlet) expect(metadata.outlet).toBe(outlet)
  })

  it('keep menus, cookies, advertisements, comments and teasers out of the body', () => {
    const furniture = /cookie|214 partners|Subscribe|Winter tyres|hanno77|Most read|Read more|Read also|rights reserved/
    for (const [file] of EXPECTED) expect(textOf(read(file), 'paragraph').join('\n'), file).not.toMatch(furniture)
  })

  it('the wire copy holds the wire report word for word', () => {
    const paragraphs = (name: string) => textOf(read(name), 'paragraph').filter((p) => !p.startsWith('(Reporting'))
    expect(paragraphs('03-herald-wire-copy.html')).toEqual(paragraphs('02-lpa-wire.txt'))
  })

  it('captions and credits are taken out although they are glued to the text', () => {
    const doc = read('08-digest-glued-captions.txt')
    expect(textOf(doc, 'caption')).toContain('FX-900 milling machine. Illustration')
    expect(textOf(doc, 'credit')).toEqual([
      'Photo credits: Karsovian media',
      'Image: Orbivue',
      'Photo from social media',
    ])
    expect(textOf(doc, 'paragraph').some((p) => p.startsWith('She also noted that'))).toBe(true)
    expect(textOf(doc, 'paragraph').join('\n')).not.toMatch(/Illustration|Orbivue|Photo/)
  })
})
