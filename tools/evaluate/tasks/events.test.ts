import type { ClaimEvent, Span } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'
import { metricsOf, scoreDocument, zero } from './events.ts'
import { readLine, rolesFor, typesFor } from './events-data.ts'

const RAMS = JSON.stringify({
  doc_key: 'd1',
  sentences: [
    ['Rebels', 'attacked', 'the', 'old', 'farm', '.'],
    ['The', 'miller', 'slept', '.'],
  ],
  evt_triggers: [[1, 1, [['conflict.attack.n/a', 1]]]],
  gold_evt_links: [
    [[1, 1], [0, 0], 'evt001arg01attacker'],
    [[1, 1], [2, 4], 'evt001arg02target'],
    [[1, 1], [7, 7], 'evt001arg04place'],
  ],
})

const WIKI = JSON.stringify({
  doc_id: 'd2',
  tokens: ['A', 'clerk', 'was', 'arrested', '.'],
  entity_mentions: [{ id: 'x', start: 1, end: 2 }],
  event_mentions: [
    {
      event_type: 'Justice.ArrestJailDetain.Unspecified',
      trigger: { start: 3, end: 4 },
      arguments: [{ entity_id: 'x', role: 'Detainee' }],
    },
  ],
})

function event(text: string, type: ClaimEvent['type'], trigger: string, roles: Record<string, string>): ClaimEvent {
  const at = (words: string): Span => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
  const participants = Object.entries(roles).map(([role, name]) => ({ role, name, ...at(name), entity: null }))
  return { type, trigger: at(trigger), participants, basis: { type: 'rule', rule: 'test', spans: [] } }
}

describe('the score of events', () => {
  it('reads both layouts, and puts types and roles into ours', () => {
    const rams = readLine(RAMS)!
    expect(rams.text).toBe('Rebels attacked the old farm. The miller slept.')
    expect(rams.events[0]!.arguments.map((a) => [a.role, rams.text.slice(a.span.start, a.span.end)])).toEqual([
      ['attacker', 'Rebels'],
      ['target', 'the old farm'],
      ['place', 'miller'],
    ])
    expect(typesFor('conflict.attack.n/a')[0]).toBe('attack')
    expect(typesFor('justice.judicialconsequences.execute')[0]).toBe('harm')
    expect(rolesFor('detainee')).toEqual(['defendant'])
    expect(readLine(WIKI)!.complete).toBe(true)
    expect(readLine('{}')).toBeNull()
  })

  it('counts triggers, types, and roles within the sentence', () => {
    const gold = readLine(RAMS)!
    const counts = zero()
    const found = event(gold.text, 'attack', 'attacked', { attacker: 'Rebels', place: 'old farm' })
    scoreDocument(gold, [{ span: { start: 0, end: 29 }, events: [found] }], counts)
    expect(metricsOf(counts)).toMatchObject({ triggerR: 1, typeAccuracy: 1, roleP: 0.5, roleR: 0.5, roleF: 0.5 })
  })

  it('holds further events of the same types against the reader where the corpus has them all', () => {
    const gold = readLine(WIKI)!
    const counts = zero()
    const [right, wrong] = [event(gold.text, 'legal', 'arrested', {}), event(gold.text, 'legal', 'clerk', {})]
    scoreDocument(gold, [{ span: { start: 0, end: gold.text.length }, events: [right, wrong] }], counts)
    expect(metricsOf(counts)).toMatchObject({ triggerR: 1, triggerP: 0.5, roleR: 0 })
  })
})
