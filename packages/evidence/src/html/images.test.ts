import { describe, expect, test } from 'vitest'
import { readTextual } from '../read.ts'
import { imageUses } from './images.ts'

const prose = 'The harbour office said on Monday that the crane had been moved in the night, and that nobody was hurt. '
const page = (middle: string) =>
  new TextEncoder().encode(
    `<html><body><article><h1>Crane moved</h1><p>${prose}${prose}</p>${middle}<p>${prose}${prose}</p></article></body></html>`,
  )

function uses(middle: string) {
  const bytes = page(middle)
  const reading = readTextual(bytes, 'html', {})
  if (!reading.ok) throw new Error(reading.problem.message)
  const { document } = reading
  const words = (s: { start: number; end: number } | null) => s && document.text.slice(s.start, s.end)
  return imageUses(bytes, document).map((u) => ({ ...u, caption: words(u.caption), credit: words(u.credit) }))
}

describe('images of a page', () => {
  test('a figure with caption and credit', () => {
    const figure =
      '<figure><img src="/crane.jpg" alt="A crane"><figcaption>The crane on its old place. Photo: Ada Brun</figcaption></figure>'
    expect(uses(figure)).toEqual([
      { src: '/crane.jpg', alt: 'A crane', caption: 'The crane on its old place.', credit: 'Photo: Ada Brun' },
    ])
  })

  test('an address that a script would load late', () => {
    expect(uses('<p><img src="data:image/gif;base64,R0" data-src="late.webp"></p>')).toMatchObject([
      { src: 'late.webp' },
    ])
    expect(uses('<p><img srcset="small.jpg 300w, large.jpg 900w"></p>')).toMatchObject([{ src: 'small.jpg' }])
  })

  test('two images beside one caption: it is nobody’s', () => {
    const box = '<div><img src="a.jpg"><img src="b.jpg"><p class="caption">The quay. Photo: Ada Brun</p></div>'
    expect(uses(box)).toMatchObject([
      { src: 'a.jpg', caption: null },
      { src: 'b.jpg', caption: null },
    ])
  })

  test('pixels that count readers and images without an address are none', () => {
    expect(uses('<img src="https://count.example/p.gif" width="1" height="1"><img alt="nothing">')).toEqual([])
  })
})
