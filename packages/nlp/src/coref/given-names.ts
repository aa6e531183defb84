import { hashText } from '../model/features.ts'
import { VarintReader, VarintWriter } from '../model/varint.ts'
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

  /** Sorted hashes as steps of variable length. */
  static encode(hashes: Iterable<number>): Uint8Array {
    const sorted = [...new Set([...hashes].map((h) => h >>> 0))].sort((a, b) => a - b)
    const steps = new VarintWriter()
    let previous = 0
    for (const h of sorted) {
      steps.put(h - previous)
      previous = h
    }
    return steps.done()
  }

  static decode(bytes: Uint8Array): number[] {
    const steps = new VarintReader(bytes)
    const out: number[] = []
    for (let h = 0; !steps.ended; ) {
      h = (h + steps.get()) | 0
      out.push(h)
    }
    return out
  }
}
