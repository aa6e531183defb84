import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { ascii, big, join, little, utf8 } from './build/bytes.ts'
import { pngChunk } from './build/image.ts'
import { buildMail, type MailPart } from './build/mail.ts'
import { billionLaughs, buildDocx, buildOds, buildOdt } from './build/office.ts'
import { buildPdf } from './build/pdf.ts'
import { buildTar } from './build/tar.ts'
import { buildWacz, buildWarc, httpResponse } from './build/warc.ts'
import { buildZip, overlappingBomb, type ZipPart } from './build/zip.ts'

/** A file made to hurt its reader. Small in the tests, in full size through the command line (`tools/hostile.ts`). */
export interface HostileFile {
  readonly name: string
  readonly make: () => Uint8Array
}

const MB = 1024 * 1024
const SENTENCE = 'The minister said that the ship left on Monday. '

/** `full` sizes unpack to gigabytes; small ones keep their shape and pass in a test. */
export function hostileFiles(full: boolean): readonly HostileFile[] {
  return [...archives(full), ...markup(full), ...mails(full), ...documents(full), ...images(full), ...lines(full)]
}

function archives(full: boolean): HostileFile[] {
  const many = full ? 1000 : 40
  const zeros = full ? 10 * MB : MB
  const packed = (): Uint8Array => deflateRawSync(Buffer.alloc(zeros), { level: 9 })
  const entry = (name: string, bytes: Uint8Array | string): ZipPart => ({ name, bytes, stored: true })
  return [
    {
      name: 'bomb-one-entry.zip',
      make: () => buildZip([{ name: 'zeros.txt', bytes: Buffer.alloc(full ? 1024 * MB : 4 * MB) }]),
    },
    {
      name: 'bomb-many-entries.zip',
      make: () => {
        const [bytes, deflated] = [Buffer.alloc(zeros), packed()]
        return buildZip(Array.from({ length: many }, (_, i) => ({ name: `${i}.txt`, bytes, packed: deflated })))
      },
    },
    { name: 'bomb-nested.zip', make: () => nestedZip(full ? 6 : 3, full ? 10 : 3, zeros) },
    { name: 'bomb-overlapping.zip', make: () => overlappingBomb(full ? 250 : 30, zeros) },
    {
      name: 'lying-small.zip',
      make: () => buildZip([{ name: 'a.txt', bytes: Buffer.alloc(full ? 300 * MB : MB), statedSize: 10 }]),
    },
    { name: 'lying-large.zip', make: () => buildZip([{ name: 'a.txt', bytes: SENTENCE, statedSize: 0xfffffff0 }]) },
    { name: 'wrong-checksum.zip', make: () => buildZip([{ name: 'a.txt', bytes: SENTENCE, statedCrc: 1 }]) },
    { name: 'encrypted.zip', make: () => buildZip([{ name: 'a.txt', bytes: SENTENCE, flags: 1 }]) },
    {
      name: 'deep.zip',
      make: () => chain(full ? 100 : 20, utf8(SENTENCE), (b, i) => buildZip([entry(`${i}.zip`, b)])),
    },
    {
      name: 'traversal.zip',
      make: () =>
        buildZip([
          entry('../../../etc/cron.d/evil', SENTENCE),
          entry('/etc/passwd', SENTENCE),
          entry('..\\..\\windows\\evil.txt', SENTENCE),
          entry('C:\\evil.txt', SENTENCE),
          entry('a/../../b.txt', SENTENCE),
          { ...entry('link.txt', '/etc/passwd'), mode: 0o120777 },
          entry('new\nline\u001b[31m.txt', SENTENCE),
          { ...entry('x', SENTENCE), name: Uint8Array.of(0xff, 0xfe, 0x2f, 0x2e, 0x2e, 0x2f, 0x80) },
          entry(`${'long/'.repeat(3000)}name.txt`, SENTENCE),
          entry('same.txt', SENTENCE),
          entry('same.txt', `${SENTENCE}Twice.`),
        ]),
    },
    {
      name: 'traversal.tar',
      make: () =>
        buildTar([
          { name: '../../evil.txt', bytes: SENTENCE },
          { name: '/etc/evil.txt', bytes: SENTENCE },
          { name: 'link', type: '2', link: '/etc/passwd' },
          { name: 'hard', type: '1', link: '../../etc/passwd' },
          { name: 'fifo', type: '6' },
          { name: 'fine.txt', bytes: SENTENCE },
        ]),
    },
    { name: 'lying.tar', make: () => buildTar([{ name: 'a.txt', bytes: SENTENCE, statedSize: 0o77777777777 }]) },
    {
      name: 'traversal.wacz',
      make: () => {
        const page = buildWarc(
          [{ type: 'response', uri: 'http://a.example/../../../etc/evil', block: httpResponse(`<p>${SENTENCE}</p>`) }],
          true,
        )
        return buildWacz(page, [{ url: 'file:///etc/passwd', title: '../../x' }])
      },
    },
    {
      name: 'bomb.gz',
      make: () => join(Array.from({ length: full ? 1000 : 20 }, () => gzipSync(Buffer.alloc(zeros), { level: 9 }))),
    },
    { name: 'bomb-inside.gz', make: () => chain(full ? 12 : 6, Buffer.alloc(zeros), (b) => gzipSync(b)) },
    {
      name: 'bomb.warc.gz',
      make: () => {
        const body = httpResponse(join([`<p>${SENTENCE}</p>`, Buffer.alloc(full ? 600 * MB : 2 * MB)]))
        return buildWarc([{ type: 'response', uri: 'http://a.example/', block: body }], true)
      },
    },
    {
      name: 'bomb-coded.warc',
      make: () => {
        const body = gzipSync(Buffer.alloc(full ? 1024 * MB : 4 * MB))
        const head = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`
        return buildWarc([{ type: 'response', uri: 'http://a.example/', block: join([head, body]) }])
      },
    },
    {
      name: 'lying.warc',
      make: () =>
        buildWarc([
          { type: 'response', uri: 'http://a.example/', block: httpResponse(SENTENCE), statedLength: 99_999_999_999 },
        ]),
    },
    {
      name: 'many-members.zip',
      make: () =>
        buildZip(
          Array.from({ length: full ? 60_000 : 500 }, (_, i) => entry(`${i}.txt`, `${SENTENCE}Number ${i % 50}.`)),
        ),
    },
  ]
}

function chain(times: number, inside: Uint8Array, wrap: (bytes: Uint8Array, i: number) => Uint8Array): Uint8Array {
  let bytes = inside
  for (let i = 0; i < times; i++) bytes = wrap(bytes, i)
  return bytes
}

/** Archives in archives, each with `fan` copies of the one below. */
const nestedZip = (depth: number, fan: number, size: number): Uint8Array =>
  chain(depth, buildZip([{ name: 'zeros.txt', bytes: Buffer.alloc(size) }]), (b) =>
    buildZip(Array.from({ length: fan }, (_, i) => ({ name: `${i}.zip`, bytes: b }))),
  )

function markup(full: boolean): HostileFile[] {
  const deep = full ? 300_000 : 5_000
  const laughs = '&l9;'
  return [
    {
      name: 'laughs.docx',
      make: () => buildDocx('Laughs', [], `<w:p><w:r><w:t>${laughs}</w:t></w:r></w:p>`, billionLaughs('w:document')),
    },
    {
      name: 'laughs.odt',
      make: () => buildOdt('Laughs', [], `<text:p>${laughs}</text:p>`, billionLaughs('office:document-content')),
    },
    {
      name: 'laughs.rss',
      make: () =>
        utf8(
          `<?xml version="1.0"?>${billionLaughs('rss')}<rss version="2.0"><channel><title>${laughs}</title><item><title>${laughs}</title><description>${laughs} ${SENTENCE}</description></item></channel></rss>`,
        ),
    },
    {
      name: 'laughs.svg',
      make: () =>
        utf8(
          `<?xml version="1.0"?>${billionLaughs('svg')}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${laughs}</text></svg>`,
        ),
    },
    {
      name: 'outside-entity.docx',
      make: () =>
        buildDocx(
          'Outside',
          [],
          '<w:p><w:r><w:t>&x;</w:t></w:r></w:p>',
          '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
    },
    {
      name: 'deep.html',
      make: () =>
        utf8(
          `<!doctype html><title>Deep</title>${'<div>'.repeat(deep)}<p>${SENTENCE.repeat(5)}${'</div>'.repeat(deep)}`,
        ),
    },
    { name: 'deep-tables.html', make: () => utf8(`<!doctype html>${'<table><tr><td>'.repeat(deep / 4)}${SENTENCE}`) },
    {
      name: 'attributes.html',
      make: () =>
        utf8(`<!doctype html><p ${Array.from({ length: deep }, (_, i) => `a${i}=x`).join(' ')}>${SENTENCE}</p>`),
    },
    {
      name: 'unclosed.html',
      make: () =>
        utf8(`<!doctype html>${'<!--'.repeat(deep)}${'<script>'.repeat(100)}${'<a href="'.repeat(deep)}${SENTENCE}`),
    },
    { name: 'deep.docx', make: () => buildDocx('Deep', [SENTENCE], `${'<w:tbl><w:tr><w:tc>'.repeat(deep)}<w:p/>`) },
    {
      name: 'deep.odt',
      make: () =>
        buildOdt(
          'Deep',
          [SENTENCE],
          `${'<text:list><text:list-item>'.repeat(deep)}${'</text:list-item></text:list>'.repeat(deep)}`,
        ),
    },
    {
      name: 'deep.rss',
      make: () =>
        utf8(
          `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title><description>${'<b>'.repeat(deep)}${SENTENCE}</description></item></channel></rss>`,
        ),
    },
    {
      name: 'deep.md',
      make: () =>
        utf8(
          `${'>'.repeat(deep)} ${SENTENCE}\n\n${'- '.repeat(deep / 10)}x\n\n${'['.repeat(deep)}\n\n${'*'.repeat(deep)}a\n\n${'`'.repeat(deep)}b\n`,
        ),
    },
    { name: 'deep.json', make: () => utf8('['.repeat(deep * 3)) },
    {
      name: 'deep-feed.json',
      make: () =>
        utf8(
          `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","content_text":"${SENTENCE}","_x":${'['.repeat(deep)}${']'.repeat(deep)}}]}`,
        ),
    },
  ]
}

