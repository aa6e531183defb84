import model from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'
import { cpuTime } from './measure.ts'

/** The yardstick: wink-nlp's tokens, sentences and part-of-speech tags over the same texts. Words a second, one value a run. */
export function yardstick(texts: readonly string[], words: number, runs: number): number[] {
  const nlp = winkNLP(model, ['sbd', 'pos'])
  const round = (): void => {
    for (const text of texts) nlp.readDoc(text).tokens().out(nlp.its.pos)
  }
  for (let i = 0; i < 5; i++) round()
  return Array.from({ length: runs }, () => {
    const start = cpuTime()
    const until = performance.now() + 700
    let rounds = 0
    do {
      round()
      rounds++
    } while (performance.now() < until)
    return (words * rounds) / ((cpuTime() - start) / 1000)
  })
}
