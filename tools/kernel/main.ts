import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileString } from 'assemblyscript/asc'

const DIR = join(import.meta.dirname, '..', '..', 'packages', 'nlp', 'src', 'neural', 'kernel')
export const BYTES_FILE = join(DIR, 'bytes.ts')

/** `npm run kernel`: compiles the neural kernel's AssemblyScript into the module that the product loads. */
export async function kernelModule(): Promise<string> {
  const source = readFileSync(join(DIR, 'kernel.as'), 'utf8')
  const { error, binary, stderr } = await compileString(source, {
    optimizeLevel: 3,
    noAssert: true,
    runtime: 'stub',
    importMemory: true,
    memoryBase: 64,
    enable: ['simd'],
  })
  if (error || !binary) throw new Error(`kernel.as: ${stderr.toString()}`)
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,108}/g) ?? []
  return [
    '/** `kernel.as`, compiled. Made by `npm run kernel`; a test makes it again and compares. */',
    `export const KERNEL_BYTES =\n  ${lines.map((l) => `'${l}'`).join(' +\n  ')}\n`,
  ].join('\n')
}

if (import.meta.main) writeFileSync(BYTES_FILE, await kernelModule())
