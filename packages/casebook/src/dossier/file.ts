import { createWriteStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { finished, pipeline } from 'node:stream/promises'
import type { Analysis } from '@wherefrom/schema'
import { type IndexRow, indexRow, pageEnd, pageStart } from './page.ts'
import { sectionHtml } from './section.ts'

/** A dossier as one string. For many documents use `DossierFile`, which holds one at a time. */
export function dossierHtml(analyses: readonly Analysis[]): string {
  return pageStart(analyses.map(indexRow)) + analyses.map((a, i) => sectionHtml(a, i + 1)).join('') + pageEnd()
}

/**
 * Writes a dossier of any number of documents: sections go to a file beside the target as they come, the index is put
 * before them at the end, and the target appears whole or not at all. The file beside it has no name while it is
 * written (where the system allows that), so that even a killed program leaves nothing behind.
 */
export class DossierFile {
  private readonly path: string
  private readonly parts: FileHandle
  private readonly rows: IndexRow[] = []

  private constructor(path: string, parts: FileHandle) {
    this.path = path
    this.parts = parts
  }

  /** Fails at once where the file cannot be written, not after hours of reading. */
  static async open(path: string): Promise<DossierFile> {
    const name = partsName(path)
    const parts = await open(name, 'w+')
    await rm(name).catch(() => {})
    return new DossierFile(path, parts)
  }

  get documents(): number {
    return this.rows.length
  }

  async add(analysis: Analysis): Promise<void> {
    this.rows.push(indexRow(analysis))
    await this.parts.appendFile(sectionHtml(analysis, this.rows.length))
  }

  /** Puts the dossier in its place. */
  async finish(): Promise<void> {
    const whole = `${this.path}.${process.pid}.whole`
    try {
      const out = createWriteStream(whole)
      out.write(pageStart(this.rows))
      await pipeline(this.parts.createReadStream({ start: 0, autoClose: false }), out, { end: false })
      out.end(pageEnd())
      await finished(out)
      await rename(whole, this.path)
    } finally {
      await rm(whole, { force: true })
      await this.discard()
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.parts.close()
    await rm(partsName(this.path), { force: true })
  }
}

const partsName = (path: string): string => `${path}.${process.pid}.parts`
