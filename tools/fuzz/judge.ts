import { isDeepStrictEqual } from 'node:util'
import { readDeep } from '../../packages/evidence/src/suite/gather.ts'
import { violations } from '../../packages/evidence/src/suite/invariants.ts'

/** What is wrong with how some bytes are read, in one line; null when everything holds. */
export async function judge(name: string, bytes: Uint8Array, twice: boolean): Promise<string | null> {
  try {
    const before = twice ? Uint8Array.from(bytes) : null
    const readings = await readDeep(name, bytes, { depth: 3, members: 40, bytes: 128 << 20 })
    for (const r of readings) {
      const [first] = violations(r.founds)
      if (first) return `${first} (in ${r.name.slice(0, 60)})`
    }
    if (!before) return null
    if (!isDeepStrictEqual(bytes, before)) return 'the input was changed'
    const again = await readDeep(name, bytes, { depth: 3, members: 40, bytes: 128 << 20 })
    const same = isDeepStrictEqual(
      readings.map((r) => r.founds),
      again.map((r) => r.founds),
    )
    return same ? null : 'the same bytes gave something else the second time'
  } catch (error) {
    const { name: kind = 'Error', message = String(error), stack = '' } = error as Partial<Error>
    const at = /\(?(packages\/[^)\s]{1,200}|node_modules\/[^)\s]{1,200})/.exec(stack)?.[1] ?? ''
    return `throws ${kind}: ${message.split('\n')[0]?.slice(0, 160)} ${at}`
  }
}
