/**
 * Passages of news in which gender tells what a pronoun stands for: one woman is named and one or more men, or the other
 * way round. The trainer hides gender there, so that what is left to learn is where in a sentence antecedents stand.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GivenNames } from '../../packages/nlp/src/coref/given-names.ts'
import { FEMALE, MALE, PERSON } from '../../packages/nlp/src/coref/pronouns.ts'
import { type CorefDocument, passagesOf } from './coref-data.ts'

/** Files of news-text: one in how many documents is looked at, and the licence. */
export const SOURCES: readonly (readonly [file: string, every: number, licence: string])[] = [
  ['wikinews-2019-2020.jsonl', 1, 'CC BY 2.5'],
  ['us-congress-press.jsonl', 1, 'public domain (US government)'],
  ['au-pm-releases.jsonl', 2, 'CC BY 3.0 AU'],
  ['wikipedia-current-events.jsonl', 2, 'CC BY-SA 4.0'],
  ['whitehouse.jsonl', 2, 'public domain (US government)'],
]
const MOST = 900

/** Passages worth reading, by a quick look at their capitalised words. */
export function readSilver(corpora: string, names: GivenNames): CorefDocument[] {
  const out: CorefDocument[] = []
  for (const [file, every] of SOURCES) {
    const lines = readFileSync(join(corpora, 'news-text', file), 'utf8').split('\n')
    let kept = 0
    for (let k = 0; k < lines.length && kept < MOST; k += every) {
      if (lines[k] === '') continue
      const { id, text } = JSON.parse(lines[k]!) as { id: string; text: string }
      for (const paragraphs of passagesOf(
        { id, corpus: 'silver', text: text.slice(0, 6000).replace(/\s+/g, ' '), gold: [] },
        0,
      ))
        if (kept < MOST && isMixed(paragraphs.text, names)) {
          kept++
          out.push(paragraphs)
        }
    }
  }
  return out
}

function isMixed(text: string, names: GivenNames): boolean {
  if (text.length > 1200 || !/\b(?:he|his|him|she|her)\b/i.test(text)) return false
  let genders = 0
  for (const m of text.matchAll(/\b([A-Z][a-z]+) (?:[A-Z]\. )?[A-Z][a-z]+/g)) {
    const bits = names.genderOf(m[1]!)
    if (bits === MALE || bits === FEMALE) genders |= bits
  }
  return genders === PERSON
}
