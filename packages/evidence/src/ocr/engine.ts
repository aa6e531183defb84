import { programEngine } from './program.ts'
import { wasmEngine } from './wasm.ts'

/** A picture in shades of grey, one byte a pixel, rows from the top. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly pixels: Uint8Array
}

/** A recognised word. Places in pixels from the upper left corner; `line` is the same for the words of one line. */
export interface OcrWord {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** The engine's confidence, 0-100. */
  readonly sure: number
  readonly line: string
}

export interface OcrEngine {
  /** Name and version, as problems tell it. */
  readonly name: string
  /** The words of a picture in the engine's reading order; null when it failed on this picture. */
  recognise(image: GreyImage): Promise<readonly OcrWord[] | null>
}

/** The engine of this machine, or what is missing for one. */
export type OcrSupport =
  | { readonly engine: OcrEngine; readonly missing?: never }
  | { readonly engine: null; readonly missing: string }

let found: Promise<OcrSupport> | null = null

/**
 * Looks for an engine once: the WebAssembly build with its English data, so that every machine reads alike, or else a
 * `tesseract` program on the path. Nothing is fetched.
 */
export function ocrEngine(): Promise<OcrSupport> {
  found ??= look()
  return found
}

async function look(): Promise<OcrSupport> {
  const engine = (await wasmEngine()) ?? (await programEngine())
  return engine ? { engine } : { engine: null, missing: 'tesseract.js-core with @tesseract.js-data/eng' }
}
