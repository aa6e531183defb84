import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zip } from '../../packages/casebook/src/ingest/testing/zip.ts'

const NAMES = ['Mara Quill', 'Ilya Brandt', 'Sofia Lund', 'Omar Reyes', 'Jana Holt', 'Peter Voss']
const PLACES = ['Sund', 'Varna', 'Drezhna', 'Bellmark', 'Anselm', 'Karsk']

/** A short report; each `n` has its own. */
function report(n: number): string {
  const [name, place] = [NAMES[n % NAMES.length]!, PLACES[(n * 7) % PLACES.length]!]
  return [
    `Office of ${place} answers for shipment ${n}`,
    '3 May 2024',
    `"We shipped nothing to ${place}," said ${name}, head of harbour office ${n}, on Friday.`,
    `The Bellmark Courier reported that ${n + 2} engines had left ${place} in April 2024, according to two officials.`,
  ].join('\n\n')
}

const message = (n: number): string =>
  `From a@example.org Fri May  3 10:00:00 2024\nFrom: ${NAMES[n % 6]} <a@example.org>\nSubject: Berth ${n}\nDate: Fri, 3 May 2024 10:00:00 +0000\nMessage-ID: <${n}@example.org>\n\n${report(n)}\n\n`

/**
 * Writes a folder of files of many kinds: short ones, so that there are many moments at which something is written. The
 * first one is empty: the message about it tells that the work has begun.
 */
export function writeInputs(dir: string, files: number): void {
  mkdirSync(join(dir, 'sub'), { recursive: true })
  for (let n = 0; n < files; n++) {
    const name = String(n).padStart(4, '0')
    if (n % 10 === 3) writeFileSync(join(dir, `${name}.zip`), archive(n))
    else if (n % 10 === 5) writeFileSync(join(dir, `${name}.html`), `<title>${n}</title><p>${report(n)}</p>`)
    else if (n % 10 === 7)
      writeFileSync(join(dir, `${name}.mbox`), [0, 1, 2].map((i) => message(1000 * n + i)).join(''))
    else if (n === 0 || n % 10 === 8) writeFileSync(join(dir, `${name}.txt`), '')
    else writeFileSync(join(dir, n % 4 === 0 ? 'sub' : '.', `${name}.txt`), report(n % 10 === 9 ? n - 8 : n))
  }
}

function archive(n: number): Uint8Array {
  const inner = zip({ 'deep.txt': report(100 * n + 1), 'same.txt': report(1), 'empty.txt': '' })
  return zip({ 'a.txt': report(100 * n), 'inner.zip': inner, 'b/c.txt': report(100 * n + 2) })
}
