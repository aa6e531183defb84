#!/usr/bin/env node
// The launcher is plain JavaScript that old versions of Node can read. The program itself is TypeScript that Node 24
// runs as it is; where the machine's own Node is older, the `node` package of this project takes over.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const main = join(here, '..', 'src', 'main.ts')

// engines.node of package.json: ^24.15 || >=26.
function recentEnough(version) {
  const parts = version.split('.').map(Number)
  return parts[0] >= 26 || (parts[0] === 24 && parts[1] >= 15)
}

function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  for (let dir = here; ; dir = dirname(dir)) {
    const path = join(dir, 'node_modules', 'node', 'bin', name)
    if (existsSync(path)) return path
    if (dir === dirname(dir)) return null
  }
}

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({}, process.env, { WHEREFROM_LAUNCHED: '1' }),
  })
  // Ctrl-C reaches both processes; the child decides how to end, and this one passes its status on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`cannot start ${node} (${error.code})`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

// A launcher that is killed cannot tell: the channel to it closes, and the program ends as it would have been ended, so
// that nobody finds a case held by a process that nobody knows of.
function endWithLauncher() {
  if (!process.channel) return
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel.unref()
}

function fail(reason) {
  process.stderr.write(`wherefrom: ${reason}\n`)
  process.exit(70)
}

if (recentEnough(process.versions.node)) {
  endWithLauncher()
  // Compiled code is kept beside the installed packages, never in a folder that other users may write to. Without it a
  // start takes twice as long; a folder that cannot be written only means a slow start.
  nodeModule.enableCompileCache(join(here, '..', '..', '..', 'node_modules', '.cache', 'wherefrom'))
  import(pathToFileURL(main).href).catch((error) => {
    if (process.env.WHEREFROM_DEBUG) throw error
    fail(`cannot start: ${String(error).split('\n')[0]} (run "npm ci" in the project folder)`)
  })
} else {
  const node = process.env.WHEREFROM_LAUNCHED ? null : ownNode()
  if (node) runWith(node)
  else
    fail(`needs Node 24.15 or later, this is ${process.versions.node} (run "npm ci" in the project folder to get it)`)
}
