import { isDeepStrictEqual } from 'node:util'
import { readDeep } from '../../packages/evidence/src/suite/gather.ts'
import { violations } from '../../packages/evidence/src/suite/invariants.ts'

export interface JudgeOptions {
  /** Whether to read a second time and compare. */
  readonly twice: boolean
  /** Pages that may be read by OCR: at two seconds each, most inputs of a session go without. */
  readonly ocrPages: number
}

/** How input number `i` of a session is judged. */
export const optionsAt = (i: number): JudgeOptions => ({ twice: i % 10 === 0, ocrPages: i % 200 === 7 ? 2 : 0 })

/** What is wrong with how some bytes are read, in one line; null when everything holds. */
export async function judge(name: string, bytes: Uint8Array, options: JudgeOptions): Promise<string | null> {
  const { twice, ocrPages } = options
  const bounds = { depth: 3, members: 40, bytes: 128 << 20, ocrPages }
  try {
    const before = twice ? Uint8Array.from(bytes) : null
    const readings = await readDeep(name, bytes, bounds)
    for (const r of readings) {
      const [first] = violations(r.founds)
      if (first) return `${first} (in ${r.name.slice(0, 60)})`
    }
    if (!before) return null
    if (!isDeepStrictEqual(bytes, before)) return 'the input was changed'
    const again = await readDeep(name, bytes, bounds)
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
