import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { defuse } from './defuse.ts'

/**
 * pdf.js behind a small door. It runs in this thread (its "worker" is a module here), takes character maps, fonts and
 * decoders from its own package only, never fetches, never runs a file's scripts and prints nothing.
 */
type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

let loaded: Promise<PdfJs> | null = null

/** Loads the engine once (about 100 ms). */
export function pdfEngine(): Promise<PdfJs> {
  loaded ??= quietly(() => import('pdfjs-dist/legacy/build/pdf.mjs'))
  return loaded
}

/** The engine warns on the console while it loads where the optional canvas is missing; that is told in problems instead. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const warn = console.warn
  console.warn = () => {}
  try {
    return await work()
  } finally {
    console.warn = warn
  }
}

const FOLDERS: Readonly<Record<string, string>> = {
  cMapUrl: 'cmaps',
  standardFontDataUrl: 'standard_fonts',
  wasmUrl: 'wasm',
  iccUrl: 'iccs',
}

/** Hands the engine the files that it asks for by name, out of its own package and nowhere else. */
class PackageFiles {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = FOLDERS[kind]
    if (!folder || !/^[\w.-]{1,80}$/.test(filename)) throw new Error('no such file in the package')
    const root = new URL(`./${folder}/`, import.meta.resolve('pdfjs-dist/package.json'))
    return new Uint8Array(await readFile(fileURLToPath(new URL(filename, root))))
  }
}

/** Images above this many pixels are not decoded: 300 dpi on A2. */
export const MOST_PIXELS = 36_000_000

/** Why a file could not be opened. */
export type Refusal = 'encrypted' | 'damaged'

export interface OpenPdf {
  /** Streams that were too large to be unpacked; they are read as empty. */
  readonly emptied: number
  readonly pdf: PDFDocumentProxy
  close(): Promise<void>
}

/** Opens a file with the empty user password. The engine gets a copy, since it takes what it is given. */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf | Refusal> {
  const engine = await pdfEngine()
  const { bytes: data, emptied } = await defuse(bytes)
  let task: PDFDocumentLoadingTask | null = null
  try {
    task = engine.getDocument({
      data,
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      enableXfa: false,
      maxImageSize: MOST_PIXELS,
      BinaryDataFactory: PackageFiles,
    })
    const pdf = await task.promise
    const opened = task
    return { pdf, emptied, close: () => opened.destroy().catch(() => {}) }
  } catch (error) {
    await task?.destroy().catch(() => {})
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged'
  }
}

export type Page = PDFPageProxy
