import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytePositions } from './bytes.ts'
import { charsetOf } from './charset.ts'
import { decode } from './decode.ts'
import { typeOfHead } from './detect.ts'

const utf8 = (s: string) => new TextEncoder().encode(s)
const latin1 = (s: string) => Uint8Array.from(s, (c) => c.charCodeAt(0) & 255)

describe('encodings', () => {
  test('a byte order mark rules and is left out', () => {
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), false)).toMatchObject({ raw: 'a', encoding: 'utf-8', mark: 3 })
    expect(decode(Uint8Array.of(0xff, 0xfe, 0x61, 0), false)).toMatchObject({ raw: 'a', encoding: 'utf-16le', mark: 2 })
  })

  test('a page states its encoding', () => {
    const page = latin1('<html><head><meta name="x" content="y"><meta charset="iso-8859-1"></head><p>caf\xe9')
    expect(decode(page, true)).toMatchObject({ encoding: 'windows-1252', problems: [] })
    expect(decode(page, true).raw).toContain('café')
  })

  test('valid UTF-8 wins over a wrong statement, and the difference is told', () => {
    const page = utf8('<meta charset="iso-8859-1"><p>café')
    expect(decode(page, true).raw).toContain('café')
    expect(decode(page, true).problems.map((p) => p.code)).toEqual(['reader/encoding'])
  })

  test('Mac OS Roman is told from windows-1252 by where its letters stand', () => {
    const mac = (text: string) =>
      Uint8Array.from(text, (c) => ({ ü: 0x9f, ä: 0x8a, ö: 0x9a, é: 0x8e, ß: 0xa7 })[c] ?? c.charCodeAt(0))
    const read = decode(mac('Lübeck, Hansestadt\nNeumünster, Stadt\nBrunsbüttel, Stadt\nMölln\n'), false)
    expect(read).toMatchObject({ encoding: 'macintosh' })
    expect(read.raw).toContain('Brunsbüttel')
    const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
    for (const text of [
      'Lübeck und Köln, größer',
      'C\u0092est l\u0092été à Orléans',
      'Müller/Söhne: 5\u0080 für alle\u0085',
    ])
      expect(decode(latin(text), false).encoding, text).toBe('windows-1252')
  })
  test('Cyrillic in windows-1251 is guessed', () => {
    const bytes = Uint8Array.from('Президент заявив, що завод збудують у травні наступного року.', (c) => {
      const code = c.charCodeAt(0)
      return code === 0x456 ? 0xb3 : code >= 0x410 && code <= 0x44f ? code - 0x350 : code & 255
    })
    expect(decode(bytes, false).encoding).toBe('windows-1251')
  })

  test('a few broken bytes in UTF-8 are shown and counted', () => {
    const broken = Uint8Array.of(...utf8('дождь в мае, сказал министр'), 0xff, ...utf8(' и снег'))
    const { raw, problems } = decode(broken, false)
    expect(raw).toContain('министр\uFFFD и снег')
    expect(problems).toMatchObject([{ code: 'reader/encoding-mixed', values: { count: 1 } }])
  })
})

describe('byte positions', () => {
  test('every character of any UTF-8 text, broken or not, has its byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
        const all = Array.from({ length: text.length + 1 }, (_, i) => i)
        const at = bytePositions(bytes, 'utf-8', 0, all)
        for (let i = 0; i < text.length; i++) {
          if (/[\uDC00-\uDFFF\uFFFD]/.test(text[i]!) || /[\uD800-\uDBFF]/.test(text[i]!)) continue
          expect(new TextDecoder().decode(bytes.subarray(at[i]!, at[i + 1]!)).replace('\uFEFF', '')).toBe(
            text[i] === '\uFEFF' ? '' : text[i],
          )
        }
      }),
    )
  })

  test('Shift JIS', () => {
    const bytes = Uint8Array.of(0x61, 0x93, 0xfa, 0x96, 0x7b, 0x62)
    expect(bytePositions(bytes, 'shift_jis', 0, [0, 1, 2, 3, 4])).toEqual([0, 1, 3, 5, 6])
  })
})

test('what a server stated counts where the page states nothing', () => {
  const koi8 = Uint8Array.of(0xeb, 0xd2, 0xc1, 0xce, 0xd9)
  expect(decode(koi8, true, 'koi8-r').raw).toBe('Краны')
  expect(decode(koi8, true, 'utf-8').problems.every((p) => p.severity !== 'error')).toBe(true)
  const declared = Buffer.concat([utf8('<meta charset="koi8-r">'), koi8])
  expect(decode(declared, true, 'windows-1251').raw).toContain('Краны')
  expect(decode(utf8('Краны'), true, 'windows-1251').raw).toBe('Краны')
  expect(charsetOf({ responseHeaders: [['content-TYPE', 'text/html; charset="koi8-r"']] })).toBe('koi8-r')
  expect(charsetOf({ responseHeaders: [['Content-Type', 'text/html']] })).toBe(null)
})

describe('types', () => {
  test('are named', () => {
    expect(typeOfHead(utf8('%PDF-1.7\n'))).toEqual({ kind: 'pdf', label: 'PDF' })
    expect(typeOfHead(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10))).toEqual({ kind: 'image', label: 'PNG image' })
    expect(typeOfHead(Uint8Array.from({ length: 400 }, (_, i) => (i * 7) % 32))).toEqual({ kind: null, label: null })
  })

  test('text stays text, also with a stray NUL or a tag in it', () => {
    expect(typeOfHead(utf8('The minister\0 left.')).kind).toBe('text')
    expect(typeOfHead(utf8('He wrote <b>no</b> in the margin.')).kind).toBe('text')
    expect(typeOfHead(utf8('  <!-- x --><!DOCTYPE html><p>a')).kind).toBe('html')
  })
})
