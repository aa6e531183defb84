/** Run by `bench read` in a fresh process: time to load the models, and the most memory that reading the files takes. */
import { openEngine, readDocument, readFiles, toContract } from '@wherefrom/casebook'

const start = performance.now()
const engine = await openEngine()
const modelLoadMs = performance.now() - start
for (let round = 0; round < 10; round++)
  for await (const file of readFiles(process.argv.slice(2))) {
    if ('problem' in file) continue
    const read = readDocument(file.bytes, { file: file.path, sha256: file.sha256 }, engine)
    if ('analysis' in read) JSON.stringify(toContract(read.analysis))
  }
// maxRSS is in kilobytes on every system that Node runs on.
process.stdout.write(JSON.stringify({ modelLoadMs, peakMemoryMb: process.resourceUsage().maxRSS / 1024 }))
