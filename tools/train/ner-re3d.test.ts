import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nameIn, personName, readRe3d } from './ner-re3d.ts'

const inName = (value: string): string | null => {
  const n = nameIn(value)
  return n && value.slice(n.from, n.to)
}

describe('names among the phrases that re3d marks', () => {
  it.each([
    ['the River Council', 'River Council'],
    ['the enemy', null],
    ['Elbian security forces', null],
    ['We', null],
    ['33°47′N 44°30′E', null],
    ['33.783; 44.500', null],
    ['al-Hadi Brigade', 'al-Hadi Brigade'],
  ])('%s: %s', (value, name) => expect(inName(value)).toBe(name))

  it.each([
    ['Lt. Gen. Ann Lee', 'Ann Lee'],
    ['Secretary of State Ann Lee', 'Ann Lee'],
    ['Chief of Staff', null],
    ['Senior Advisor for Harbour Affairs', null],
  ])('%s is %s', (value, name) => {
    const from = personName(value, 0, value.length)
    expect(from === null ? null : value.slice(from)).toBe(name)
  })

  it('keeps names, remembers the longer phrases, and leaves doubtful rows out', () => {
    const text = 'An SRF unit met Gen. Ann Lee of Sund, Elbia.'
    const row = (value: string, type: string, confidence = 1) => {
      const begin = text.indexOf(value)
      return { documentId: 'd', begin, end: begin + value.length, type, value, confidence }
    }
    const folder = mkdtempSync(join(tmpdir(), 're3d-'))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'documents.json'), `${JSON.stringify({ _id: 'd', text })}\n`)
    const rows = [
      row('An SRF unit', 'Organisation'),
      row('SRF', 'Organisation', 0),
      row('Gen. Ann Lee', 'Person'),
      row('Sund, Elbia', 'Location'),
    ]
    writeFileSync(join(folder, 'entities.json'), rows.map((r) => JSON.stringify(r)).join('\n'))
    const [doc] = readRe3d(folder)
    expect(doc!.spans.map((s) => `${s.type} ${text.slice(s.start, s.end)}`)).toEqual([
      'PER Ann Lee',
      'LOC Sund',
      'LOC Elbia',
    ])
    expect(doc!.phrases!.map((s) => text.slice(s.start, s.end))).toEqual(['An SRF unit'])
  })
})
