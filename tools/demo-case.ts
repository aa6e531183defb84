import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const MAIN = join(ROOT, 'packages', 'server', 'src', 'main.ts')

/** The demo case and its key; made anew each time. Yours lies elsewhere (`wherefrom init` says where). */
const PLACE = join('demo', 'case')
const KEY = join('demo', 'signing-key.pem')

const COMMANDS: readonly (readonly string[])[] = [
  ['init', PLACE, '--title', 'Milling machines'],
  ['add', 'samples', '--case', PLACE],
  ['status', '--case', PLACE],
  ['search', 'said-by:Vostrek', '--case', PLACE, '--limit', '3'],
  ['verify', '--case', PLACE],
]

/** Makes a case of the demo documents by the commands that a user would type, and shows what they print. */
export function demoCase(print: (line: string) => void): boolean {
  rmSync(join(ROOT, PLACE), { recursive: true, force: true })
  for (const args of COMMANDS) {
    print(`$ npx wherefrom ${args.map((a) => (/\s/.test(a) ? `"${a}"` : a)).join(' ')}`)
    const env = { ...process.env, WHEREFROM_KEY: join(ROOT, KEY) }
    const { status } = spawnSync(process.execPath, [MAIN, ...args], { cwd: ROOT, env, stdio: 'inherit' })
    print('')
    if (status !== 0) return false
  }
  return true
}
