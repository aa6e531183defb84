import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** Text at a place: points from the page's lower left corner, as PDF counts. */
export interface Shown {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size?: number
  readonly font?: 'plain' | 'bold' | 'named'
  /** Degrees counter-clockwise. */
  readonly turn?: number
}

/** A grey picture, one byte a pixel, drawn over the whole page. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export interface Sheet {
  readonly width?: number
  readonly height?: number
  readonly rotate?: number
  readonly shown?: readonly Shown[]
  readonly picture?: Picture
  /** Further entries of annotations, each a whole dictionary. */
  readonly annotations?: readonly string[]
}

export interface Written {
  readonly info?: Readonly<Record<string, string>>
  readonly xmp?: string
  readonly attachments?: Readonly<Record<string, Uint8Array>>
  /** Characters for the codes 33, 34, ... of the font `named`; empty = the font does not say what its glyphs mean. */
  readonly named?: string
  /** Further entries of the catalogue. */
  readonly catalog?: string
  /** Encrypted (40 bit RC4) under this user password; the empty one opens everywhere. */
  readonly password?: string
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
/** Text of a PDF string: bytes of Windows' code page, escaped. */
const inString = (text: string): string =>
  [...text]
    .map((c) => String.fromCharCode(WINDOWS.get(c) ?? c.charCodeAt(0)))
    .join('')
    .replace(/[\\()]/g, '\\$&')
const WINDOWS = new Map([
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['•', 0x95],
  ['–', 0x96],
  ['—', 0x97],
])

/** Writes a small PDF 1.4 by hand: standard fonts, one font with a character map of its own, pictures, attachments. */
export function writePdf(sheets: readonly Sheet[], options: Written = {}): Uint8Array {
  const pdf = new Writer(options.password)
  const fonts = `/plain ${pdf.add(font('Helvetica'))} 0 R /bold ${pdf.add(font('Helvetica-Bold'))} 0 R /named ${namedFont(pdf, options.named ?? '')} 0 R`
  const pages = pdf.reserve()
  const kids = sheets.map((sheet) => page(pdf, sheet, pages, fonts))
  pdf.set(pages, `<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] /Count ${kids.length} >>`)
  const names = Object.entries(options.attachments ?? {}).map(([name, bytes]) => {
    const file = pdf.stream('/Type /EmbeddedFile', bytes)
    return `(${name}) << /Type /Filespec /F (${name}) /EF << /F ${file} 0 R >> >>`
  })
  const attached = names.length > 0 ? `/Names << /EmbeddedFiles << /Names [${names.join(' ')}] >> >>` : ''
  const xmp = options.xmp
    ? `/Metadata ${pdf.stream('/Type /Metadata /Subtype /XML', Buffer.from(options.xmp))} 0 R`
    : ''
  const catalog = pdf.add(`<< /Type /Catalog /Pages ${pages} 0 R ${attached} ${xmp} ${options.catalog ?? ''} >>`)
  const info = pdf.info(options.info ?? {})
  return pdf.file(catalog, info)
}

const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`

/** A font whose codes from 33 on stand for the characters given, all 600 thousandths wide. */
function namedFont(pdf: Writer, characters: string): number {
  const widths = Array.from({ length: 94 }, () => 600).join(' ')
  const pairs = [...characters].map((c, i) => {
    const code = (33 + i).toString(16).padStart(2, '0')
    return `<${code}> <${c.charCodeAt(0).toString(16).padStart(4, '0')}>`
  })
  const map =
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def 1 begincodespacerange <00> <ff> endcodespacerange\n' +
    `${pairs.length} beginbfchar\n${pairs.join('\n')}\nendbfchar endcmap end end`
  const unicode = pairs.length > 0 ? `/ToUnicode ${pdf.stream('', latin(map))} 0 R` : ''
  const differences = Array.from({ length: 94 }, (_, i) => `/g${i}`).join(' ')
  return pdf.add(
    `<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Named /FirstChar 33 /LastChar 126 /Widths [${widths}] ` +
      `/Encoding << /Type /Encoding /Differences [33 ${differences}] >> ${unicode} >>`,
  )
}

function page(pdf: Writer, sheet: Sheet, parent: number, fonts: string): number {
  const { width = 595, height = 842, rotate = 0 } = sheet
  const draw = (sheet.shown ?? []).map(({ x, y, text, size = 10, font: name = 'plain', turn = 0 }) => {
    const [c, s] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
    const matrix = [c, s, -s, c, x, y].map((n) => n.toFixed(4)).join(' ')
    return `BT /${name} ${size} Tf ${matrix} Tm (${inString(text)}) Tj ET`
  })
  const picture = sheet.picture ? pdf.picture(sheet.picture) : null
  if (picture !== null) draw.unshift(`q ${width} 0 0 ${height} 0 0 cm /im Do Q`)
  const content = pdf.stream('', latin(draw.join('\n')))
  const objects = picture === null ? '' : `/XObject << /im ${picture} 0 R >>`
  const annotations = (sheet.annotations ?? []).map((a) => `${pdf.add(a)} 0 R`)
  return pdf.add(
    `<< /Type /Page /Parent ${parent} 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} ` +
      `/Resources << /Font << ${fonts} >> ${objects} >> /Contents ${content} 0 R /Annots [${annotations.join(' ')}] >>`,
  )
}

const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

class Writer {
  private readonly objects: Buffer[] = []
  private readonly key: Buffer | null
  private readonly owner: Buffer = Buffer.alloc(32)
  private readonly id = Buffer.alloc(16, 7)

  constructor(password: string | undefined) {
    this.key = password === undefined ? null : this.secret(latin(password))
  }

  reserve(): number {
    return this.objects.push(Buffer.alloc(0))
  }

  set(number: number, body: string | Buffer): void {
    this.objects[number - 1] = Buffer.isBuffer(body) ? body : latin(body)
  }

  add(body: string): number {
    return this.objects.push(latin(body))
  }

  stream(entries: string, data: Uint8Array): number {
    const number = this.reserve()
    const bytes = this.sealed(number, deflateSync(data))
    const head = latin(`<< ${entries} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`)
    this.set(number, Buffer.concat([head, bytes, latin('\nendstream')]))
    return number
  }

  picture({ width, height, pixels }: Picture): number {
    const entries = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceGray`
    return this.stream(entries, pixels)
  }

  info(fields: Readonly<Record<string, string>>): number {
    const number = this.reserve()
    const body = Object.entries(fields).map(([k, v]) => {
      const bytes = this.sealed(number, latin(v))
      return `/${k} <${bytes.toString('hex')}>`
    })
    this.set(number, `<< ${body.join(' ')} >>`)
    return number
  }

  file(catalog: number, info: number): Uint8Array {
    const parts = [latin('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')]
    const offsets: number[] = []
    let at = parts[0]!.length
    for (const [i, body] of this.objects.entries()) {
      const whole = Buffer.concat([latin(`${i + 1} 0 obj\n`), body, latin('\nendobj\n')])
      offsets.push(at)
      parts.push(whole)
      at += whole.length
    }
    const rows = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')
    const sealed = this.key === null ? '' : this.encryption(this.key)
    parts.push(
      latin(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${offsets.length + 1} ` +
          `/Root ${catalog} 0 R /Info ${info} 0 R ${sealed} >>\nstartxref\n${at}\n%%EOF\n`,
      ),
    )
    return new Uint8Array(Buffer.concat(parts))
  }

  /** Algorithm 2 of the PDF standard, for 40 bits. */
  private secret(password: Buffer): Buffer {
    const padded = Buffer.concat([password, PAD]).subarray(0, 32)
    const hash = createHash('md5').update(padded).update(this.owner)
    return hash
      .update(Buffer.from([0xfc, 0xff, 0xff, 0xff]))
      .update(this.id)
      .digest()
      .subarray(0, 5)
  }

  private encryption(key: Buffer): string {
    const user = rc4(key, PAD).toString('hex')
    const id = this.id.toString('hex')
    return `/ID [<${id}> <${id}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${this.owner.toString('hex')}> /U <${user}> >>`
  }

  /** Streams and strings are encrypted with a key of their own object. */
  private sealed(number: number, data: Buffer): Buffer {
    if (this.key === null) return data
    const own = Buffer.from([number & 255, (number >> 8) & 255, number >> 16, 0, 0])
    return rc4(createHash('md5').update(this.key).update(own).digest().subarray(0, 10), data)
  }
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  const swap = (a: number, b: number) => {
    const kept = state[a]!
    state[a] = state[b]!
    state[b] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 255
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255
      j = (j + state[i]!) & 255
      swap(i, j)
      return byte ^ state[(state[i]! + state[j]!) & 255]!
    }),
  )
}
