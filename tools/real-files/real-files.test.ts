import { describe, expect, it } from 'vitest'
import { acceptedOutlines, hasRealFiles, OUTLINES, outlineNow, realFiles, realFolders } from './folder.ts'

/**
 * The files that other projects test their readers with, read and compared with what a person accepted after looking at
 * each of them. `npm run accept -- corpus/real-files` writes what is read now.
 */
const missing = hasRealFiles() ? '' : ' (skipped: the corpus real-files is not on this machine)'
describe(`real files${missing}`, () => {
  if (missing !== '') {
    it.skip('are read as accepted', () => {})
    return
  }
  for (const folder of realFolders()) {
    const accepted = acceptedOutlines(folder)
    it(`${folder}: an outline for each file, and no other`, () => {
      expect([...accepted.keys()], OUTLINES).toEqual(realFiles(folder))
    })
    for (const [file, outline] of accepted)
      it(`${folder}/${file}`, async () => expect(await outlineNow(folder, file)).toBe(outline))
  }
})
