import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ModelError } from '@wherefrom/nlp'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { loadModels } from './models.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-models-'))
afterAll(() => rmSync(dir, { recursive: true }))
const bytes = gzipSync('weights')
const row = {
  file: 'a.bin.gz',
  component: 'nlp.a',
  version: 1,
  sha256: createHash('sha256').update(bytes).digest('hex'),
}
const manifest = (rows: unknown): void => writeFileSync(join(dir, 'manifest.json'), JSON.stringify(rows))

describe('loading models', () => {
  beforeEach(() => {
    writeFileSync(join(dir, 'a.bin.gz'), bytes)
    manifest([row])
  })

  it('gives the decompressed bytes under the name in the manifest', async () => {
    const { rows, files } = await loadModels(dir)
    expect(new TextDecoder().decode(files.get('a.bin.gz'))).toBe('weights')
    expect(rows[0]).toMatchObject({ component: 'nlp.a', version: 1 })
  })

  const broken: [what: string, make: () => void, says: RegExp][] = [
    [
      'one byte of a model is not as it was',
      () => writeFileSync(join(dir, 'a.bin.gz'), gzipSync('weighty')),
      /not the one/,
    ],
    ['a model is missing', () => rmSync(join(dir, 'a.bin.gz')), /a\.bin\.gz is missing/],
    ['the manifest is missing', () => rmSync(join(dir, 'manifest.json')), /models are missing/],
    ['the manifest is cut off', () => writeFileSync(join(dir, 'manifest.json'), '[{'), /list of models is damaged/],
    [
      'the manifest names a file elsewhere',
      () => manifest([{ ...row, file: '../a.bin.gz' }]),
      /list of models is damaged/,
    ],
    ['the manifest is of another shape', () => manifest({ models: [] }), /list of models is damaged/],
  ]
  for (const [what, make, says] of broken)
    it(`refuses to start when ${what}`, async () => {
      make()
      await expect(loadModels(dir)).rejects.toThrow(ModelError)
      await expect(loadModels(dir)).rejects.toThrow(says)
    })

  it('says so when a model cannot be decompressed', async () => {
    const junk = Buffer.from('not gzip')
    writeFileSync(join(dir, 'a.bin.gz'), junk)
    manifest([{ ...row, sha256: createHash('sha256').update(junk).digest('hex') }])
    await expect(loadModels(dir)).rejects.toThrow(/cannot be decompressed/)
  })
})
