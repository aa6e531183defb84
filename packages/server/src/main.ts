import { flushCompileCache } from 'node:module'
import { run } from './cli.ts'

process.exitCode = await run(process.argv.slice(2))
flushCompileCache()
