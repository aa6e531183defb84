import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { GreyImage, OcrEngine, OcrWord } from './engine.ts'
import { asGreymap } from './pgm.ts'
import { wordsOfTable } from './tsv.ts'

/** The parts of the WebAssembly build that are used. */
interface Core {
  readonly FS: { writeFile(name: string, data: Uint8Array): void; unlink(name: string): void }
  readonly TessBaseAPI: new () => Api
}

interface Api {
  /** 0 when the language was loaded. */
  Init(path: null, language: string, mode: number): number
  SetVariable(name: string, value: string): boolean
  /** Reads the file `/input`; 1 when it is no image. */
  SetImageFile(orientation: number, angle: number): number
  Recognize(monitor: null): number
  GetTSVText(page: number): string
  Version(): string
  Clear?(): void
}

type Factory = (options: object) => Promise<Core>

const DATA = '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'
/** One build for all machines: the one with relaxed SIMD may round differently from one processor to the next. */
const BUILD = 'tesseract.js-core/tesseract-core-simd-lstm.js'
/** Engine mode: neural network only. */
const LSTM = 1
/** The engine's memory only grows; after this many pictures it is started anew. */
const RENEW_AFTER = 50

/** Tesseract as WebAssembly, from optional packages; null where they are not installed. */
export async function wasmEngine(): Promise<OcrEngine | null> {
  const require = createRequire(import.meta.url)
  let start: () => Promise<Started>
  try {
    const data = require.resolve(DATA)
    const code = require.resolve(BUILD)
    start = () => startCore(require(BUILD) as Factory, dirname(code), data)
  } catch {
    return null
  }
  const first = await start().catch(() => null)
  return first && engineOf(first, start)
}

interface Started {
  readonly core: Core
  readonly api: Api
}

async function startCore(factory: Factory, folder: string, data: string): Promise<Started> {
  const silent = () => {}
  const core = await factory({
    locateFile: (name: string) => join(folder, name),
    print: silent,
    printErr: silent,
    TesseractProgress: silent,
  })
  core.FS.writeFile('eng.traineddata', await promisify(gunzip)(await readFile(data)))
  const api = new core.TessBaseAPI()
  if (api.Init(null, 'eng', LSTM) !== 0) throw new Error('the language data cannot be loaded')
  return { core, api }
}

function engineOf(first: Started, start: () => Promise<Started>): OcrEngine {
  let current: Started | null = first
  let used = 0
  return {
    name: `Tesseract ${first.api.Version().split('-', 1)[0]}, English`,
    async recognise(image) {
      try {
        if (current === null || ++used % RENEW_AFTER === 0) current = await start()
        return read(current, image)
      } catch {
        current = null
        return null
      }
    },
  }
}

function read({ core, api }: Started, image: GreyImage): readonly OcrWord[] | null {
  core.FS.writeFile('/input', asGreymap(image))
  try {
    api.SetVariable('user_defined_dpi', String(image.dpi))
    if (api.SetImageFile(1, 0) !== 0) return null
    if (api.Recognize(null) !== 0) return null
    return wordsOfTable(api.GetTSVText(0))
  } finally {
    core.FS.unlink('/input')
    api.Clear?.()
  }
}
