import { type Engine, openEngine, openInput, readInput } from '@wherefrom/casebook'
import type { Problem } from '@wherefrom/schema'
import { EXIT, type Shell } from '../shell.ts'
import { Progress } from '../terminal/progress.ts'
import { safeName } from '../terminal/safe.ts'
import { openSinks, type SinkOptions } from './sinks.ts'

export interface ReadCommandOptions extends SinkOptions {
  readonly published?: string
  readonly outlet?: string
}

/** `wherefrom read`: one file after the other; bad ones are named on standard error and counted, the others are read. */
export async function readCommand(
  paths: readonly string[],
  options: ReadCommandOptions,
  shell: Shell,
): Promise<number> {
  const sinks = await openSinks(paths, options, shell)
  const progress = new Progress(paths.length, process.stderr)
  const { published, outlet } = options
  const given = { ...(published ? { published } : {}), ...(outlet ? { outlet } : {}) }
  let engine: Engine | undefined
  let failed = 0
  let whole = false
  try {
    progress.draw(paths[0] ?? '')
    for (const path of paths) {
      const input = await openInput(path)
      if (!('problem' in input)) engine ??= await openEngine()
      const reads = 'problem' in input ? [{ file: path, ...input }] : readInput(input, given, engine!)
      let ok = true
      for await (const read of reads) {
        progress.clear()
        if ('problem' in read) {
          ok &&= read.problem.severity !== 'error'
          await shell.err.line(problemLine(read.file, read.problem))
        } else for (const sink of sinks) await sink.put(read.analysis)
      }
      if (!ok) failed++
      progress.step(ok, path)
    }
    whole = true
  } finally {
    progress.clear()
    for (const sink of sinks) await sink.close(whole)
  }
  return failed > 0 ? EXIT.failures : EXIT.done
}

/** `wherefrom: FILE is empty`: one line, whatever the file is called. */
export function problemLine(file: string, { message, code }: Problem): string {
  return `wherefrom: ${safeName(file)}: ${message} [${code}]`
}
