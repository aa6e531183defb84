import { deflateSync } from 'node:zlib'
import { ascii, join } from './bytes.ts'

/** One page: lines of text from the top, 12 point Helvetica on a page of the given size in points. */
export interface PdfPage {
  readonly lines: readonly string[]
  readonly width?: number
  readonly height?: number
}

export interface PdfOptions {
  /** Entries of the information dictionary. */
  readonly info?: Readonly<Record<string, string>>
  readonly compress?: boolean
}

/** A plain PDF 1.4 with a correct cross-reference table. */
export function buildPdf(pages: readonly PdfPage[], options: PdfOptions = {}): Uint8Array {
  const objects: Uint8Array[] = []
  const kids = pages.map((_, i) => `${5 + 2 * i} 0 R`).join(' ')
  objects.push(ascii('<< /Type /Catalog /Pages 2 0 R >>'))
  objects.push(ascii(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`))
  objects.push(ascii('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'))
  const info = Object.entries(options.info ?? {}).map(([k, v]) => `/${k} (${inString(v)})`)
  objects.push(ascii(`<< ${info.join(' ')} >>`))
  for (const [i, page] of pages.entries()) objects.push(...pageObjects(page, 6 + 2 * i, options.compress ?? false))
  return withTable(objects)
}

function pageObjects({ lines, width = 595, height = 842 }: PdfPage, content: number, compress: boolean): Uint8Array[] {
  const page =
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] ` +
    `/Resources << /Font << /F1 3 0 R >> >> /Contents ${content} 0 R >>`
  const shown = lines.map((l) => `(${inString(l)}) Tj T*`).join('\n')
  const text = ascii(`BT /F1 12 Tf 16 TL 60 ${height - 72} Td\n${shown}\nET`)
  const data = compress ? deflateSync(text) : text
  const filter = compress ? '/Filter /FlateDecode ' : ''
  const stream = join([`<< ${filter}/Length ${data.length} >>\nstream\n`, data, '\nendstream'])
  return [ascii(page), stream]
}

const inString = (text: string): string => text.replace(/[\\()]/g, '\\$&')

function withTable(objects: readonly Uint8Array[]): Uint8Array {
  const out: Uint8Array[] = [ascii('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')]
  const offsets: number[] = []
  let at = out[0]!.length
  for (const [i, object] of objects.entries()) {
    const whole = join([`${i + 1} 0 obj\n`, object, '\nendobj\n'])
    offsets.push(at)
    out.push(whole)
    at += whole.length
  }
  const rows = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${at}\n%%EOF\n`
  return join([...out, `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`, trailer])
}
