import { gzipSync } from 'node:zlib'
import type { Found } from '../found.ts'
import { utf8 } from './build/bytes.ts'
import { buildCompound } from './build/compound.ts'
import { buildGif, buildPng, buildTiff, SVG } from './build/image.ts'
import { buildEmlx, buildMail, buildMbox, buildMhtml, mailHead } from './build/mail.ts'
import { buildDocx, buildOds, buildOdt, buildXlsx } from './build/office.ts'
import { buildPdf } from './build/pdf.ts'
import { buildTar } from './build/tar.ts'
import { buildWacz, buildWarc, httpResponse } from './build/warc.ts'
import { buildZip } from './build/zip.ts'

/**
 * One small file of each format that is read, made by code. The behaviour suite, the fuzzer and the tool for hostile
 * files start from these; a reader that is registered without one fails the suite.
 */
export interface Specimen {
  /** Component of the reader, as in `READERS`. */
  readonly reader: string
  /** Name of the file as a user would have it. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Kinds of finds that reading must give, problems left out. */
  readonly kinds: readonly Found['kind'][]
  /** Words that must stand in the text of some document read from it, members' documents included. */
  readonly says: readonly string[]
  /** Bytes that a file of the format begins with, for noise that looks like one. */
  readonly magic: Uint8Array
  /** Width and height of the pages of paged formats, in points. */
  readonly page?: readonly [width: number, height: number]
  /** Contents of the parts of a message, by their section numbers. */
  readonly parts?: Readonly<Record<string, string>>
}

const TITLE = 'Harbour company buys a second crane'
const FIRST = 'The harbour company will buy a second crane, its director Ida Marlow said on Friday.'
const SECOND = '"We hope that it stands by October," Marlow told the Evening Courier. Ships wait four days today.'
const SAYS = [FIRST, 'it stands by October']

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE}</title>
<meta property="article:published_time" content="2025-03-04T09:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>${TITLE}</h1><p>${FIRST}</p><p>${SECOND}</p>
<figure><img src="crane.png" alt="A crane"><figcaption>The old crane. Photo: Orbivue</figcaption></figure>
<p>The port of Velm handled <b>1.2 million tonnes</b> last year, according to its annual report.</p></article></body></html>
`

const TEXT = `${TITLE}\n\nVELM, 4 March 2025 - ${FIRST}\n\n${SECOND}\n`

const MARKDOWN = `---\ntitle: ${TITLE}\ndate: 2025-03-04\n---\n# ${TITLE}\n\n${FIRST}\n\n> ${SECOND}\n\n- one *crane*\n- two [cranes](https://courier.example/cranes)\n\n| ship | days |\n|---|---|\n| Anna | 4 |\n`

const FEED = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Evening Courier</title><link>https://courier.example/</link><description>News</description>
<item><title>${TITLE}</title><link>https://courier.example/cranes</link><guid>c1</guid><pubDate>Tue, 04 Mar 2025 09:15:00 GMT</pubDate>
<description><![CDATA[<p>${FIRST}</p><p>${SECOND}</p>]]></description></item>
<item><title>Ferry late again</title><link>https://courier.example/ferry</link><guid>c2</guid><description>The ferry to Orm was late, its captain said.</description></item>
</channel></rss>
`

const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Evening Courier</title><id>tag:courier.example,2025:f</id><updated>2025-03-04T09:15:00Z</updated>
<entry><title>${TITLE}</title><id>tag:courier.example,2025:1</id><link href="https://courier.example/cranes"/><updated>2025-03-04T09:15:00Z</updated>
<content type="html">&lt;p&gt;${FIRST}&lt;/p&gt;&lt;p&gt;${SECOND.replaceAll('"', '&quot;')}&lt;/p&gt;</content></entry></feed>
`

const CSV = `url,note\nhttps://courier.example/cranes,"${FIRST}"\nhttps://courier.example/ferry,"Second, with a comma: ""it stands by October"""\n`

const MAIL_PARTS = { headers: mailHead(TITLE).join('\n'), '1': `${FIRST}\n\n${SECOND}\n` }

