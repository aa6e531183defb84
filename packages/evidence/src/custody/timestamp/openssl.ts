import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What `openssl` made of a reply: its signature leads to a trusted certificate or not; or there is no `openssl` here. */
export type OpensslVerdict =
  | { readonly state: 'good' }
  | { readonly state: 'bad'; readonly reason: string }
  | { readonly state: 'absent' }

/**
 * Lets the `openssl` program check that a reply stamps `hash` (SHA-256, hexadecimal) and is signed by an authority whose
 * chain ends in a certificate of `certificates` (file of PEM certificates). Never throws over what the reply holds.
 */
export async function opensslVerify(reply: Uint8Array, hash: string, certificates: string): Promise<OpensslVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'wherefrom-tsr-'))
  try {
    const file = join(folder, 'reply.tsr')
    await writeFile(file, reply)
    return await run(['ts', '-verify', '-in', file, '-digest', hash, '-CAfile', certificates])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(args: readonly string[]): Promise<OpensslVerdict> {
  return new Promise((done) => {
    execFile('openssl', args, { timeout: 30_000, maxBuffer: 1 << 20 }, (error, stdout, stderr) => {
      if (!error) done({ state: 'good' })
      else if (error.code === 'ENOENT') done({ state: 'absent' })
      else done({ state: 'bad', reason: reasonIn(`${stdout}\n${stderr}`) })
    })
  })
}

/** The last reason that openssl gives: `...:reason=...` or the text after the last colon, without memory addresses. */
function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => /error|fail/i.test(line))
  const last = lines.at(-1) ?? 'openssl refused it'
  const fields = last.split(':').map((field) => field.trim())
  return (fields.findLast((field) => /[a-z]{3}/i.test(field) && !/\.[ch]$/.test(field)) ?? last).slice(0, 200)
}
