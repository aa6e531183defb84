import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './repo.ts'

/** A check that another program does; its output is shown when it fails. */
export interface ProgramCheck {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
}

export const PROGRAMS: readonly ProgramCheck[] = [
  { name: 'types', command: ['tsc', '-p', '.', '--pretty', 'false'] },
  {
    name: 'format, lint, import cycles',
    command: [
      'biome',
      'ci',
      '--colors=off',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '--max-diagnostics=40',
      '.',
    ],
  },
  { name: 'unused code and dependencies', command: ['knip', '--no-progress'] },
]

/** Runs the program of a check in `folder`; what it printed, or null when it found nothing. */
export function runProgram({ command: [program, ...args] }: ProgramCheck, folder = ROOT): string | null {
  const bin = join(ROOT, 'node_modules', '.bin')
  const { status, stdout, stderr, error } = spawnSync(join(bin, program), args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
  })
  if (error) return `cannot be run: ${error.message}`
  return status === 0 ? null : `${stdout}${stderr}`.trim() || `exit status ${status}`
}
