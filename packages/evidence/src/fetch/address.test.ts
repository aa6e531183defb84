import { expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'
import { FetchRefusal } from './refusal.ts'
import { checkUrl, resolveTarget } from './target.ts'

test('public addresses', () => {
  for (const ip of [
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '223.255.255.255',
  ])
    expect(isPublicAddress(ip), ip).toBe(true)
  for (const ip of ['2606:4700::1111', '2a00:1450:4001:800::200e', '2003::1'])
    expect(isPublicAddress(ip), ip).toBe(true)
})

test('addresses that are not public', () => {
  const ips = [
    '0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1',
    '172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9',
    '224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255',
    ':: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 ::8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1',
    '2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1',
    'localhost 1.2.3 nothing',
  ]
  for (const ip of ips.join(' ').split(' ')) expect(isPublicAddress(ip), ip).toBe(false)
})

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'fine'
  } catch (error) {
    if (!(error instanceof FetchRefusal)) throw error
    return error.problem.code
  }
}

test('addresses that are none for fetching', async () => {
  const urls = [
    'ftp://a.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'gopher://a.org/',
    'not one',
    'http://user:pw@a.org/',
    'http://',
  ]
  for (const url of urls) expect(await codeOf(() => checkUrl(url)), url).toBe('fetch/url')
  expect(checkUrl('https://a.org/x#part').href).toBe('https://a.org/x')
})

const lookup = (...addresses: string[]) => ({ lookup: async () => addresses })

test('every form of a private address is refused, and every name that leads to one', async () => {
  const urls =
    'http://127.0.0.1/ http://2130706433/ http://0x7f.1/ http://017700000001/ http://127.1/ http://0/ http://[::1]/ ' +
    'http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/ http://169.254.169.254/latest/ ' +
    'http://localhost/ http://LOCALHOST/ http://localhost./ http://a.localhost/ http://printer/ http://nas.local/ ' +
    'http://db.internal/ http://①②⑦.0.0.1/ http://127。0。0。1/'
  for (const url of urls.split(' ')) expect(await codeOf(() => resolveTarget(checkUrl(url))), url).toBe('fetch/private')
  const name = checkUrl('http://news.example.org/')
  expect(await codeOf(() => resolveTarget(name, lookup('10.0.0.1')))).toBe('fetch/private')
  expect(await codeOf(() => resolveTarget(name, lookup('93.184.216.34', '127.0.0.1')))).toBe('fetch/private')
  expect(await codeOf(() => resolveTarget(name, lookup()))).toBe('fetch/unreachable')
  expect((await resolveTarget(name, lookup('93.184.216.34'))).address).toBe('93.184.216.34')
})

test('other ports than 80 and 443 are refused', async () => {
  for (const port of [22, 25, 8080, 6379])
    expect(
      await codeOf(() => resolveTarget(checkUrl(`http://news.example.org:${port}/`), lookup('93.184.216.34'))),
    ).toBe('fetch/url')
  expect((await resolveTarget(checkUrl('http://news.example.org:443/'), lookup('93.184.216.34'))).port).toBe(443)
})

test('the permission of a test holds for one address and port only', async () => {
  const network = { allow: ['127.0.0.1:8080'], lookup: async () => ['127.0.0.1'] }
  expect((await resolveTarget(checkUrl('http://a.org:8080/'), network)).address).toBe('127.0.0.1')
  expect(await codeOf(() => resolveTarget(checkUrl('http://a.org:8081/'), network))).toBe('fetch/private')
  expect(await codeOf(() => resolveTarget(checkUrl('http://a.org/'), network))).toBe('fetch/private')
})
