import { blocksOnLine, explainInput, type Input, openEngine, openInput } from '@wherefrom/casebook'
import type { Problem } from '@wherefrom/schema'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { explanation } from '../terminal/explain.ts'
import { safeName } from '../terminal/safe.ts'
import { styleFor, widthOf } from '../terminal/style.ts'
import { problemLine } from './read.ts'

export interface ExplainCommandOptions {
  readonly published?: string
  readonly outlet?: string
}

/** `wherefrom explain FILE[:LINE]`: the same pass as `read`, and what each stage made on the way. */
export async function explainCommand(place: string, options: ExplainCommandOptions, shell: Shell): Promise<number> {
  const file = await openInput(place)
  if (!('problem' in file)) return await show(file, null, options, shell)
  // A name that ends in `:3` is a file of that name first, and a line of another file only if there is no such file.
  const match = /^(.+):(\d{1,9})$/.exec(place)
  if (!match || file.problem.code !== 'file/missing') return await fail(place, file.problem, shell)
  const named = await openInput(match[1]!)
  if ('problem' in named) return await fail(match[1]!, named.problem, shell)
  return await show(named, Number(match[2]), options, shell)
}

async function show(file: Input, line: number | null, options: ExplainCommandOptions, shell: Shell): Promise<number> {
  const { published, outlet } = options
  const given = { ...(published ? { published } : {}), ...(outlet ? { outlet } : {}) }
  const result = await explainInput(file, given, await openEngine())
  if ('problem' in result) return await fail(file.file, result.problem, shell)
  const { explanation: ex, more } = result
  const last = ex.lines.at(-1) ?? 1
  if (line !== null && (line < 1 || line > last))
    throw new UsageError(`${file.file} has no text on line ${line}; its text ends with line ${last}`)
  const blocks = line === null ? ex.analysis.document.blocks.map((_, b) => b) : blocksOnLine(ex, line)
  const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
  await shell.out.write(explanation(ex, blocks, look))
  if (more > 0)
    await shell.err.line(
      `wherefrom: this is ${safeName(ex.analysis.file)}; the file holds ${more} more ${more === 1 ? 'document' : 'documents'}`,
    )
  return EXIT.done
}

async function fail(path: string, problem: Problem, shell: Shell): Promise<number> {
  await shell.err.line(problemLine(path, problem))
  return EXIT.failures
}
