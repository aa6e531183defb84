import { blocksOnLine, explainDocument, openEngine, readFiles } from '@wherefrom/casebook'
import type { Problem } from '@wherefrom/schema'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { explanation } from '../terminal/explain.ts'
import { styleFor, widthOf } from '../terminal/style.ts'
import { problemLine } from './read.ts'

export interface ExplainCommandOptions {
  readonly published?: string
  readonly outlet?: string
}

/** `wherefrom explain FILE[:LINE]`: the same pass as `read`, and what each stage made on the way. */
export async function explainCommand(place: string, options: ExplainCommandOptions, shell: Shell): Promise<number> {
  for await (const file of readFiles([place])) {
    if (!('problem' in file)) return await show(file, null, options, shell)
    // A name that ends in `:3` is a file of that name first, and a line of another file only if there is no such file.
    const match = /^(.+):(\d{1,9})$/.exec(place)
    if (!match || file.problem.code !== 'file/missing') return await fail(place, file.problem, shell)
    for await (const named of readFiles([match[1]!])) {
      if ('problem' in named) return await fail(match[1]!, named.problem, shell)
      return await show(named, Number(match[2]), options, shell)
    }
  }
  return EXIT.done
}

interface Given {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

async function show(file: Given, line: number | null, options: ExplainCommandOptions, shell: Shell): Promise<number> {
  const { published, outlet } = options
  const given = { ...(published ? { published } : {}), ...(outlet ? { outlet } : {}) }
  const result = explainDocument(file.bytes, { ...given, file: file.path, sha256: file.sha256 }, await openEngine())
  if ('problem' in result) return await fail(file.path, result.problem, shell)
  const last = result.lines.at(-1) ?? 1
  if (line !== null && (line < 1 || line > last))
    throw new UsageError(`${file.path} has no text on line ${line}; its text ends with line ${last}`)
  const blocks = line === null ? result.analysis.document.blocks.map((_, b) => b) : blocksOnLine(result, line)
  const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
  await shell.out.write(explanation(result, blocks, look))
  return EXIT.done
}

async function fail(path: string, problem: Problem, shell: Shell): Promise<number> {
  await shell.err.line(problemLine(path, problem))
  return EXIT.failures
}
