import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildPng } from '../suite/build/image.ts'
import { createFetcher, type FetchOptions, type FetchResult, fetchPage } from './fetcher.ts'
import { imageAddresses } from './images.ts'

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void

/** What the server answers, by path; anything else is 404. */
let paths: Record<string, Answer> = {}
/** What was asked of it. */
let asked: IncomingMessage[] = []
let server: Server
let tls: Server
let dir = ''
const portOf = (s: Server): number => (s.address() as AddressInfo).port

const PAGE = '<!DOCTYPE html><title>Cranes</title><p>The harbour company will buy a second crane.</p>'
const html =
  (body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
  (_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(body)
  }
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, answer) => {
    answer.writeHead(code, headers).end('body of an error')
  }

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'fetch-'))
  const args =
    'req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=news.example.org -addext subjectAltName=DNS:news.example.org'
  execFileSync('openssl', args.split(' '), { cwd: dir, stdio: 'pipe' })
  const serve = (request: IncomingMessage, answer: ServerResponse) => {
    asked.push(request)
    const answers = paths[request.url ?? ''] ?? status(404)
    answers(request, answer)
  }
  server = createServer(serve)
  tls = createTlsServer({ key: readFileSync(join(dir, 'key.pem')), cert: readFileSync(join(dir, 'cert.pem')) }, serve)
  await Promise.all([server, tls].map((s) => new Promise<void>((done) => s.listen(0, '127.0.0.1', done))))
})
afterAll(() => {
  for (const s of [server, tls]) {
    s.closeAllConnections()
    s.close()
  }
  rmSync(dir, { recursive: true, force: true })
})
beforeEach(() => {
  paths = {}
  asked = []
})

const options = (): FetchOptions => ({
  collector: 'A. Brun',
  tool: 'wherefrom test',
  pause: 0,
  testNetwork: {
    allow: [`127.0.0.1:${portOf(server)}`, `127.0.0.1:${portOf(tls)}`],
    lookup: async () => ['127.0.0.1'],
    ca: readFileSync(join(dir, 'cert.pem'), 'utf8'),
  },
})
const url = (path: string): string => `http://news.example.org:${portOf(server)}${path}`
const secure = (path: string): string => `https://news.example.org:${portOf(tls)}${path}`
const fetchHere = (path: string, changes: Partial<FetchOptions> = {}): Promise<FetchResult> =>
  fetchPage(url(path), { ...options(), ...changes })
const codeOf = (result: FetchResult): string => (result.ok ? 'fine' : result.problem.code)

