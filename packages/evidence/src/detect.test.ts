import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { detectType } from './detect.ts'
import { bytesSource } from './source.ts'
import { join, utf8 } from './suite/build/bytes.ts'
import { buildTar } from './suite/build/tar.ts'
import { buildWarc } from './suite/build/warc.ts'
import { buildZip } from './suite/build/zip.ts'

const kind = async (bytes: Uint8Array | string, name = 'file'): Promise<string | null> =>
  (await detectType(bytesSource(name, typeof bytes === 'string' ? utf8(bytes) : bytes))).kind

const zip = (...names: string[]) => buildZip(names.map((name) => ({ name, bytes: 'x' })))

describe('kinds by content', () => {
  test('packed files, by what they hold', async () => {
    expect(await kind(zip('a.txt'))).toBe('zip')
    expect(await kind(zip('[Content_Types].xml', 'word/document.xml'))).toBe('docx')
    expect(await kind(zip('[Content_Types].xml', 'xl/workbook.xml'))).toBe('xlsx')
    expect(await kind(zip('datapackage.json', 'archive/data.warc.gz'))).toBe('wacz')
    const mimetype = { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.text', stored: true }
    expect(await kind(buildZip([mimetype, { name: 'content.xml', bytes: '<x/>' }]))).toBe('odt')
    expect(await kind(buildZip([{ ...mimetype, bytes: 'application/epub+zip' }]))).toBe('epub')
    expect(await kind(buildTar([{ name: 'a', bytes: 'x' }]))).toBe('tar')
    expect(await kind(gzipSync(buildTar([{ name: 'a', bytes: 'x' }])))).toBe('tar')
    expect(await kind(gzipSync('text'))).toBe('gzip')
    expect(await kind(buildWarc([{ type: 'warcinfo', block: 'x' }]))).toBe('warc')
    expect(await kind(buildWarc([{ type: 'warcinfo', block: 'x' }], true))).toBe('warc')
  })

  test('Markdown may hold tags; a page that is only called Markdown is a page', async () => {
    const tagged = '# T\n\nA <b>bold</b> word.\n\n<div><p>one</p></div>\n\n<p>two</p>\n'
    expect(await kind(tagged, 'notes.md')).toBe('markdown')
    expect(await kind(tagged, 'notes.txt')).toBe('html')
    expect(await kind(`<!doctype html>${tagged}`, 'notes.md')).toBe('html')
  })

  test('an Office file under a password is known as such', async () => {
    const ole = join([
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      new Uint8Array(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect(await detectType(bytesSource('a.docx', ole))).toMatchObject({ kind: null, encrypted: true })
  })

  test('messages, mailboxes, saved pages and feeds', async () => {
    const mail = 'Received: from a\r\n\tby b\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nText.'
    expect(await kind(mail)).toBe('mail')
    expect(await kind(`From a@b.example Tue Mar  4 09:15:00 2025\n${mail}`)).toBe('mbox')
    expect(
      await kind(
        `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nContent-Type: multipart/related; boundary=b\r\n\r\n`,
      ),
    ).toBe('mhtml')
    expect(await kind('<?xml version="1.0"?><!-- a feed --><rss version="2.0"><channel/></rss>')).toBe('feed')
    expect(await kind('<feed xmlns="http://www.w3.org/2005/Atom"/>')).toBe('feed')
    expect(await kind('{"version": "https://jsonfeed.org/version/1.1", "items": []}')).toBe('feed')
  })

  test('text that only looks like something else', async () => {
    expect(await kind('From here the road leads to Velm.\nNobody took it in 2025.')).toBe('text')
    expect(await kind('Subject: the harbour.\n\nThe company will buy a crane.')).toBe('text')
    expect(await kind('Q: Who?\nA: The minister.\nFrom: him\nTo: her\nand so on without end')).toBe('text')
    expect(await kind('<svg xmlns="x"/>')).not.toBe('feed')
    expect(await kind('The minister said: "%PDF-1.4 is a header."')).toBe('text')
    expect(await kind('a, b\nc, d', 'notes.txt')).toBe('text')
  })

  test('a name decides only where the content leaves it open', async () => {
    expect(await kind('url,note\nhttps://a.example/,x', 'list.csv')).toBe('csv')
    expect(await kind('# Heading\n\nText.', 'a.md')).toBe('markdown')
    expect(await kind('%PDF-1.7\n', 'a.md')).toBe('pdf')
    expect(await kind('<!DOCTYPE html><p>a', 'a.csv')).toBe('html')
  })
})
