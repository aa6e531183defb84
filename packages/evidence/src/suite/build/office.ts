import { utf8 } from './bytes.ts'
import { buildZip, type ZipPart } from './zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns'

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c]!)

/** A Word document of a title and paragraphs; `body` is put in as it is, after them. */
export function buildDocx(title: string, paragraphs: readonly string[], body = '', prologue = ''): Uint8Array {
  const run = (t: string, style = ''): string =>
    `<w:p>${style}<w:r><w:t xml:space="preserve">${escapeXml(t)}</w:t></w:r></w:p>`
  const heading = run(title, '<w:pPr><w:pStyle w:val="Title"/></w:pPr>')
  const document = `${XML}${prologue}<w:document xmlns:w="${WORD}"><w:body>${heading}${paragraphs.map((p) => run(p)).join('')}${body}</w:body></w:document>`
  return buildZip([
    contentTypes(
      'word/document.xml',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    ),
    relations('_rels/.rels', 'officeDocument', 'word/document.xml'),
    { name: 'word/document.xml', bytes: document },
    { name: 'docProps/core.xml', bytes: core(title) },
  ])
}

function core(title: string): string {
  const spaces =
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  const created = '<dcterms:created xsi:type="dcterms:W3CDTF">2025-03-04T09:00:00Z</dcterms:created>'
  return `${XML}<cp:coreProperties ${spaces}><dc:title>${escapeXml(title)}</dc:title><dc:creator>I. Marlow</dc:creator>${created}</cp:coreProperties>`
}

function contentTypes(part: string, type: string): ZipPart {
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}<Override PartName="/${part}" ContentType="${type}"/></Types>`
  return { name: '[Content_Types].xml', bytes: XML + types }
}

function relations(name: string, type: string, target: string): ZipPart {
  const one = `<Relationship Id="rId1" Type="${RELATIONS}/${type}" Target="${target}"/>`
  const all = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${one}</Relationships>`
  return { name, bytes: XML + all }
}

/** An Excel workbook of one sheet, cells as inline strings. */
export function buildXlsx(rows: readonly (readonly string[])[]): Uint8Array {
  const cell = (t: string, r: number, c: number): string =>
    `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="inlineStr"><is><t>${escapeXml(t)}</t></is></c>`
  const data = rows.map((row, r) => `<row r="${r + 1}">${row.map((t, c) => cell(t, r, c)).join('')}</row>`).join('')
  return buildZip([
    contentTypes('xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'),
    relations('_rels/.rels', 'officeDocument', 'xl/workbook.xml'),
    {
      name: 'xl/workbook.xml',
      bytes: `${XML}<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="Crates" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    relations('xl/_rels/workbook.xml.rels', 'worksheet', 'worksheets/sheet1.xml'),
    {
      name: 'xl/worksheets/sheet1.xml',
      bytes: `${XML}<worksheet xmlns="${SHEET}"><sheetData>${data}</sheetData></worksheet>`,
    },
  ])
}

const NAMESPACES = ['office', 'text', 'table', 'meta'].map((n) => `xmlns:${n}="${OFFICE}:${n}:1.0"`).join(' ')

function openDocument(kind: 'text' | 'spreadsheet', content: string, title: string, prologue = ''): Uint8Array {
  const type = `application/vnd.oasis.opendocument.${kind}`
  const body = `<office:document-content ${NAMESPACES} office:version="1.3"><office:body><office:${kind}>${content}</office:${kind}></office:body></office:document-content>`
  const meta = `<office:document-meta ${NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>${escapeXml(title)}</dc:title><dc:date>2025-03-04T09:00:00</dc:date></office:meta></office:document-meta>`
  const entry = (path: string, media: string): string =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${media}"/>`
  const manifest = `<manifest:manifest xmlns:manifest="${OFFICE}:manifest:1.0" manifest:version="1.3">${entry('/', type)}${entry('content.xml', 'text/xml')}</manifest:manifest>`
  return buildZip([
    { name: 'mimetype', bytes: utf8(type), stored: true },
    { name: 'content.xml', bytes: XML + prologue + body },
    { name: 'meta.xml', bytes: XML + meta },
    { name: 'META-INF/manifest.xml', bytes: XML + manifest },
  ])
}

export function buildOdt(title: string, paragraphs: readonly string[], extra = '', prologue = ''): Uint8Array {
  const heading = `<text:h text:outline-level="1">${escapeXml(title)}</text:h>`
  const texts = paragraphs.map((p) => `<text:p>${escapeXml(p)}</text:p>`).join('')
  return openDocument('text', heading + texts + extra, title, prologue)
}

export function buildOds(rows: readonly (readonly string[])[], extra = ''): Uint8Array {
  const cell = (t: string): string =>
    `<table:table-cell office:value-type="string"><text:p>${escapeXml(t)}</text:p></table:table-cell>`
  const data = rows.map((r) => `<table:table-row>${r.map(cell).join('')}</table:table-row>`).join('')
  return openDocument('spreadsheet', `<table:table table:name="Crates">${data}${extra}</table:table>`, 'Crates')
}

/** Entities that multiply: ten levels of ten give ten thousand million times `lol`. */
export function billionLaughs(root: string): string {
  const levels = Array.from({ length: 10 }, (_, i) => {
    const inside = i === 0 ? 'lol' : `&l${i - 1};`.repeat(10)
    return `<!ENTITY l${i} "${inside}">`
  })
  return `<!DOCTYPE ${root} [${levels.join('')}]>`
}
