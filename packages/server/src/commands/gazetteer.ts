import { addGazetteer, gazetteerFolder, listGazetteers, removeGazetteer } from '@wherefrom/casebook'
import type { Command } from 'commander'
import { EXIT, type Shell } from '../shell.ts'
import { safeName } from '../terminal/safe.ts'
import { someName } from '../values.ts'

const EXAMPLES = `
Examples:
  wherefrom gazetteer add UA.zip               GeoNames' extract of one country
  wherefrom gazetteer add sites.geojson --name sites
  wherefrom gazetteer list
  wherefrom gazetteer remove sites

Documents that were analysed before become stale: wherefrom analyze reads them again.`

interface GazetteerOptions {
  readonly name?: string
  readonly json?: boolean
}

export function declareGazetteer(program: Command, shell: Shell, done: (status: number) => void): void {
  program
    .command('gazetteer')
    .description('your own tables of places, beside the one that comes with the program')
    .argument('<action>', 'add, list or remove')
    .argument('[what]', 'the file to add, or the name of the table to remove')
    .option('--name <name>', 'what the table is called; the name of the file when left out', someName)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (action: string, what: string | undefined, options) =>
      done(await gazetteerCommand(action, what, options, shell)),
    )
}

/** `wherefrom gazetteer add FILE`, `list`, `remove NAME`. */
export async function gazetteerCommand(
  action: string,
  what: string | undefined,
  options: GazetteerOptions,
  shell: Shell,
): Promise<number> {
  if (action === 'list' && what === undefined) return await list(options, shell)
  if (action === 'add' && what !== undefined) return await add(what, options, shell)
  if (action === 'remove' && what !== undefined) return await remove(what, options, shell)
  await shell.err.line('wherefrom: gazetteer takes add FILE, list, or remove NAME')
  return EXIT.usage
}

async function add(file: string, { name, json }: GazetteerOptions, shell: Shell): Promise<number> {
  const added = await addGazetteer(file, name ?? null, shell.env)
  if ('problem' in added) {
    await shell.err.line(`wherefrom: ${safeName(file)} ${added.problem.message} [${added.problem.code}]`)
    return EXIT.failures
  }
  for (const { message, code } of added.problems)
    await shell.err.line(`wherefrom: ${safeName(file)}: ${message} [${code}]`)
  const { table } = added
  if (json) await shell.out.line(JSON.stringify(table))
  else
    await shell.out.line(
      `${safeName(table.name)}: ${table.places} places, ${table.names} names, in ${safeName(gazetteerFolder(shell.env))}`,
    )
  return EXIT.done
}

async function list({ json }: GazetteerOptions, shell: Shell): Promise<number> {
  for (const table of await listGazetteers(shell.env))
    await shell.out.line(
      json
        ? JSON.stringify(table)
        : `${safeName(table.name)}: ${table.places} places, ${table.names} names, from ${safeName(table.file)}`,
    )
  return EXIT.done
}

async function remove(name: string, { json }: GazetteerOptions, shell: Shell): Promise<number> {
  if (!(await removeGazetteer(name, shell.env))) {
    await shell.err.line(`wherefrom: there is no table of places named ${safeName(name)}`)
    return EXIT.failures
  }
  if (json) await shell.out.line(JSON.stringify({ removed: name }))
  return EXIT.done
}
