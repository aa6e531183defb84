import { enableCompileCache, flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled code is kept beside the installed packages, never in a folder that other users may write to. Without it a
// start takes about three times as long; a folder that cannot be written only means a slow start.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/wherefrom', import.meta.url)))

const { run } = await import('./cli.ts')
process.exitCode = await run(process.argv.slice(2))
flushCompileCache()
