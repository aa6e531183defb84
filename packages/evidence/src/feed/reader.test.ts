import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { billionLaughs } from '../suite/build/office.ts'
import { readFeed } from './reader.ts'

async function read(feed: string): Promise<Found[]> {
  const founds: Found[] = []
  for await (const found of readFeed(bytesSource('feed.xml', Buffer.from(feed)), {})) founds.push(found)
  return founds
}

const documents = async (feed: string) => (await read(feed)).flatMap((f) => (f.kind === 'document' ? [f] : []))
const codes = async (feed: string) => (await read(feed)).flatMap((f) => (f.kind === 'problem' ? [f.problem.code] : []))

const outline = async (feed: string): Promise<readonly string[]> =>
  (await documents(feed)).flatMap(({ part, document: { text, blocks } }) => [
    `# ${part}`,
    ...blocks.map((b) => `${b.kind}: ${text.slice(b.start, b.end)}`),
  ])

const SPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
const rss = (items: string, prologue = '') =>
  `<?xml version="1.0"?>${prologue}<rss version="2.0" ${SPACES}><channel><title>The Quay</title><link>https://quay.example/</link><language>en-gb</language>${items}</channel></rss>`

describe('RSS', () => {
  const item = `<item><title>Mill to close &amp; more</title><link>/a/1</link><guid isPermaLink="false">q-1</guid>
    <pubDate>Tue, 04 May 2021 23:10:00 -0700</pubDate><dc:creator>By Jane Smith</dc:creator><description>Short.</description>
    <content:encoded><![CDATA[<p>The mill will close.</p><blockquote>We are sorry.</blockquote><script>alert(1)</script>]]></content:encoded>
    <media:content url="x.jpg"><media:description>The old mill</media:description><media:credit>Ada Brun</media:credit></media:content></item>`

  test('an item is a document: full text before summaries, captions and credits behind', async () => {
    expect(await outline(rss(item))).toEqual([
      '# q-1',
      'title: Mill to close & more',
      'paragraph: The mill will close.',
      'quote: We are sorry.',
      'caption: The old mill',
      'credit: Ada Brun',
    ])
  })

  test('what is known of it comes from the item and its feed, the day as its own clock has it', async () => {
    const [found] = await documents(rss(item))
    expect(found!.document.metadata).toMatchObject({
      title: 'Mill to close & more',
      published: '2021-05-04',
      authors: ['Jane Smith'],
      outlet: 'The Quay',
      url: 'https://quay.example/a/1',
    })
    expect(found!.document.blocks[1]!.source).toEqual({
      type: 'part',
      part: 'q-1',
      path: '/rss[1]/channel[1]/item[1]/content:encoded[1]#/p[1]',
    })
  })

  test('escaped HTML, plain text, references of HTML', async () => {
    const items =
      '<item><guid>1</guid><description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</description></item>' +
      '<item><guid>2</guid><description>Plain&nbsp;text.</description></item>'
    expect(await outline(rss(items))).toEqual(['# 1', 'paragraph: One & two.', '# 2', 'paragraph: Plain text.'])
  })

  test('items without an identifier, or with the same one, are told apart', async () => {
    const items =
      '<item><title>One</title></item><item><title>Two</title><guid>x</guid></item><item><title>Three</title><guid>x</guid></item>'
    expect((await documents(rss(items))).map((d) => d.part)).toEqual(['item 1', 'x', 'x (2)'])
  })

  test('the title of a picture or of a text box is not the feed’s', async () => {
    const items = '<image><title>Logo</title></image><item><title>One</title></item>'
    const [found] = await documents(rss(items).replace('<title>The Quay</title>', ''))
    expect(found!.document.metadata.outlet).toBeNull()
  })
})

