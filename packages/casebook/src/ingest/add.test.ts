import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../case/case.ts'
import { DIALECTS, TestPlaces, troubles } from '../case/testing/cases.ts'
import { type AddOptions, addInputs } from './add.ts'
import type { AddEvent } from './items.ts'
import { contents } from './testing/contents.ts'
import { zip } from './testing/zip.ts'
import { Workforce } from './workforce.ts'

const places = new TestPlaces()
const workforce = new Workforce({ workers: 3 })
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-add-test-'))
afterAll(async () => {
  await workforce.stop()
  places.remove()
  rmSync(dir, { recursive: true, force: true })
})

function put(name: string, content: string | Uint8Array): string {
  const path = join(dir, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const article = (n: number, more = ''): string =>
  [
    `Harbour office denies shipment ${n}`,
    '3 May 2024',
    `The Bellmark Courier reported that ${n + 2} engines had left Sund for Varna in April 2024.`,
    `"We shipped nothing," said Mara Quill, head of harbour office ${n}.`,
    `According to the port authority, berth ${n} was closed for repairs. ${more}`,
  ].join('\n\n')

const page = (title: string, text: string): string =>
  `<!doctype html><html><head><title>${title}</title><link rel="canonical" href="https://news.example/${title}"></head>
   <body><article><h1>${title}</h1>${text
     .split('\n\n')
     .map((p) => `<p>${p}</p>`)
     .join('')}</article></body></html>`

/** What `wherefrom add --json` counts. */
async function add(c: Case, inputs: readonly string[], options: AddOptions = {}, stopAfter = Number.POSITIVE_INFINITY) {
  const seen: AddEvent[] = []
  for await (const event of addInputs(c, inputs, { workforce, ...options })) {
    seen.push(event)
    if (seen.length >= stopAfter) break
  }
  const states = (state: string): number => seen.filter((e) => e.kind === 'document' && e.state === state).length
  const known = seen.reduce((n, e) => n + (e.kind === 'known' ? e.documents : 0), 0)
  return {
    added: states('added'),
    versions: states('version'),
    unchanged: states('unchanged') + known,
    failed: seen.flatMap((e) => (e.kind === 'failure' ? [`${e.name.replace(`${dir}/`, '')} ${e.problem.code}`] : [])),
  }
}

describe.each(DIALECTS)('adding to a case on %s', (dialect) => {
  it('adds files, knows them the second time, and sees new versions of a page', async () => {
    const c = await places.create(dialect)
    const first = put('saved/one.html', page('one', article(1)))
    put('saved/two.txt', article(2))
    expect(await add(c, [join(dir, 'saved')])).toEqual({ added: 2, versions: 0, unchanged: 0, failed: [] })
    expect(await add(c, [join(dir, 'saved')])).toEqual({ added: 0, versions: 0, unchanged: 2, failed: [] })
    writeFileSync(first, page('one', article(1, 'The minister later corrected the figure.')))
    expect(await add(c, [join(dir, 'saved')])).toEqual({ added: 0, versions: 1, unchanged: 1, failed: [] })
    // The same page saved elsewhere is the same page, because it says so itself; quite another text is not.
    const copy = put('copies/one.html', page('one', article(1, 'The minister later corrected the figure. Twice.')))
    const other = put(
      'copies/other.html',
      page('one', 'The union said that wages at the mill had not been paid since June.'),
    )
    expect(await add(c, [copy, other])).toEqual({ added: 1, versions: 1, unchanged: 0, failed: [] })
    const { documents } = await contents(c)
    expect(documents.filter((d) => d.page === 'https://news.example/one').map((d) => d.version)).toEqual([1, 2, 3])
    expect(await troubles(c)).toEqual([])
    await c.close()
  })

  it('lists what cannot be read, goes on, and takes it off the list once it can', async () => {
    const c = await places.create(dialect)
    rmSync(join(dir, 'bad'), { recursive: true, force: true })
    const inputs = [
      put('bad/empty.txt', ''),
      join(dir, 'bad/gone.txt'),
      put('bad/good.txt', article(3)),
      put(
        'bad/noise.bin',
        Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31 + 7) % 256),
      ),
      put('bad/mixed.zip', zip({ 'a.txt': article(4), 'empty.txt': '', 'b.txt': article(5) })),
      put('bad/no-page.warc', warcOf('application/json', '{"a":1}')),
    ]
    const failed = [
      'bad/empty.txt reader/empty',
      'bad/gone.txt file/missing',
      'bad/noise.bin reader/binary',
      'bad/mixed.zip/empty.txt reader/empty',
      'bad/no-page.warc reader/no-text',
    ]
    expect(await add(c, inputs)).toEqual({ added: 3, versions: 0, unchanged: 0, failed })
    expect(await add(c, inputs)).toEqual({ added: 0, versions: 0, unchanged: 3, failed })
    put('bad/gone.txt', article(6))
    put('bad/empty.txt', article(7))
    expect((await add(c, inputs)).failed).toEqual(failed.slice(2))
    expect((await contents(c)).failures).toHaveLength(3)
    expect(await troubles(c)).toEqual([])
    await c.close()
  })

  it('gives the same rows whatever the workers do, and whenever it was broken off', async () => {
    const inputs = [join(dir, 'many')]
    for (let i = 0; i < 6; i++) put(`many/${i}.txt`, article(10 + i))
    put(
      'many/box.zip',
      zip({ 'a.txt': article(20), 'deep.zip': zip({ 'b.txt': article(21), 'c.txt': article(22) }), 'e.txt': '' }),
    )
    put('many/copy-of-0.txt', article(10))
    const whole = await places.create(dialect)
    await add(whole, inputs)
    const wanted = await contents(whole)
    expect(wanted.documents).toHaveLength(9)
    expect(wanted.captures.map((r) => r.documents)).not.toContain(null)
    await whole.close()
    const broken = await places.create(dialect)
    for (const after of [1, 3, 8, 11]) await add(broken, inputs, {}, after)
    await add(broken, inputs)
    expect(await contents(broken)).toEqual(wanted)
    expect(await troubles(broken)).toEqual([])
    await broken.close()
  })
})

