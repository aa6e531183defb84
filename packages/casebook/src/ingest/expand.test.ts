import { bytesSource } from '@wherefrom/evidence'
import { describe, expect, it } from 'vitest'
import { expand, type Placed, type Position, type Verdict } from './expand.ts'
import { zip } from './testing/zip.ts'

const inner = zip({ 'a.txt': 'The ministry said that the plant was closed.', 'b.txt': '' })
const outer = zip({
  'one.txt': 'One: the mayor said that the bridge is safe.',
  'in.zip': inner,
  'two.txt': 'Two: the union denied it.',
})

async function steps(bytes: Uint8Array, resume: Position = [], verdict: (p: Placed) => Verdict = () => 'go') {
  const out: [string, string][] = []
  const run = expand(bytesSource('x.zip', bytes), { name: 'x.zip' }, resume)
  let answer: Verdict | undefined
  for (;;) {
    const next = await run.next(answer)
    if (next.done) return out
    const { at, step } = next.value
    const what = 'name' in step && step.name ? `${step.kind} ${step.name}` : step.kind
    out.push([at.join('.'), what])
    answer = verdict(next.value)
  }
}

const ALL = [
  ['1.0', 'enter one.txt'],
  ['1.1', 'document'],
  ['1', 'leave'],
  ['2.0', 'enter in.zip'],
  ['2.1.0', 'enter a.txt'],
  ['2.1.1', 'document'],
  ['2.1', 'leave'],
  ['2.2.0', 'enter b.txt'],
  ['2.2.1', 'problem'],
  ['2.2', 'leave'],
  ['2', 'leave'],
  ['3.0', 'enter two.txt'],
  ['3.1', 'document'],
  ['3', 'leave'],
]

describe('reading an artifact with everything in it', () => {
  it('tells members and what is in them, depth first', async () => {
    expect(await steps(outer)).toEqual(ALL)
  })

  it('goes on behind any position as if it had never stopped', async () => {
    for (let i = 0; i < ALL.length; i++) {
      const at = ALL[i]![0]!.split('.').map(Number)
      expect(await steps(outer, at), `after ${ALL[i]}`).toEqual(ALL.slice(i + 1))
    }
  })

  it('passes over members that are known', async () => {
    const verdict = ({ step }: Placed): Verdict => (step.kind === 'enter' && step.name === 'in.zip' ? 'skip' : 'go')
    expect(await steps(outer, [], verdict)).toEqual([...ALL.slice(0, 4), ...ALL.slice(10)])
  })

  it('keeps what lies too deep, but does not open it', async () => {
    let bytes = zip({ 'a.txt': 'The mayor said that the bridge is safe.' })
    for (let i = 0; i < 12; i++) bytes = zip({ 'next.zip': bytes })
    const told = await steps(bytes)
    expect(told.filter(([, what]) => what.startsWith('enter'))).toHaveLength(8)
    expect(told.filter(([, what]) => what === 'problem')).toHaveLength(1)
  })
})