const mail = (): Uint8Array =>
  buildMail(TITLE, [
    { type: 'text/plain', text: MAIL_PARTS[1] },
    { type: 'text/html', text: PAGE, attached: 'page.html' },
  ])

const warc = (gzip: boolean): Uint8Array =>
  buildWarc(
    [
      { type: 'warcinfo', contentType: 'application/warc-fields', block: 'software: hand\r\n' },
      { type: 'response', uri: 'https://courier.example/cranes', block: httpResponse(PAGE) },
      { type: 'resource', uri: 'https://courier.example/crane.png', contentType: 'image/png', block: buildPng(16, 12) },
    ],
    gzip,
  )

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Evening Courier',
  items: [{ id: 'c1', url: 'https://courier.example/cranes', title: TITLE, content_text: `${FIRST}\n\n${SECOND}` }],
})

/** A page that says most of what it is in its head. */
const LINKED_PAGE = `<!doctype html><html><head><title>${TITLE} - Evening Courier</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"${TITLE}",
"datePublished":"2025-03-04T09:00:00+01:00","author":[{"@type":"Person","name":"Ida Marlow"}],"publisher":{"name":"Evening Courier"}}]}</script>
<link rel="canonical" href="https://courier.example/cranes"></head><body><main><h1>${TITLE}</h1><p class="date">4 March 2025</p>
<p>${FIRST}<p>${SECOND}<blockquote><p>"One is not enough," he said.</p></blockquote><ul><li>one crane<li>two cranes</ul>
<table><tr><th>ship<th>days<tr><td>Anna<td>4</table><aside>Most read: ferries</aside></main></body></html>
`

/** Tables, notes, a list and a tracked change in Word's words. */
const WORD_EXTRAS =
  '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ship</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>days</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' +
  '<w:p><w:ins w:author="x"><w:r><w:t>added words</w:t></w:r></w:ins><w:del><w:r><w:delText>gone words</w:delText></w:r></w:del></w:p>'

/** A message in the message, alternatives, quoted-printable and a reply. */
const NESTED_MAIL = [
  ...mailHead('Fwd: cranes'),
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  '--outer',
  'Content-Type: multipart/alternative; boundary="inner"',
  '',
  '--inner',
  'Content-Type: text/plain; charset=iso-8859-1; format=flowed',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'See below, it is about the caf=E9 and the =',
  'crane.',
  '',
  '> it stands by October',
  '-- ',
  'Ida',
  '--inner',
  'Content-Type: text/html',
  '',
  '<p>See below, it is about the caf&eacute; and the crane.</p>',
  '--inner--',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  ...mailHead(TITLE),
  '',
  FIRST,
  '--outer--',
  '',
].join('\r\n')

/** An Outlook message: properties in streams of a compound file. */
const outlook = (): Uint8Array => {
  const wide = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
  return buildCompound({
    '__properties_version1.0': new Uint8Array(32),
    '__substg1.0_0037001F': wide(TITLE),
    '__substg1.0_007D001F': wide(mailHead(TITLE).join('\r\n')),
    '__substg1.0_1000001F': wide(`${FIRST}\r\n\r\n${SECOND}\r\n`),
  })
}

const OUTLOOK_PARTS = { headers: mailHead(TITLE).join('\n'), '__substg1.0_1000001F': `${FIRST}\n\n${SECOND}\n` }

const NESTED_PARTS = {
  headers: mailHead('Fwd: cranes').join('\n'),
  '1.1': 'See below, it is about the café and the crane.\n\n> it stands by October\n-- \nIda',
}

/** Contents of messages that are no simple ones, by their sections or streams. */
const MESSAGE_PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nested.eml': NESTED_PARTS,
  'message.msg': OUTLOOK_PARTS,
}

type Row = readonly [
  reader: string,
  name: string,
  bytes: Uint8Array,
  kinds: readonly Found['kind'][],
  says?: readonly string[],
]

