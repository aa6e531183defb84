import { describe, expect, it } from 'vitest'
import { Pipeline, type Stage } from './stage.ts'

const first: Stage<{ text: string }, { words: string[] }> = {
  name: 'first',
  run: ({ text }) => ({ words: text.split(' ') }),
}
const second: Stage<{ words: string[] }, { count: number }> = {
  name: 'second',
  run: ({ words }) => ({ count: words.length }),
}

describe('pipeline', () => {
  it('hands on what each stage gives', () => {
    expect(Pipeline.from<{ text: string }>().add(first).add(second).run({ text: 'one two' }).count).toBe(2)
  })

  it('gives the same with a recorder as without one', () => {
    const pipeline = Pipeline.from<{ text: string }>().add(first).add(second)
    const seen: string[] = []
    expect(pipeline.run({ text: 'a b c' }, (stage) => seen.push(stage))).toEqual(pipeline.run({ text: 'a b c' }))
    expect(seen).toEqual(['first', 'second'])
  })

  it('does not compile in the wrong order', () => {
    // @ts-expect-error `second` needs the words that only `first` gives.
    Pipeline.from<{ text: string }>().add(second)
    expect(second.name).toBe('second')
  })
})
