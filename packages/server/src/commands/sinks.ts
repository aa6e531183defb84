import { stat } from 'node:fs/promises'
import { DossierFile, toContract } from '@wherefrom/casebook'
import type { Analysis } from '@wherefrom/schema'
import { type Shell, UsageError } from '../shell.ts'
import { dossier, summaryLine } from '../terminal/dossier.ts'
import { safeName } from '../terminal/safe.ts'
import { styleFor, widthOf } from '../terminal/style.ts'

/** Where analyses go: JSON lines, the terminal, or one HTML file. */
export interface Sink {
  put(analysis: Analysis): Promise<void>
  /** After the last file. `whole` is false when the work was broken off. */
  close(whole: boolean): Promise<void>
}

export interface SinkOptions {
  readonly json?: boolean
  readonly html?: string
}

/** `--html` may go with `--json`; alone it leaves one line a document on the terminal in place of the dossier. */
export async function openSinks(files: readonly string[], options: SinkOptions, shell: Shell): Promise<Sink[]> {
  const sinks: Sink[] = []
  if (options.html !== undefined) sinks.push(await htmlSink(options.html, files, shell))
  if (options.json) sinks.push(jsonSink(shell))
  else sinks.push(options.html === undefined ? terminalSink(shell) : summarySink(shell))
  return sinks
}

function jsonSink({ out }: Shell): Sink {
  return { put: (analysis) => out.line(JSON.stringify(toContract(analysis))), close: async () => {} }
}

function terminalSink({ out, env }: Shell): Sink {
  const look = { style: styleFor(out.terminal, env), width: widthOf(out.terminal) }
  let first = true
  return {
    put: async (analysis) => {
      await out.write(`${first ? '' : '\n\n'}${dossier(analysis, look)}`)
      first = false
    },
    close: async () => {},
  }
}

function summarySink({ out }: Shell): Sink {
  return { put: (analysis) => out.line(summaryLine(analysis)), close: async () => {} }
}

async function htmlSink(path: string, files: readonly string[], shell: Shell): Promise<Sink> {
  await refuseInput(path, files)
  const target = await DossierFile.open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot write ${path} (${error.code ?? error.message})`)
  })
  return {
    put: (analysis) => target.add(analysis),
    close: async (whole) => {
      if (!whole || target.documents === 0) return target.discard()
      await target.finish()
      const n = target.documents
      await shell.err.line(`wrote ${safeName(path)} (${n} ${n === 1 ? 'document' : 'documents'}); open it in a browser`)
    },
  }
}

/** The dossier must not overwrite what it is made of, nor stand where a folder is. */
async function refuseInput(path: string, files: readonly string[]): Promise<void> {
  const target = await stat(path).catch(() => null)
  if (target?.isDirectory()) throw new UsageError(`cannot write ${path}: it is a directory`)
  if (!target) return
  for (const file of files) {
    const input = await stat(file).catch(() => null)
    if (input && input.ino === target.ino && input.dev === target.dev)
      throw new UsageError(`--html would overwrite ${file}, one of the files to read`)
  }
}
