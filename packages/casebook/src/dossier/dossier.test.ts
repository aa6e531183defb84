import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analysisOf, CLAIMS, FIXTURE } from '../testing/fixture.ts'
import { esc, escJson, escText } from './escape.ts'
import { DossierFile, dossierHtml } from './file.ts'
import { segments } from './segments.ts'

const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))

describe('segments', () => {
  it('cover the text once, in order, each with exactly the marks that lie over it', () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 12 }), (within, spans) => {
        let at = within.start
        for (const s of segments(within, spans)) {
          expect(s.start).toBe(at)
          expect(s.end).toBeGreaterThan(s.start)
          at = s.end
          const over = spans.flatMap((m, i) => (m.start < s.end && m.end > s.start && m.start < m.end ? [i] : []))
          expect(s.marks).toEqual(over)
        }
        expect(at).toBe(within.end)
      }),
    )
  })
})

describe('escaping', () => {
  it('leaves no character that markup is made of', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(esc(text))))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<\u2028\u2029]/.test(escJson(text))))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => JSON.parse(escJson(text)) === text))
  })

  it('shows direction overrides and control characters by number', () => {
    expect(escText('a\u202Eb\u0007')).toBe('a<span class="ctl">U+202E</span>b<span class="ctl">U+0007</span>')
  })
})

describe('the HTML dossier', () => {
  const html = dossierHtml([FIXTURE])

  it('shows each claim with its chain as steps, and the words in the text', () => {
    const card = html.slice(html.indexOf('id="d1-c1"'), html.indexOf('id="d1-c2"')).replace(/<[^>]*>/g, '')
    expect(card).toMatch(/the outlet\s*The Bellmark Courier says reported\s*two officials cites citing/)
    expect(html).toContain('href="#d1-c2"')
    expect(html).toContain('id="d1-t2"')
  })

  it('shows what each claim says happens, and who takes part', () => {
    const card = html.slice(html.indexOf('id="d1-c1"'), html.indexOf('id="d1-c2"')).replace(/<[^>]*>/g, '')
    expect(card).toMatch(/transfer left\s+thing engines\s+destination Varna/)
    expect(html).toContain('rule events/transfer/leave-v')
  })

  it('tells which rule or model made each mark', () => {
    expect(html).toContain('rule chains/citing')
    expect(html).toContain('model claims.spans 3, score 1.25')
  })

  it('lets only its own style and script run, and loads nothing', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!
    expect(policy).toContain("default-src 'none'")
    for (const [, name, body] of html.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256').update(body!).digest('base64')
      expect(policy, name).toContain(`${name}-src 'sha256-${hash}'`)
    }
    expect(html).not.toMatch(/ (?:src|style|on[a-z]+)=/)
    expect(html).not.toMatch(/https?:\/\//)
    expect(html).not.toMatch(/@import|url\(/)
  })

  it('is inert whatever the document holds', () => {
    const nasty = '<script>alert(1)</script></script><img src=x onerror="x">\'"&</style>-->'
    const text = `${nasty}\n\n${nasty}`
    const basis = { type: 'rule' as const, rule: nasty, spans: [] }
    const claim = {
      ...CLAIMS[1]!,
      content: [{ start: 0, end: nasty.length }],
      chain: [{ ...CLAIMS[1]!.chain[0]!, entity: nasty, source: { start: 8, end: 20 }, basis }],
    }
    const made = dossierHtml([{ ...analysisOf(text, [claim]), file: nasty, sha256: nasty }])
    const outside = made.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    expect(outside).not.toMatch(/<script>|<img|<\/style>|onerror="|-->/)
    expect(made.match(/<script/g)).toHaveLength(2)
  })

  it('has an index when there are several documents, and is the same when it is written piece by piece', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'wherefrom-dossier-'))
    const file = await DossierFile.open(join(dir, 'all.html'))
    for (const analysis of [FIXTURE, FIXTURE]) await file.add(analysis)
    await file.finish()
    const written = readFileSync(join(dir, 'all.html'), 'utf8')
    expect(written).toBe(dossierHtml([FIXTURE, FIXTURE]))
    expect(written).toContain('2 documents')
    const broken = await DossierFile.open(join(dir, 'broken.html'))
    await broken.add(FIXTURE)
    await broken.discard()
    expect(readdirSync(dir)).toEqual(['all.html'])
    rmSync(dir, { recursive: true })
  })
})
