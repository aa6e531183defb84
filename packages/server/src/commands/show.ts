import {
  type DocumentView,
  pageDecisions,
  pageImages,
  parseId,
  showArtifact,
  showDocument,
  versionChanges,
} from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell, UsageError } from '../shell.ts'
import { artifactText, documentText, type Shown } from '../terminal/show.ts'
import { styleFor, widthOf } from '../terminal/style.ts'
import { CASE_OPTION, type CaseOptions, withCase } from './case.ts'

const EXAMPLES = `
Examples:
  wherefrom show d12         a document: its claims, versions, receipts and log entries
  wherefrom show d12/c3      one claim of it
  wherefrom show 3fb7c2      an artifact by the first digits of its SHA-256; for a picture, where else the case has it
  wherefrom show d12 --json  its analysis as in "wherefrom read --json", with what the case knows under "case"`

export function declareShow(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('show')
    .description(
      'show a document, a claim or an artifact, with its versions, how it was received, and what the custody log says of it',
    )
    .argument('<id>', 'd12 for a document, d12/c3 for a claim, or digits of a SHA-256 for an artifact')
    .option(...CASE_OPTION)
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options) => done(await showCommand(id, options, shell)))
}

/** `wherefrom show ID`. */
export async function showCommand(id: string, options: CaseOptions, shell: Shell): Promise<number> {
  const wanted = parseId(id)
  if (!wanted && /^[0-9a-f]{6,64}$/.test(id)) return await showOneArtifact(id, options, shell)
  if (!wanted)
    throw new UsageError(
      `${id} is no id: d12 is a document, d12/c3 a claim of it, 3fb7c2 an artifact by the first digits of its SHA-256`,
    )
  return await withCase(options, shell, { write: false }, async (c) => {
    const view = await showDocument(c, wanted.document)
    const claim = view?.analysis.claims.find((one) => one.id === wanted.claim)
    if (!view || (wanted.claim !== null && !claim)) {
      await shell.err.line(
        `wherefrom: the case has no ${wanted.claim === null || !view ? `document d${wanted.document}` : `claim ${id}`}`,
      )
      return EXIT.failures
    }
    const changes = claim ? null : await versionChanges(c, wanted.document)
    const decisions = await pageDecisions(c, view)
    const images = claim ? [] : await pageImages(c, view)
    const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
    if (options.json)
      await shell.out.line(
        JSON.stringify(
          claim ? { document: `d${wanted.document}`, ...claim } : asJson(view, { changes, decisions, images }),
        ),
      )
    else await shell.out.write(documentText(view, { claim: wanted.claim, changes, decisions, images }, look))
    return EXIT.done
  })
}

/** The contract's analysis, with what the case knows of the document under `case`. */
function asJson(
  { row, analysis, artifact, captures, versions, custody }: DocumentView,
  { changes, decisions, images }: Omit<Shown, 'claim'>,
) {
  const id = (n: number): string => `d${n}`
  return {
    ...analysis,
    case: {
      id: id(row.id),
      page: row.page,
      part: row.part,
      version: row.version,
      latest: row.latest === 1,
      artifact,
      captures,
      versions: versions.map((v) => ({
        id: id(v.id),
        version: v.version,
        artifact: v.artifact,
        content: v.content_sha256,
      })),
      /** Against the version before; null for the first one. */
      changes: changes && { ...changes, since: id(changes.since) },
      decisions,
      /** Pictures that the page shows, with their captions and credits. */
      images,
      custody,
    },
  }
}

async function showOneArtifact(digits: string, options: CaseOptions, shell: Shell): Promise<number> {
  return await withCase(options, shell, { write: false }, async (c) => {
    const view = await showArtifact(c, digits)
    if (!view) {
      await shell.err.line(`wherefrom: the case has no artifact, or more than one, whose SHA-256 begins with ${digits}`)
      return EXIT.failures
    }
    const look = { style: styleFor(shell.out.terminal, shell.env), width: widthOf(shell.out.terminal) }
    if (options.json) await shell.out.line(JSON.stringify({ ...view, documents: view.documents.map((d) => `d${d}`) }))
    else await shell.out.write(artifactText(view, look))
    return EXIT.done
  })
}