/** A web archive with one answer in it. */
function warcOf(type: string, body: string): string {
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${body}`
  const fields = [
    'WARC-Type: response',
    'WARC-Target-URI: https://a.example/x',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${answer.length}`,
  ]
  return `WARC/1.1\r\n${fields.join('\r\n')}\r\n\r\n${answer}\r\n\r\n`
}

describe('addresses', () => {
  /** One red pixel. */
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  let text = article(50)
  const server = createServer((request, response) => {
    const image = request.url === '/photo.png'
    const page = request.url === '/news'
    response.writeHead(image || page ? 200 : 404, { 'Content-Type': image ? 'image/png' : 'text/html' })
    response.end(image ? PNG : page ? `<title>News</title><article><p>${text}</p><img src="/photo.png"></article>` : '')
  })
  beforeAll(async () => await new Promise<void>((go) => server.listen(0, '127.0.0.1', go)))
  afterAll(() => server.close())

  it('keeps a page and its images with how they were collected, and every fetch as a receipt of its own', async () => {
    const { port } = server.address() as AddressInfo
    const url = `http://news.example.org:${port}/news`
    const testNetwork = { allow: [`127.0.0.1:${port}`], lookup: async () => ['127.0.0.1'] }
    const options = { fetch: { pause: 0, testNetwork }, note: 'seen by a reader' }
    const c = await places.create('sqlite')
    expect(await add(c, [url, `${url}/gone`], options)).toEqual({
      added: 1,
      versions: 0,
      unchanged: 0,
      failed: [`${url}/gone fetch/status`],
    })
    expect(await add(c, [url], options)).toMatchObject({ added: 0, unchanged: 1, failed: [] })
    text = article(50, 'The minister later corrected the figure.')
    expect(await add(c, [url], options)).toMatchObject({ added: 0, versions: 1, failed: [] })
    const { documents, captures } = await contents(c)
    expect(documents.map((d) => [d.page, d.version])).toEqual([
      [url, 1],
      [url, 2],
    ])
    expect(captures.filter((r) => r.parent === null)).toHaveLength(3)
    const first = await c.db.selectFrom('captures').select('record').orderBy('id').executeTakeFirstOrThrow()
    expect(JSON.parse(first.record)).toMatchObject({
      method: 'fetch',
      url,
      httpStatus: 200,
      serverIp: '127.0.0.1',
      asserted: [],
    })
    const photo = captures.find((r) => r.parent === documents[0]!.artifact)
    expect(photo?.name).toContain('photo.png')
    expect(await c.db.selectFrom('images').select(['format', 'width']).execute()).toMatchObject([{ width: 1 }])
    expect(await troubles(c)).toEqual([])
    await c.close()
  })
})

describe('workers that do not come to an end', () => {
  let long = ''
  beforeAll(() => {
    long = article(1).concat('\n\n', 'The ministry said that the plant was closed in May 2024. '.repeat(6000))
  })

  it.each([
    ['takes too long', { seconds: 1, megabytes: 400 }, 'ingest/time'],
    ['takes too much memory', { seconds: 60, megabytes: 24 }, 'ingest/memory'],
  ])('%s: the file is listed, the others go on', async (_, limits, code) => {
    const c = await places.create('sqlite')
    const inputs = [put('short.txt', article(30)), put('box.zip', zip({ 'a.txt': long, 'b.txt': article(31) }))]
    const limited = new Workforce({ workers: 1, limits })
    expect(await add(c, inputs, { workforce: limited })).toEqual({
      added: 2,
      versions: 0,
      unchanged: 0,
      failed: [`box.zip/a.txt ${code}`],
    })
    await limited.stop()
    expect(await troubles(c)).toEqual([])
    await c.close()
  })
})
