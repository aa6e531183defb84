import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEEPEST, parsePage } from './parse.ts'
import { type Element, Paths, walk } from './tree.ts'

function shape(e: Element): string {
  const inside = e.children.map((c) => (typeof c === 'string' ? c.trim() : shape(c))).filter((c) => c !== '')
  return e.tag === '' ? inside.join(' ') : `${e.tag}(${inside.join(' ')})`
}
const parsed = (html: string) => shape(parsePage(html).root)

describe('pages as they come', () => {
  test('implied end tags', () => {
    expect(parsed('<p>a<p>b<div>c</div>')).toBe('p(a) p(b) div(c)')
    expect(parsed('<ul><li>a<li>b<ul><li>c</ul><li>d</ul>')).toBe('ul(li(a) li(b ul(li(c))) li(d))')
    expect(parsed('<table><tr><td>a<td>b<tr><td>c</table>d')).toBe('table(tr(td(a) td(b)) tr(td(c))) d')
  })

  test('stray end tags, void elements, unquoted attributes, comments', () => {
    expect(parsed('<div>a</span></p>b</div>')).toBe('div(a b)')
    expect(parsed('a<br>b<img src=x>c<!-- <p>no</p> -->d')).toBe('a br() b img() c d')
    expect(parsePage('<a href=x.html title="a &amp; b">').root.children[0]).toMatchObject({
      attributes: { href: 'x.html', title: 'a & b' },
    })
  })

  test('the inside of scripts and styles is no markup', () => {
    expect(parsed('<script>"<p>x</p>"</script><p>a</p>')).toBe('script() p(a)')
    expect(parsed('<style>p::after{content:"<b>"}</style>b')).toBe('style() b')
    expect(parsed('<template><p>x</p></template>a')).toBe('template() a')
  })

  test('a head without an end, a page within a page', () => {
    expect(parsed('<html><head><title>t</title><div>a</div>')).toBe('html(head(title(t)) div(a))')
    expect(parsed('<html><body><div><html><body>a</div></body></html>')).toBe('html(body(div(a)))')
  })

  test('paths count siblings of the same tag', () => {
    const { root } = parsePage('<div><p>a</p><b>x</b><p>b</p></div>')
    const div = root.children[0] as Element
    expect(new Paths().of(div.children[2] as Element)).toBe('/div[1]/p[2]')
  })
})

describe('hostile pages', () => {
  test('nesting is bounded and the text is kept', () => {
    const { root, flattened } = parsePage(`${'<div>'.repeat(10_000)}deep`)
    expect(flattened).toBe(true)
    let most = 0
    const texts: string[] = []
    walk(root, (n) => {
      if (typeof n === 'string') texts.push(n)
      else most = Math.max(most, n.depth)
      return true
    })
    expect(most).toBeLessThanOrEqual(DEEPEST + 1)
    expect(texts).toEqual(['deep'])
  })

  test('never throws, and ends, on markup of any kind', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<p',
      '<div class="',
      '"',
      "'",
      '=',
      ' ',
      '<!--',
      '-->',
      '<![CDATA[',
      '<script>',
      '</script',
      '<title>',
      '&amp',
      '&#x41;',
      '<table><td>',
      '<svg><path/>',
      'text',
      '<template>',
      '</template>',
    )
    fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (p) => typeof parsed(p.join('')) === 'string'))
  })

  test('a control character written as a reference does not come into the text', () => {
    expect(parsed('<p title="a&#2;b">one&#1;two &#x1b;[31m</p>')).not.toMatch(/[\u0000-\u0008\u001b]/)
  })
})
