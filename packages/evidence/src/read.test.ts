import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArtifact } from './read.ts'

const bytes = (s: string) => new TextEncoder().encode(s)

function outline(s: string | Uint8Array): readonly string[] {
  const read = readArtifact(typeof s === 'string' ? bytes(s) : s)
  if (!('document' in read)) return read.problems.map((p) => p.code)
  const { text, blocks } = read.document
  return blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`)
}

describe('plain text', () => {
  test('title, dateline, caption, credit and body are told apart', () => {
    expect(
      outline(
        'Harbour to get a second crane\n4 March, 2022 The old harbour crane. Port of Velm. Photo credits: City archive\n' +
          'The harbour company will buy a second crane, its director said on Friday.\n',
      ),
    ).toEqual([
      'title: Harbour to get a second crane',
      'dateline: 4 March, 2022',
      'caption: The old harbour crane. Port of Velm.',
      'credit: Photo credits: City archive',
      'paragraph: The harbour company will buy a second crane, its director said on Friday.',
    ])
  })

  test('a caption that runs into a sentence without a space is taken out', () => {
    expect(outline('The new Brenta lorry. IllustrationShe also said that "the road would open in May".')).toEqual([
      'caption: The new Brenta lorry. Illustration',
      'paragraph: She also said that "the road would open in May".',
    ])
  })

  test('a credit glued to the end of a caption', () => {
    expect(outline('An aerial view of the yard where, presumably, the ship is being repaired.Image: Skyview')).toEqual([
      'caption: An aerial view of the yard where, presumably, the ship is being repaired.',
      'credit: Image: Skyview',
    ])
  })

  test('agency dateline', () => {
    expect(outline('LONDON, May 3 (Newswire) - The bank raised its rate on Wednesday.')).toEqual([
      'dateline: LONDON, May 3 (Newswire) -',
      'paragraph: The bank raised its rate on Wednesday.',
    ])
  })
})

describe('every reading', () => {
  const wellFormed = (input: Uint8Array) => {
    const read = readArtifact(input)
    expect(readArtifact(input)).toEqual(read)
    if (!('document' in read)) {
      expect(read.problems.length).toBeGreaterThan(0)
      return
    }
    let last = 0
    for (const b of read.document.blocks) {
      expect(b.start).toBeGreaterThanOrEqual(last)
      expect(b.end).toBeGreaterThan(b.start)
      last = b.end
    }
    expect(last).toBeLessThanOrEqual(read.document.text.length)
  }

  test('never throws on bytes of any kind; blocks are in order and do not overlap', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), wellFormed), { numRuns: 300 })
  })

  test('nor on text of any kind', () => {
    const words = fc.constantFrom(
      'Photo: ',
      'Image by ',
      'Illustration',
      'He said. ',
      '\n',
      '\n\n',
      'Kyiv (AP) — ',
      '4 May 2020 ',
      '<p>',
      '</div>',
      '<li>',
      '"',
      'é',
      '😀',
    )
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 40 }).map((w) => bytes(w.join(''))),
        wellFormed,
      ),
      { numRuns: 300 },
    )
  })
})
