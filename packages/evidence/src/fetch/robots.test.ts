import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRobots } from './robots.ts'

/** Does robots.txt allow these paths? */
const allowed = (text: string, paths: readonly string[], token = 'wherefrom'): boolean[] => {
  const robots = parseRobots(text, token)
  return paths.map((p) => robots.allows(p))
}

describe('robots.txt by RFC 9309', () => {
  test('an own group outranks the one for all, whatever its case and place', () => {
    const text = 'User-agent: *\nDisallow: /\n\nuser-AGENT: WhereFrom/1.0\nDisallow: /private/\n'
    expect(allowed(text, ['/', '/private/x', '/private'])).toEqual([true, false, true])
    expect(allowed(text, ['/', '/robots.txt'], 'other')).toEqual([false, true])
  })

  test('groups of several agents, and several groups of one agent', () => {
    const text = 'User-agent: a\nUser-agent: wherefrom\nDisallow: /one\n\nUser-agent: wherefrom\nDisallow: /two\n'
    expect(allowed(text, ['/one', '/two', '/three'])).toEqual([false, false, true])
  })

  test('the longest match decides, and of equals the one that allows', () => {
    expect(allowed('User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c', ['/a', '/a/b', '/a/b/c'])).toEqual([
      false,
      true,
      false,
    ])
    expect(allowed('User-agent: *\nDisallow: /page\nAllow: /page', ['/page'])).toEqual([true])
  })

  test('wildcards and ends', () => {
    const text = 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*y*z\nDisallow: /only$\nDisallow: /q?id='
    const paths = ['/a.pdf', '/a.pdf?x', '/x1y2z3', '/xzy', '/only', '/only/more', '/q?id=1', '/q']
    expect(allowed(text, paths)).toEqual([false, true, false, true, false, true, false, true])
  })

  test('spellings of a path', () => {
    const text = 'User-agent: *\nDisallow: /%7ejoe/\nDisallow: /новости\nDisallow: /a%2Fb'
    expect(
      allowed(text, ['/~joe/x', '/%7Ejoe/x', '/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8', '/a/b', '/a%2fb']),
    ).toEqual([false, false, false, true, false])
  })

  test('what is no rule changes nothing', () => {
    expect(allowed('', ['/'])).toEqual([true])
    expect(allowed('Disallow: /\nUser-agent: *\nDisallow:\nSitemap: /x\nNonsense', ['/'])).toEqual([true])
    expect(allowed('\uFEFFUser-agent: * # all\r\nSitemap: x\r\nDisallow: /a # no\r\n', ['/a', '/b'])).toEqual([
      false,
      true,
    ])
    expect(allowed('<!DOCTYPE html><html><body>Not found</body></html>', ['/'])).toEqual([true])
  })

  test('a wish to be asked slowly', () => {
    expect(parseRobots('User-agent: *\nCrawl-delay: 2.5', 'wherefrom').delay).toBe(2.5)
  })

  test('any text is read, quickly', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (text, path) => typeof parseRobots(`User-agent: *\nDisallow: ${text}`, 'a').allows(`/${path}`) === 'boolean',
      ),
    )
    const hard = `User-agent: *\nDisallow: /${'*a'.repeat(5000)}$`
    const start = performance.now()
    parseRobots(hard, 'x').allows(`/${'a'.repeat(50_000)}b`)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
