import { hashText } from '../model/features.ts'
import { FEMALE, MALE, PERSON } from './pronouns.ts'

/** Given names that are mostly one gender's: hash of the lower-case name -> bits. */
export class GivenNames {
  readonly #gender: ReadonlyMap<number, number>

  constructor(male: Iterable<number>, female: Iterable<number>) {
    const gender = new Map<number, number>()
    for (const h of male) gender.set(h, MALE)
    for (const h of female) gender.set(h, (gender.get(h) ?? 0) | FEMALE)
    this.#gender = gender
  }

  /** Bits of a given name; `PERSON` where it is not known or both genders bear it. */
  genderOf(name: string): number {
    return this.#gender.get(hashText(name.toLowerCase())) ?? PERSON
  }

  /** Sorted hashes as steps of variable length (seven bits a byte). */
  static encode(hashes: Iterable<number>): Uint8Array {
    const sorted = [...new Set([...hashes].map((h) => h >>> 0))].sort((a, b) => a - b)
    const out: number[] = []
    let previous = 0
    for (const h of sorted) {
      let step = h - previous
      previous = h
      while (step >= 0x80) {
        out.push((step % 0x80) | 0x80)
        step = Math.floor(step / 0x80)
      }
      out.push(step)
    }
    return Uint8Array.from(out)
  }

  static decode(bytes: Uint8Array): number[] {
    const out: number[] = []
    let h = 0
    for (let at = 0; at < bytes.length; ) {
      let byte = bytes[at++]!
      let step = byte & 0x7f
      for (let bits = 7; byte >= 0x80 && at < bytes.length; bits += 7) {
        byte = bytes[at++]!
        step |= (byte & 0x7f) << bits
      }
      h = (h + step) | 0
      out.push(h)
    }
    return out
  }
}
