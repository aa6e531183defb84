import { createHash } from 'node:crypto'
import { type ArtifactSource, bytesSource, fileSource, type Given } from '@wherefrom/evidence'
import { type Analysis, type ArtifactRef, type Problem, problem } from '@wherefrom/schema'
import { expand, type Step } from './ingest/expand.ts'
import { receiveFile } from './ingest/receive.ts'
import { analyseDocument, type Engine, type Recorder } from './read.ts'

/** A file that is open for reading, with the hash of its bytes. */
export interface Input {
  /** Name as the user gave it. */
  readonly file: string
  readonly sha256: string
  readonly source: ArtifactSource
}

/** One thing that was read out of an input: `file` is its name, then the path inside it, then `#` and the part. */
export type InputRead =
  | { readonly file: string; readonly analysis: Analysis; readonly source: ArtifactSource }
  | { readonly file: string; readonly problem: Problem }

/** Opens a file, hashes it and makes sure that it is all of one state. What is wrong with it is a problem (`file/*`). */
export async function openInput(path: string): Promise<Input | { readonly problem: Problem }> {
  let whole: Uint8Array | null = null
  const put = async (bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<ArtifactRef> => {
    const hash = createHash('sha256')
    if (bytes instanceof Uint8Array) {
      whole = bytes
      hash.update(bytes)
    } else for await (const piece of bytes) hash.update(piece)
    return { sha256: hash.digest('hex'), sha1: '', bytes: 0 }
  }
  const received = await receiveFile(path, { put })
  if ('code' in received) return { problem: received }
  const source = whole ? bytesSource(path, whole) : await fileSource(path, path)
  return { file: path, sha256: received.sha256, source }
}

/**
 * Reads an input of any kind and analyses every document in it, one after the other. Bad parts come out as problems, the
 * others are still read; an input that gives nothing at all gives a problem. `record` is given what each stage makes.
 */
export async function* readInput(
  input: Input,
  given: Given,
  engine: Engine,
  record?: Recorder,
): AsyncGenerator<InputRead> {
  const frames: Frame[] = [{ file: input.file, sha256: input.sha256, source: input.source }]
  let found = false
  for await (const { step } of expand(input.source, { ...given, name: input.file })) {
    for (const read of take(step, frames, engine, record)) {
      found ||= !('problem' in read) || read.problem.severity === 'error'
      yield read
    }
    found ||= frames.length > 1
  }
  if (!found) yield { file: input.file, problem: problem('reader/no-text') }
}

interface Frame {
  readonly file: string
  readonly sha256: string
  readonly source: ArtifactSource
}

function take(step: Step, frames: Frame[], engine: Engine, record?: Recorder): InputRead[] {
  const frame = frames.at(-1)!
  if (step.kind === 'enter') {
    const { name, bytes } = step
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    frames.push({ file: `${frame.file}/${name}`, sha256, source: bytesSource(name, bytes) })
  } else if (step.kind === 'leave') frames.pop()
  else if (step.kind === 'problem') {
    const file = step.name === undefined ? frame.file : `${frame.file}/${step.name}`
    if (step.problem.severity !== 'info') return [{ file, problem: step.problem }]
  } else if (step.kind === 'document') {
    const file = step.part === '' ? frame.file : `${frame.file}#${step.part}`
    const fatal = step.document.problems.find((p) => p.severity === 'error')
    if (fatal) return [{ file, problem: fatal }]
    const analysis = analyseDocument(step.document, step.reader, { file, sha256: frame.sha256 }, engine, record)
    return [{ file, analysis, source: frame.source }]
  }
  return []
}