test('RSS 1.0 (RDF), whose items stand beside their channel', async () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://quay.example/"><title>The Quay</title><link>https://quay.example/</link></channel>
    <item rdf:about="https://quay.example/1"><title>Mill</title><link>https://quay.example/1</link><d:date>2021-05-04T10:00:00Z</d:date><description>It will close.</description></item></rdf:RDF>`
  expect(await outline(rdf)).toEqual(['# https://quay.example/1', 'title: Mill', 'paragraph: It will close.'])
  expect((await documents(rdf))[0]!.document.metadata).toMatchObject({ published: '2021-05-04', outlet: 'The Quay' })
})

describe('Atom', () => {
  const atom = (entry: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>Velm news</title><link rel="self" href="https://velm.example/feed"/><link href="https://velm.example/"/><entry>${entry}</entry></feed>`

  test('content as XHTML, title as HTML, the link that is the page', async () => {
    const entry = `<id>urn:1</id><title type="html">Crane &lt;em&gt;sold&lt;/em&gt;</title><link rel="replies" href="https://velm.example/1#c"/><link href="1"/>
      <published>2022-01-01T10:00:00+02:00</published><updated>2022-01-03T00:00:00Z</updated><author><name>Lev Tarn</name><email>l@velm.example</email></author>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sold for <b>3 &lt; 4</b> million.</p></div></content>`
    expect(await outline(atom(entry))).toEqual(['# urn:1', 'title: Crane sold', 'paragraph: Sold for 3 < 4 million.'])
    expect((await documents(atom(entry)))[0]!.document.metadata).toMatchObject({
      published: '2022-01-01',
      authors: ['Lev Tarn'],
      outlet: 'Velm news',
      url: 'https://velm.example/1',
    })
  })

  test('an entry taken from another feed names that one as its outlet', async () => {
    const entry = '<id>1</id><title>One</title><source><title>The Quay</title><id>s</id></source>'
    expect((await documents(atom(entry)))[0]!.document.metadata.outlet).toBe('The Quay')
  })
})

test('JSON Feed', async () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Velm news',
    home_page_url: 'https://velm.example/',
    items: [
      {
        id: '1',
        url: 'https://velm.example/1',
        title: 'Crane',
        content_html: '<p>Sold.</p>',
        date_published: '2022-01-01T10:00:00Z',
        authors: [{ name: 'Lev Tarn' }],
      },
      { id: 2, content_text: 'One <b> two.\n\nThree.' },
      null,
    ],
  }
  expect(await outline(JSON.stringify(feed))).toEqual([
    '# 1',
    'title: Crane',
    'paragraph: Sold.',
    '# 2',
    'paragraph: One <b> two.',
    'paragraph: Three.',
  ])
  expect((await documents(JSON.stringify(feed)))[0]!.document.metadata).toMatchObject({
    published: '2022-01-01',
    authors: ['Lev Tarn'],
  })
})

describe('broken and hostile feeds', () => {
  test('entities are not expanded', async () => {
    const feed = rss('<item><title>&l9;</title></item>', billionLaughs('rss'))
    expect(await codes(feed)).toEqual(['reader/entities'])
    expect((await documents(feed))[0]!.document.text).toBe('&l9;')
  })

  test('what came before a break is read, and the break told', async () => {
    const feed = rss('<item><title>One</title></item><item><title>Two</title></item>').slice(0, -20)
    expect((await documents(feed)).length).toBe(2)
    expect(await codes(feed)).toEqual(['reader/cut-off'])
  })

  test('no items, no JSON, an item without text', async () => {
    expect(await codes(rss(''))).toEqual(['reader/no-text'])
    expect(await codes('{"version": "https://jsonfeed.org/version/1", "items": [')).toEqual(['reader/damaged'])
    expect(await codes(rss('<item><guid>1</guid></item>'))).toEqual(['reader/no-text'])
  })

  test('markup inside of markup ends', async () => {
    const deep = `<item><title>T</title><description>${'<i>'.repeat(20_000)}x${'</i>'.repeat(20_000)}</description></item>`
    expect((await documents(rss(deep)))[0]!.document.text).toBe('T\n\nx')
  })
})
