import { describe, expect, test } from 'vitest'
import { readArtifact } from '../read.ts'

const PROSE =
  '<p>The harbour company will buy a second crane, its director said on Friday, and the town will pay half of it.</p>' +
  '<p>The crane, which comes from the north, is to work by June, according to the director, who showed it to us.</p>'

function read(html: string, given: { published?: string; outlet?: string; url?: string } = {}) {
  const reading = readArtifact(new TextEncoder().encode(html), given)
  if (!reading.ok) throw new Error(reading.problem.code)
  return reading.document
}
const page = (head: string, body: string) => `<html><head>${head}</head><body><article>${body}</article></body></html>`

describe('where a value comes from', () => {
  test('the user outranks the page; every candidate is kept', () => {
    const html = page('<meta property="og:site_name" content="The Quay"><meta name="date" content="2020-01-02">', PROSE)
    const { metadata } = read(html, { published: '2020-01-05', outlet: 'The Pier' })
    expect(metadata).toMatchObject({ published: '2020-01-05', outlet: 'The Pier' })
    expect(metadata.candidates).toContainEqual({ field: 'outlet', value: 'The Quay', from: 'meta:og:site_name' })
    expect(metadata.candidates).toContainEqual({ field: 'published', value: '2020-01-02', from: 'meta:date' })
  })

  test('a time in UTC gives way to the neighbouring day in the address', () => {
    const ld = '{"@type":"NewsArticle","datePublished":"2023-11-09T04:10:00Z"}'
    const head = `<script type="application/ld+json">${ld}</script>`
    expect(read(page(head, PROSE)).metadata.published).toBe('2023-11-09')
    const url = 'https://quay.example/2023/11/08/crane'
    expect(read(page(head, PROSE), { url }).metadata.published).toBe('2023-11-08')
  })

  test('broken JSON-LD, references and lists of authors', () => {
    const ld = `{"@graph":[{"@id":"#p","@type":"Person","name":"Ada Brun"},
      {"@type":"Article","headline":"Crane\n comes","author":[{"@id":"#p"},{"name":"Lev Tarn"}],}]}`
    const { metadata } = read(page(`<script type="application/ld+json">${ld}</script>`, PROSE))
    expect(metadata.authors).toEqual(['Ada Brun', 'Lev Tarn'])
  })

  test('a modification date is taken only when there is no other', () => {
    const modified = '<meta property="article:modified_time" content="2021-05-06">'
    expect(read(page(modified, PROSE)).metadata.published).toBe('2021-05-06')
    expect(read(page(modified, `<h1>Crane</h1><p>4 May 2021</p>${PROSE}`)).metadata.published).toBe('2021-05-04')
  })

  test('no day is ever made up', () => {
    const doc = read(page('', PROSE))
    expect(doc.metadata.published).toBeNull()
    expect(doc.problems.map((p) => p.code)).toContain('reader/published-unknown')
  })
})

describe('the main text', () => {
  test('every block leads back to its element', () => {
    const doc = read(page('', `<h1>A crane for the harbour</h1>${PROSE}`))
    expect(doc.blocks.map((b) => b.source)).toEqual([
      { type: 'element', path: '/html[1]/body[1]/article[1]/h1[1]' },
      { type: 'element', path: '/html[1]/body[1]/article[1]/p[1]' },
      { type: 'element', path: '/html[1]/body[1]/article[1]/p[2]' },
    ])
  })

  test('class names that lie do not hide the article', () => {
    const doc = read(`<html><body class="has-sidebar"><div class="share-wrapper">${PROSE}</div></body></html>`)
    expect(doc.blocks).toHaveLength(2)
  })

  test('text that the page carries in its data only', () => {
    const body = 'The mill will close in June, its owner said, after ninety years. '.repeat(6)
    const ld = JSON.stringify({ '@type': 'NewsArticle', articleBody: `${body}\n\n${body}` })
    const doc = read(
      `<html><head><script type="application/ld+json">${ld}</script></head><body><p>Loading</p></body></html>`,
    )
    expect(doc.blocks.filter((b) => b.kind === 'paragraph')).toHaveLength(2)
  })

  test('ten thousand open elements', () => {
    const doc = read(`<html><body>${'<div>'.repeat(10_000)}${PROSE}`)
    expect(doc.problems.map((p) => p.code)).toContain('reader/nesting')
    expect(doc.text).toContain('second crane')
  })
})
