/**
 * `node tools/evaluate/show-chains.ts PATH [ID]`: gold claims against the product's, document by document, for looking at
 * errors. `=` matched and right, `~` matched with differences (listed), `-` gold only, `+` product only.
 */
import type { Span } from '@wherefrom/schema'
import { type Scored, score } from './tasks/chains.ts'
import type { ScoredClaim } from './tasks/chains-gold.ts'
import { sameChain } from './tasks/chains-score.ts'

const [path, id] = process.argv.slice(2)
if (!path) {
  process.stderr.write('usage: node tools/evaluate/show-chains.ts PATH [ID]\n')
  process.exit(2)
}

const words = (text: string, spans: readonly Span[]): string =>
  spans.map((s) => text.slice(s.start, s.end).replace(/\s+/g, ' ')).join(' || ')

const chain = (text: string, claim: ScoredClaim): string =>
  claim.chain.map((l) => `${l.manner}<${l.source ? words(text, [l.source]) : '-'} = ${l.entity}>`).join(' > ') || 'OWN'

function fields(text: string, c: ScoredClaim): string {
  const when = c.when ? `${words(text, [c.when])} ${c.when.edtf}` : 'null'
  return `${c.quotation} ${c.certainty} ${c.polarity} ${c.time} when ${when}`
}

function show({ gold, doc, expected, made, matches }: Scored): void {
  const text = doc.text
  const out = [`===== ${gold.id}${doc.text === gold.text ? '' : ' (text differs)'}`]
  const rows: { at: number; line: string }[] = []
  const push = (c: ScoredClaim, line: string) => rows.push({ at: c.content[0]?.start ?? 0, line })
  expected.forEach((g, i) => {
    const match = matches.find((m) => m.gold === i)
    if (!match) {
      push(g, `- ${chain(text, g)} | ${fields(text, g)}\n    ${words(text, g.content)}`)
      return
    }
    const m = made[match.made]!
    const same = sameChain(g, m)
    const lines = [`${same ? '=' : '~'} ${match.share.toFixed(2)} ${chain(text, m)}`]
    if (!same) lines.push(`    gold ${chain(text, g)}`)
    lines.push(`    ${words(text, m.content)}`)
    if (match.share < 1) lines.push(`    gold ${words(text, g.content)}`)
    if (fields(text, m) !== fields(text, g)) lines.push(`    ${fields(text, m)}`, `    gold ${fields(text, g)}`)
    push(g, lines.join('\n'))
  })
  made.forEach((m, j) => {
    if (!matches.some((x) => x.made === j))
      push(m, `+ ${chain(text, m)} | ${fields(text, m)}\n    ${words(text, m.content)}`)
  })
  rows.sort((a, b) => a.at - b.at)
  process.stdout.write(`${[...out, ...rows.map((r) => r.line)].join('\n')}\n\n`)
}

const { metrics, scored } = await score(path)
for (const doc of scored) if (!id || doc.gold.id.includes(id)) show(doc)
process.stdout.write(
  `${JSON.stringify(metrics, (_, v: unknown) => (typeof v === 'number' ? Math.round(v * 1000) / 1000 : v))}\n`,
)