const SHEET = [
  ['ship', 'days', 'note'],
  ['Anna', '4', FIRST],
  ['Berta', '5', 'it stands by October'],
]

/** Members of archives are read in turn, so what they say counts. */
const MEMBERS = [
  { name: 'news/page.html', bytes: PAGE },
  { name: 'news/report.txt', bytes: TEXT },
]

const NONE: readonly string[] = []

const ROWS: readonly Row[] = [
  ['text', 'report.txt', utf8(TEXT), ['document']],
  ['html', 'page.html', utf8(PAGE), ['document']],
  ['html', 'linked.html', utf8(LINKED_PAGE), ['document']],
  ['markdown', 'report.md', utf8(MARKDOWN), ['document']],
  ['docx', 'report.docx', buildDocx(TITLE, [FIRST, SECOND]), ['document']],
  ['docx', 'table.docx', buildDocx(TITLE, [FIRST, SECOND], WORD_EXTRAS), ['document'], [...SAYS, 'added words']],
  ['odt', 'report.odt', buildOdt(TITLE, [FIRST, SECOND]), ['document']],
  ['xlsx', 'crates.xlsx', buildXlsx(SHEET), ['document']],
  ['ods', 'crates.ods', buildOds(SHEET), ['document']],
  ['mail', 'message.eml', mail(), ['document', 'member']],
  ['mail', 'message.msg', outlook(), ['document'], SAYS],
  ['mail', 'message.emlx', buildEmlx(mail()), ['document', 'member']],
  ['mail', 'nested.eml', utf8(NESTED_MAIL), ['document', 'member'], [...SAYS, 'about the café and the crane']],
  ['mbox', 'inbox.mbox', buildMbox([mail(), mail()]), ['member', 'member']],
  ['feed', 'feed.rss', utf8(FEED), ['document', 'document']],
  ['feed', 'feed.atom', utf8(ATOM), ['document']],
  ['feed', 'feed.json', utf8(JSON_FEED), ['document']],
  ['csv', 'links.csv', utf8(CSV), ['document', 'link', 'link']],
  [
    'pdf',
    'report.pdf',
    buildPdf([{ lines: [TITLE, '', FIRST, SECOND] }, { lines: ['A second page follows.'] }]),
    ['document'],
  ],
  ['image', 'crane.png', buildPng(64, 48), ['image'], NONE],
  ['image', 'crane.gif', buildGif(64, 48), ['image'], NONE],
  ['image', 'crane.tif', buildTiff(64, 48), ['image'], NONE],
  ['image', 'sketch.svg', utf8(SVG), ['image'], NONE],
  [
    'mhtml',
    'saved.mhtml',
    buildMhtml(PAGE, [{ type: 'image/png', bytes: buildPng(16, 12), id: 'crane.png' }]),
    ['document', 'member'],
  ],
  ['zip', 'saved.zip', buildZip(MEMBERS), ['member', 'member']],
  ['tar', 'saved.tar', buildTar(MEMBERS), ['member', 'member']],
  ['gzip', 'page.html.gz', gzipSync(utf8(PAGE)), ['member']],
  ['warc', 'saved.warc', warc(false), ['member', 'member']],
  ['warc', 'saved.warc.gz', warc(true), ['member', 'member']],
  [
    'wacz',
    'saved.wacz',
    buildWacz(warc(true), [{ url: 'https://courier.example/cranes', title: TITLE }]),
    ['member', 'member'],
  ],
]

export const SPECIMENS: readonly Specimen[] = ROWS.map(([reader, name, bytes, kinds, says = SAYS]) => ({
  reader: `evidence.${reader}`,
  name,
  bytes: Uint8Array.from(bytes),
  kinds,
  says,
  magic: Uint8Array.from(bytes.subarray(0, 16)),
  ...(reader === 'pdf' ? { page: [595, 842] as const } : {}),
  ...(reader === 'mail' ? { parts: MESSAGE_PARTS[name] ?? MAIL_PARTS } : {}),
  ...(reader === 'mhtml' ? { parts: { '1': PAGE } } : {}),
}))
