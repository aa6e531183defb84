import type { View } from '../attribute/chains/view.ts'
import { stanceFeatures } from './features.ts'
import { featureKey, linearScore, rate, type StanceModel } from './model.ts'
import { registerFeatures } from './register.ts'

const limited = (x: number): number => (x > 3 ? 3 : Math.max(x, -3))

/** Odds of the register -> share of the reporter's rating, by an algebraic curve: no engine's `exp` decides anything. */
function share(score: number): number {
  const x = score * 0.6
  return (1 + x / Math.sqrt(1 + x * x)) / 2
}

/** Everyday writing was rated at its verbs alone: for nouns and adjectives only the reports teach anything. */
const isVerb = (view: View, i: number): boolean => view.upos(i) === 'VERB' || view.upos(i) === 'AUX'

/** Distinct keys of a word's features. */
export function stanceKeys(view: View, i: number): Int32Array {
  return Int32Array.from(new Set(stanceFeatures(view, i).map(featureKey)))
}

/** How far a sentence is edited report (1) or everyday writing (0); 0 without the weights for it. */
export function registerOf(view: View, s: number, model: StanceModel): number {
  return model.news ? share(linearScore(model.news.register, registerFeatures(view, s))) : 0
}

/**
 * Rates how far the text presents what a word tells as having happened (or being so): 3 certainly, 0 it leaves it open,
 * -3 certainly not. Trained on people's ratings (UDS-IH2, White et al. 2016; MEANTIME; FactBank's sentences re-rated,
 * Lee et al. 2015). Bounded by the sentence; deterministic.
 * @param i the word that tells it: verb, or the noun or adjective that is predicated
 */
export function factuality(view: View, i: number, model: StanceModel): number {
  const keys = stanceKeys(view, i)
  const plain = rate(model.plain, keys)
  if (!model.news) return limited(plain)
  const p = isVerb(view, i) ? registerOf(view, view.sentence[i]!, model) : 1
  return limited(p * rate(model.news.rater, keys) + (1 - p) * plain)
}
