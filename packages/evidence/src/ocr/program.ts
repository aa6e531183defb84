import { spawn } from 'node:child_process'
import type { GreyImage, OcrEngine } from './engine.ts'
import { asGreymap } from './pgm.ts'
import { wordsOfTable } from './tsv.ts'

/** Most that the program may print, in bytes. */
const MOST_OUTPUT = 16 * 1024 * 1024

/** A `tesseract` program on the path that knows English; null where there is none. */
export async function programEngine(): Promise<OcrEngine | null> {
  const [version, languages] = [await run(['--version']), await run(['--list-langs'])]
  const number = /tesseract v?(\d[\w.-]{0,20})/i.exec(version ?? '')?.[1]
  if (!number || !/^eng\r?$/m.test(languages ?? '')) return null
  return {
    name: `Tesseract ${number} of this machine, English`,
    async recognise(image: GreyImage) {
      const table = await run(['stdin', 'stdout', '--dpi', String(image.dpi), '-l', 'eng', 'tsv'], asGreymap(image))
      return table === null ? null : wordsOfTable(table)
    },
  }
}

/** What the program prints; null when it is not there, fails or prints too much. */
function run(options: readonly string[], input?: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn('tesseract', options, { stdio: ['pipe', 'pipe', 'pipe'] })
    const pieces: Buffer[] = []
    let size = 0
    const take = (piece: Buffer) => {
      size += piece.length
      if (size > MOST_OUTPUT) child.kill()
      else pieces.push(piece)
    }
    child.stdout.on('data', take)
    // older versions print their version on the error stream
    child.stderr.on('data', input ? () => {} : take)
    child.stdin.on('error', () => {})
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(pieces).toString('utf8') : null))
    child.stdin.end(input)
  })
}