describe('a page', () => {
  test('comes with its whole collection record', async () => {
    paths = { '/news': html(PAGE, { 'Set-Cookie': 'id=1', 'X-Served-By': 'a' }) }
    const result = await fetchPage(secure('/news#part'), { ...options(), note: 'seen by a reader', reason: 'case 7' })
    if (!result.ok) throw new Error(result.problem.message)
    expect(Buffer.from(result.page.bytes).toString()).toBe(PAGE)
    const { record } = result.page
    const certificate = new X509Certificate(readFileSync(join(dir, 'cert.pem'))).raw
    expect(record).toMatchObject({
      method: 'fetch',
      url: secure('/news'),
      finalUrl: secure('/news'),
      redirects: [],
      httpStatus: 200,
      serverIp: '127.0.0.1',
      machineIp: '127.0.0.1',
      tlsCertSha256: createHash('sha256').update(certificate).digest('hex'),
      collector: 'A. Brun',
      tool: 'wherefrom test',
      clockSource: 'system',
      mediaType: 'text/html',
      note: 'seen by a reader',
      reason: 'case 7',
      asserted: [],
    })
    expect(record.userAgent).toMatch(/^wherefrom\//)
    expect(record.requestedAt! <= record.receivedAt).toBe(true)
    const names = record.responseHeaders.map(([n]) => n.toLowerCase())
    expect(names).toContain('x-served-by')
    expect(names).not.toContain('set-cookie')
    expect(asked.map((a) => a.headers.cookie ?? a.headers.authorization)).toEqual([undefined, undefined])
  })

  test('codings are undone', async () => {
    paths = {
      '/gz': html(gzipSync(PAGE), { 'Content-Encoding': 'gzip' }),
      '/br': html(brotliCompressSync(PAGE), { 'Content-Encoding': 'br' }),
    }
    for (const path of ['/gz', '/br']) {
      const result = await fetchHere(path)
      expect(result.ok && Buffer.from(result.page.bytes).toString()).toBe(PAGE)
    }
  })

  test('redirects are recorded one by one, and cookies of one answer are not sent to the next', async () => {
    paths = {
      '/a': status(301, { Location: '/b', 'Set-Cookie': 'id=1' }),
      '/b': status(307, { Location: url('/c') }),
      '/c': html(PAGE),
    }
    const result = await fetchHere('/a')
    expect(result.ok && result.page.record.redirects).toEqual([
      { url: url('/a'), status: 301, location: url('/b') },
      { url: url('/b'), status: 307, location: url('/c') },
    ])
    expect(asked.every((a) => a.headers.cookie === undefined)).toBe(true)
  })
})

describe('refusals', () => {
  test('redirects in a circle', async () => {
    paths = { '/a': status(302, { Location: '/a' }) }
    const result = await fetchHere('/a')
    expect(codeOf(result)).toBe('fetch/redirects')
    expect(!result.ok && result.redirects.length).toBe(11)
  })

  test('a redirect to a private address, another scheme or a port', async () => {
    const targets = {
      'http://127.0.0.1:1/': 'fetch/private',
      'http://169.254.169.254/': 'fetch/private',
      'http://[::1]/': 'fetch/private',
    }
    for (const [location, code] of Object.entries({
      ...targets,
      'file:///etc/passwd': 'fetch/url',
      'http://u:p@news.example.org/': 'fetch/url',
    })) {
      paths = { '/a': status(302, { Location: location }) }
      expect(codeOf(await fetchHere('/a')), location).toBe(code)
    }
  })

  test('logins: by status and by redirect', async () => {
    for (const code of [401, 402, 403, 407]) {
      paths = { '/a': status(code) }
      expect(codeOf(await fetchHere('/a'))).toBe('fetch/login')
    }
    for (const location of ['/account/login?next=/a', '/signin', '/oauth2/authorize']) {
      paths = { '/a': status(302, { Location: location }), [location]: html(PAGE) }
      expect(codeOf(await fetchHere('/a')), location).toBe('fetch/login')
    }
    paths = {
      '/a': status(302, { Location: '/catalogue/login-hints' }),
      '/catalogue/login-hints': html(PAGE),
      '/login': html(PAGE),
    }
    expect(codeOf(await fetchHere('/login'))).toBe('fine')
  })

  test('errors, nothing, and broken answers', async () => {
    paths = {
      '/500': status(500),
      '/204': status(204),
      '/304': status(304),
      '/no-location': status(302),
      '/cut': (_, answer) => {
        answer.writeHead(200, { 'Content-Length': '1000' }).write('half')
        setTimeout(() => answer.destroy(), 10)
      },
      '/bad-gzip': html('no gzip at all', { 'Content-Encoding': 'gzip' }),
      '/odd': html('x', { 'Content-Encoding': 'rot13' }),
    }
    const codes: string[] = []
    for (const path of Object.keys(paths)) codes.push(codeOf(await fetchHere(path)))
    expect(codes).toEqual([
      'fetch/status',
      'fetch/status',
      'fetch/status',
      'fetch/status',
      'fetch/unreachable',
      'fetch/unreachable',
      'fetch/unreachable',
    ])
  })

  test('a bomb in a coding', async () => {
    paths = { '/bomb': html(gzipSync(Buffer.alloc(80 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }) }
    expect(codeOf(await fetchHere('/bomb'))).toBe('fetch/too-large')
  })

  test('a certificate that is not trusted, or for another name', async () => {
    paths = { '/': html(PAGE) }
    const { testNetwork } = options()
    const { allow, lookup } = testNetwork!
    expect(
      codeOf(await fetchPage(secure('/'), { ...options(), testNetwork: { allow: allow!, lookup: lookup! } })),
    ).toBe('fetch/tls')
    expect(codeOf(await fetchPage(`https://other.example.org:${portOf(tls)}/`, options()))).toBe('fetch/tls')
  })

  test('no such host, and nobody there', async () => {
    const lookup = async () => {
      throw Object.assign(new Error('x'), { code: 'ENOTFOUND' })
    }
    expect(codeOf(await fetchHere('/', { testNetwork: { lookup } }))).toBe('fetch/unreachable')
    const closed = { allow: ['127.0.0.1:9'], lookup: async () => ['127.0.0.1'] }
    expect(codeOf(await fetchPage('http://news.example.org:9/', { ...options(), testNetwork: closed }))).toBe(
      'fetch/unreachable',
    )
  })
})

test('a name that changes its address after the check is connected to the checked one', async () => {
  paths = { '/a': html(PAGE) }
  let n = 0
  // First the server of this test; any later answer would lead elsewhere.
  const lookup = async () => [++n <= 2 ? '127.0.0.1' : '10.0.0.1']
  const testNetwork = { ...options().testNetwork!, lookup }
  expect(codeOf(await fetchHere('/a', { testNetwork, images: false }))).toBe('fine')
  expect(n).toBe(2)
  expect(codeOf(await fetchHere('/a', { testNetwork }))).toBe('fetch/private')
})

describe('robots.txt', () => {
  test('is asked for once, and obeyed, also behind redirects', async () => {
    paths = {
      '/robots.txt': html('User-agent: wherefrom\nDisallow: /no', { 'Content-Type': 'text/plain' }),
      '/no/page': html(PAGE),
      '/yes': html(PAGE),
      '/to-no': status(302, { Location: '/no/page' }),
    }
    const fetcher = createFetcher(options())
    expect(codeOf(await fetcher.page(url('/no/page')))).toBe('fetch/robots')
    expect(codeOf(await fetcher.page(url('/to-no')))).toBe('fetch/robots')
    expect(codeOf(await fetcher.page(url('/yes')))).toBe('fine')
    expect(asked.map((a) => a.url)).toEqual(['/robots.txt', '/to-no', '/yes'])
  })

  test('missing or forbidden allows, failing forbids', async () => {
    for (const [code, result] of [
      [404, 'fine'],
      [403, 'fine'],
      [500, 'fetch/robots-unreachable'],
      [503, 'fetch/robots-unreachable'],
      [429, 'fetch/robots-unreachable'],
    ] as const) {
      paths = { '/robots.txt': status(code), '/a': html(PAGE) }
      expect(codeOf(await fetchHere('/a')), String(code)).toBe(result)
    }
  })

  test('its redirects are followed, and too many count as none', async () => {
    paths = {
      '/robots.txt': status(301, { Location: '/r2' }),
      '/r2': html('User-agent: *\nDisallow: /'),
      '/a': html(PAGE),
    }
    expect(codeOf(await fetchHere('/a'))).toBe('fetch/robots')
    paths = { '/robots.txt': status(301, { Location: '/robots.txt' }), '/a': html(PAGE) }
    expect(codeOf(await fetchHere('/a'))).toBe('fine')
  })
})

describe('images', () => {
  test('of the page come under the same rules, with their own record', async () => {
    const png = Buffer.from(buildPng(80, 60))
    const image: Answer = (_, answer) => void answer.writeHead(200, { 'Content-Type': 'image/png' }).end(png)
    paths = {
      '/robots.txt': html('User-agent: *\nDisallow: /secret'),
      '/a': html(
        `<title>Cranes</title><p>Text of the page.</p><img src="/crane.png"><img src="/secret/b.png"><img src="http://10.0.0.1/c.png"><img src="/text.png"><img src="data:image/png;base64,AA==">`,
      ),
      '/crane.png': image,
      '/text.png': html('no image'),
    }
    const result = await fetchHere('/a', {
      testNetwork: { ...options().testNetwork!, lookup: async () => ['127.0.0.1'] },
    })
    if (!result.ok) throw new Error(result.problem.message)
    expect(result.images.map((i) => [i.record.finalUrl, i.bytes.length, i.record.note])).toEqual([
      [url('/crane.png'), png.length, `shown on ${url('/a')}`],
    ])
    expect(result.problems.map((p) => p.problem.code)).toEqual(['fetch/robots', 'fetch/private'])
  })

  test('are found where pages put them', () => {
    const page =
      '<base href="https://cdn.example.org/"><meta property="og:image" content="/share.jpg"><img src="icon.png" width="16">' +
      '<img src="small.jpg" srcset="m.jpg 480w, l.jpg 1200w"><img data-src="lazy.jpg" src="data:image/gif;base64,AA"><img src="a.jpg#x"><img src="a.jpg">'
    expect(imageAddresses(page, 'https://news.example.org/x/')).toEqual(
      ['share.jpg', 'l.jpg', 'lazy.jpg', 'a.jpg'].map((n) => `https://cdn.example.org/${n}`),
    )
  })
})

test('one host is asked at most once a pause', async () => {
  paths = { '/a': html(PAGE) }
  const fetcher = createFetcher({ ...options(), pause: 80 })
  const start = performance.now()
  await Promise.all([fetcher.page(url('/a')), fetcher.page(url('/a'))])
  expect(performance.now() - start).toBeGreaterThan(150)
  expect(asked.map((a) => a.url)).toEqual(['/robots.txt', '/a', '/a'])
})

test('an abort stops', async () => {
  paths = { '/slow': () => {} }
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  await expect(fetchHere('/slow', { signal: controller.signal })).rejects.toThrow()
})
