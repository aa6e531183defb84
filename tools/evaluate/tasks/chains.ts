import type { Document, Layers } from '@wherefrom/schema'
import type { Evaluation } from '../evaluation.ts'
import { f1 } from '../evaluation.ts'
import { type GoldDocument, placeGold, readGold, type ScoredClaim } from './chains-gold.ts'
import { analyseGold } from './chains-run.ts'
import { agreeing, ChainsScore, type Match } from './chains-score.ts'

/** One document with both sides and their matching, for the scores and for looking at errors. */
export interface Scored {
  readonly gold: GoldDocument
  readonly doc: Document
  readonly layers: Layers
  readonly expected: readonly ScoredClaim[]
  readonly made: readonly ScoredClaim[]
  readonly matches: readonly Match[]
}

/** `npm run -s evaluate -- chains --data PATH`: claims and chains against the gold format of `chains-gold.ts`. */
export async function evaluate(path: string): Promise<Evaluation> {
  const { metrics, scored } = await score(path)
  return { n: scored.length, metrics }
}

export async function score(path: string): Promise<{ metrics: Record<string, number>; scored: Scored[] }> {
  const counts = new ChainsScore()
  const scored: Scored[] = []
  const alias = { matched: 0, made: 0, gold: 0 }
  const route = { matched: 0, made: 0, gold: 0 }
  const add = (sum: typeof alias, row: typeof alias) => {
    sum.matched += row.matched
    sum.made += row.made
    sum.gold += row.gold
  }
  for (const gold of readGold(path)) {
    const { doc, layers, claims } = await analyseGold(gold)
    const expected = placeGold(gold, doc.text)
    const matches = counts.add(expected, claims)
    add(
      alias,
      agreeing(
        gold.aliases ?? [],
        layers.aliases.map((a) => [a.a, a.b]),
        false,
      ),
    )
    add(
      route,
      agreeing(
        gold.routes ?? [],
        layers.routes.map((r) => r.stops),
        true,
      ),
    )
    scored.push({ gold, doc, layers, expected, made: claims, matches })
  }
  const metrics = counts.metrics()
  metrics.aliasF = f1(alias.matched, alias.made, alias.gold)
  metrics.routeF = f1(route.matched, route.made, route.gold)
  return { metrics, scored }
}
