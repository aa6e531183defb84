import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** One run: a fresh case, filled by a process of its own. */
export interface EndToEnd {
  readonly database: string
  readonly documents: number
  readonly words: number
  readonly seconds: number
  /** Of all threads, without the database server. */
  readonly processorSeconds: number
  readonly peakMemoryMb: number
}

export interface EndToEndOptions {
  readonly folder: string
  readonly pages: string
  /** Which run of how many: each takes other pages. */
  readonly run: number
  readonly runs: number
  readonly pagesARun: number
}

/** Adds some of the pages to a new case and counts the words that were read out of them. Start and end of the process count. */
export async function endToEnd(database: string, place: string, options: EndToEndOptions): Promise<EndToEnd> {
  const input = chosen(options)
  const probe = join(import.meta.dirname, 'probe.ts')
  const env = { ...process.env, WHEREFROM_KEY: join(options.folder, 'key.pem') }
  const out = execFileSync(process.execPath, [probe, place, input], { encoding: 'utf8', env })
  return { database, ...(JSON.parse(out) as Omit<EndToEnd, 'database'>) }
}

/** A folder that leads to every so many-th page, so that all runs together go through the whole collection. */
function chosen({ folder, pages, run, runs, pagesARun }: EndToEndOptions): string {
  const names = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.html?$/.test(name))
    .sort()
  const dir = join(folder, `pages${run}`)
  mkdirSync(dir, { recursive: true })
  const wanted = Math.min(pagesARun, Math.floor(names.length / runs))
  for (let i = 0; i < wanted; i++) {
    const at = Math.floor(((i * runs + run) * names.length) / (wanted * runs))
    const link = join(dir, `${String(i).padStart(6, '0')}.html`)
    try {
      symlinkSync(join(pages, names[at]!), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return dir
}
