import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defuse } from './defuse.ts'

const file = (dictionary: string, data: Uint8Array) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from(`%PDF-1.4\n1 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ]),
  )
const blanks = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * 1024 * 1024, 32))
const map = (rows: string) =>
  deflateSync(`1 begincodespacerange <0000> <ffff> endcodespacerange\n1 beginbfrange\n${rows}\nendbfrange endcmap`)

describe('streams that would burst', () => {
  test('a drawing of 40 MB of blanks is emptied, one of 2 MB stays', async () => {
    const bomb = await defuse(file('/Filter /FlateDecode', blanks(40)))
    expect(bomb.emptied).toBe(1)
    const start = Buffer.from(bomb.bytes).indexOf('stream\n') + 7
    expect([...bomb.bytes.subarray(start, start + 3)]).toEqual([0x78, 0x9c, 3])
    const real = file('/Filter /FlateDecode', blanks(2))
    expect(await defuse(real)).toEqual({ bytes: real, emptied: 0 })
  })

  test('packed twice; an image may be larger', async () => {
    const twice = deflateSync(blanks(40))
    expect((await defuse(file('/Filter [/FlateDecode /FlateDecode]', twice))).emptied).toBe(1)
    expect((await defuse(file('/Subtype /Image /Filter /FlateDecode', blanks(40)))).emptied).toBe(0)
  })

  test('a character map of sixteen million codes; one of a font stays', async () => {
    expect((await defuse(file('', map('<00000000> <00ffffff> <0041>')))).emptied).toBe(1)
    expect((await defuse(file('', map('<00> <ff!!ffffff> <0041>')))).emptied).toBe(1)
    expect((await defuse(file('', map('<0000> <ffff> <0000>\n<00> <20> [<0041> <0042>]')))).emptied).toBe(0)
  })

  test('bytes of any kind keep their length, and end', async () => {
    const pieces = fc.constantFrom(
      'stream\n',
      'stream\r\n',
      'endstream',
      'obj',
      '/Image',
      'x\x9c',
      '<',
      '>',
      '[',
      'endcmap',
      'beginbfrange',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 40 }), async (parts) => {
        const bytes = new Uint8Array(Buffer.from(parts.join(''), 'latin1'))
        expect((await defuse(bytes)).bytes.length).toBe(bytes.length)
      }),
    )
  })
})