function mails(full: boolean): HostileFile[] {
  const text: MailPart = { type: 'text/plain', text: SENTENCE }
  return [
    {
      name: 'deep.eml',
      make: () =>
        chain(full ? 400 : 60, buildMail('Inside', [text]), (b, i) =>
          join([
            `Subject: level ${i}\r\nFrom: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n`,
            b,
          ]),
        ),
    },
    {
      name: 'deep-multipart.eml',
      make: () => {
        const levels = full ? 20_000 : 500
        const open = Array.from(
          { length: levels },
          (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary="b${i + 1}"\r\n\r\n`,
        )
        return utf8(
          `From: a@b.example\r\nSubject: Deep\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b0"\r\n\r\n${open.join('')}${SENTENCE}`,
        )
      },
    },
    {
      name: 'many-parts.eml',
      make: () =>
        buildMail(
          'Many',
          Array.from({ length: full ? 50_000 : 500 }, () => text),
        ),
    },
    {
      name: 'long-header.eml',
      make: () =>
        utf8(
          `From: a@b.example\r\nSubject: ${'=?utf-8?B?w6k=?= '.repeat(full ? 300_000 : 5_000)}\r\nTo: ${'x@y.example,'.repeat(full ? 300_000 : 5_000)}\r\n\r\n${SENTENCE}`,
        ),
    },
    {
      name: 'many.mbox',
      make: () =>
        utf8(
          `From a@b.example Tue Mar  4 09:15:00 2025\nFrom: a@b.example\nSubject: One\n\n${SENTENCE}\n\n`.repeat(
            full ? 20_000 : 300,
          ),
        ),
    },
    {
      name: 'traversal.eml',
      make: () =>
        buildMail('Names', [
          text,
          { ...text, attached: '../../etc/passwd' },
          { ...text, attached: 'a\u0000b/..\\c.txt' },
        ]),
    },
  ]
}

function documents(full: boolean): HostileFile[] {
  const rows =
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
  return [
    {
      name: 'pages.pdf',
      make: () =>
        buildPdf(
          Array.from({ length: full ? 5000 : 60 }, (_, i) => ({
            lines: [`Page ${i + 1}`, '', ...Array.from({ length: 20 }, () => SENTENCE)],
          })),
          { compress: true },
        ),
    },
    {
      name: 'stream-bomb.pdf',
      make: () => pdfWithStream(deflateSync(Buffer.alloc(full ? 1024 * MB : 8 * MB, 32), { level: 9 })),
    },
    {
      name: 'text-bomb.pdf',
      make: () =>
        pdfWithStream(deflateSync(utf8(`BT /F1 12 Tf ${`(${SENTENCE}) Tj T* `.repeat(full ? 500_000 : 2_000)} ET`))),
    },
    {
      name: 'loop.pdf',
      make: () =>
        ascii(
          Buffer.from(buildPdf([{ lines: [SENTENCE] }]))
            .toString('latin1')
            .replace('/Kids [5 0 R]', '/Kids [2 0 R]'),
        ),
    },
    { name: 'huge-page.pdf', make: () => buildPdf([{ lines: [SENTENCE], width: 1e9, height: 1e9 }]) },
    {
      name: 'page-count.pdf',
      make: () =>
        ascii(
          Buffer.from(buildPdf([{ lines: [SENTENCE] }]))
            .toString('latin1')
            .replace('/Count 1 ', '/Count 2147483647 '),
        ),
    },
    { name: 'repeated.ods', make: () => buildOds([['a', 'b']], rows) },
    {
      name: 'wide.csv',
      make: () =>
        utf8(
          `url,note\n${'x,'.repeat(full ? 2_000_000 : 20_000)}\n"${'http://a.example/,'.repeat(full ? 200_000 : 2_000)}`,
        ),
    },
    {
      name: 'many-links.csv',
      make: () =>
        utf8(`url\n${Array.from({ length: full ? 200_000 : 2_000 }, (_, i) => `https://a.example/${i}`).join('\n')}`),
    },
    {
      name: 'bomb.docx',
      make: () =>
        buildDocx('Bomb', [SENTENCE], `<w:p><w:r><w:t>${'a '.repeat(full ? 200 * MB : MB)}</w:t></w:r></w:p>`),
    },
  ]
}

function pdfWithStream(packed: Uint8Array): Uint8Array {
  const plain = Buffer.from(buildPdf([{ lines: ['MARK'] }])).toString('latin1')
  const at = plain.indexOf('<< /Length ')
  const end = plain.indexOf('endstream')
  return join([
    ascii(plain.slice(0, at)),
    `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    packed,
    '\n',
    ascii(plain.slice(end)),
  ])
}

function images(full: boolean): HostileFile[] {
  const side = full ? 60_000 : 20_000
  const head = big([4, side], [4, side], [1, 1], [1, 0], [1, 0], [1, 0], [1, 0])
  const rows = (): Uint8Array => deflateSync(Buffer.alloc((side / 8 + 1) * (full ? side : 200)), { level: 9 })
  const png = (...chunks: Uint8Array[]): Uint8Array =>
    join([ascii('\x89PNG\r\n\x1a\n'), ...chunks, pngChunk('IEND', new Uint8Array())])
  return [
    { name: 'pixels.png', make: () => png(pngChunk('IHDR', head), pngChunk('IDAT', rows())) },
    {
      name: 'text-bomb.png',
      make: () =>
        png(
          pngChunk('IHDR', big([4, 1], [4, 1], [1, 8], [1, 0], [1, 0], [1, 0], [1, 0])),
          pngChunk('zTXt', join(['Comment\0\0', deflateSync(Buffer.alloc(full ? 500 * MB : 4 * MB, 97))])),
          pngChunk('IDAT', deflateSync(Uint8Array.of(0, 0))),
        ),
    },
    {
      name: 'pixels.gif',
      make: () =>
        join([
          ascii('GIF89a'),
          little(
            [2, 65_535],
            [2, 65_535],
            [1, 0],
            [1, 0],
            [1, 0],
            [1, 0x2c],
            [2, 0],
            [2, 0],
            [2, 65_535],
            [2, 65_535],
            [1, 0],
            [1, 2],
            [1, 2],
          ),
          Uint8Array.of(0x4c, 1, 0, 0x3b),
        ]),
    },
    {
      name: 'loop.tif',
      make: () => join([ascii('II*\0'), little([4, 8], [2, 1], [2, 0x8769], [2, 4], [4, 1], [4, 8], [4, 8])]),
    },
    {
      name: 'huge.svg',
      make: () =>
        utf8(
          `<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"><g>${'<use href="#a"/>'.repeat(full ? 100_000 : 1_000)}</g></svg>`,
        ),
    },
  ]
}

function lines(full: boolean): HostileFile[] {
  const size = full ? 10 * MB : MB / 2
  const of = (piece: string): Uint8Array => utf8(piece.repeat(Math.floor(size / piece.length)))
  return [
    { name: 'line-words.txt', make: () => of(SENTENCE) },
    { name: 'line-letters.txt', make: () => of('a') },
    { name: 'line-quotes.txt', make: () => of('"a ') },
    { name: 'line-brackets.txt', make: () => of('(') },
    { name: 'line-digits.txt', make: () => of('1') },
    { name: 'line-dots.txt', make: () => of('. ') },
    { name: 'line-capitals.txt', make: () => of('Said Kirby ') },
    { name: 'line-tags.html', make: () => utf8(`<!doctype html><p>${'<b>x'.repeat(size / 4)}`) },
    { name: 'line-marks.txt', make: () => of('e\u0301\u0302') },
    { name: 'line-feeds.txt', make: () => of('a\n') },
  ]
}
