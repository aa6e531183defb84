import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { utf8 } from '../suite/build/bytes.ts'
import { buildZip } from '../suite/build/zip.ts'
import { archiverReport, hashesOf, judgeArchived } from './auto-archiver.ts'

const VIDEO = utf8('the bytes of a video')
const hash = createHash('sha256').update(VIDEO).digest('hex')
const sha3 = createHash('sha3-512').update(VIDEO).digest('hex')

const report = (line: string): Uint8Array =>
  utf8(`<!DOCTYPE html><html><head><title>https://social.example/post/7</title></head><body>
<h2>Archived media for <span class="copy">https://social.example/post/7</span></h2>
<table class="content"><tr><th>about</th><th>files and preview</th></tr><tbody>
<tr><td><ul><li><b>${line}</b></li></ul></td><td><video src="./velm/4f3a%20b.mp4"></video><a href="./velm/4f3a%20b.mp4">open</a></td></tr>
</tbody></table>
<table class="metadata"><tr><th>key</th><th>value</th></tr><tr><td>title</td><td>The crane falls</td></tr>
<tr><td>_processed_at</td><td>2025-03-04 09:15:00.123456+00:00</td></tr></table>
<p>Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a>
 v1.2.3</p></body></html>`)

describe('a folder of auto-archiver', () => {
  test('the report gives address, title, time and hashes', () => {
    expect(archiverReport(report(`hash: SHA-256:${hash}`))).toEqual({
      url: 'https://social.example/post/7',
      title: 'The crane falls',
      at: '2025-03-04T09:15:00.123Z',
      tool: 'auto-archiver 1.2.3',
      files: [{ names: ['4f3a b.mp4'], algorithm: 'SHA-256', hash }],
    })
  })

  test('a file with the hash is verified under any name, one with the name alone was changed', () => {
    for (const line of [`hash: SHA-256:${hash}`, `hash: SHA3-512:${sha3}`]) {
      const read = archiverReport(report(line))!
      const good = judgeArchived(read, 'velm/renamed.mp4', hashesOf(VIDEO))
      expect(good?.problem.code).toBe('archiver/verified')
      expect(good?.record.requestedAt).toBe('2025-03-04T09:15:00.123Z')
      expect(good?.record.note).toMatch(
        /^"The crane falls"; archived from https:\/\/social\.example\/post\/7; has the SHA/,
      )
      expect(judgeArchived(read, 'velm/4f3a b.mp4', hashesOf(utf8('other')))?.problem.code).toBe('archiver/changed')
      expect(judgeArchived(read, 'velm/other.mp4', hashesOf(utf8('other')))).toBe(null)
    }
  })

  test('a ZIP of such a folder is judged member by member', async () => {
    const zip = buildZip([
      { name: 'velm/report.html', bytes: report(`hash: SHA-256:${hash}`) },
      { name: 'velm/4f3a b.mp4', bytes: VIDEO },
      { name: 'velm/note.txt', bytes: 'A note.' },
    ])
    const found: Found[] = []
    for await (const f of openArtifact(bytesSource('a.zip', zip))) found.push(f)
    expect(
      found.map((f) => (f.kind === 'member' ? [f.name, f.record.requestedAt] : f.kind === 'problem' && f.problem.code)),
    ).toEqual([
      ['velm/report.html', undefined],
      'archiver/verified',
      ['velm/4f3a b.mp4', '2025-03-04T09:15:00.123Z'],
      ['velm/note.txt', undefined],
    ])
  })

  test('other pages are no reports, also when they speak of the program', () => {
    expect(archiverReport(utf8('<p>We used auto-archiver to save the post.</p>'))).toBe(null)
    expect(archiverReport(utf8('<p>Made with care.</p>'))).toBe(null)
    expect(archiverReport(new Uint8Array(0))).toBe(null)
  })

  test('proofs of time are kept and named, without an error', async () => {
    const ots = utf8('\0OpenTimestamps\0\0Proof\0\u00bf')
    const found = []
    for await (const f of openArtifact(bytesSource('a.ots', ots))) found.push(f)
    expect(found).toMatchObject([{ kind: 'problem', problem: { code: 'reader/kept', severity: 'info' } }])
  })
})
