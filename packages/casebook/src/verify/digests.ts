import { createHash } from 'node:crypto'

const KEY = 16
const DIGEST = 32
const STATE = { empty: 0, present: 1, removed: 2, seen: 4 } as const

/** The latest word of the log on a row. */
export interface Latest {
  /** SHA-256 of the row, hexadecimal; null when the row was removed. */
  readonly digest: string | null
  /** The entry that says so. */
  readonly seq: number
}

/**
 * The latest digest of every row that the log names. Some 90 bytes a row, outside of JavaScript's heap: a case of
 * 100,000 documents has about half a million rows, whose names and digests as strings would fill the memory. Rows are
 * told apart by 128 bits of the SHA-256 of table and key.
 */
export class DigestMap {
  #capacity: number
  #used = 0
  #unseen = 0
  #keys: Uint8Array
  #digests: Uint8Array
  #seqs: Uint32Array
  #states: Uint8Array

  constructor(capacity = 1 << 12) {
    this.#capacity = capacity
    this.#keys = new Uint8Array(capacity * KEY)
    this.#digests = new Uint8Array(capacity * DIGEST)
    this.#seqs = new Uint32Array(capacity)
    this.#states = new Uint8Array(capacity)
  }

  /** Rows that are said to be there and that `take` was not asked for. */
  get unseen(): number {
    return this.#unseen
  }

  /** Sets what the newest entry so far says of a row. */
  set(table: string, key: string, { digest, seq }: Latest): void {
    if ((this.#used + 1) * 5 > this.#capacity * 3) this.#grow()
    const name = nameOf(table, key)
    const slot = this.#slot(name)
    if (this.#states[slot] === STATE.empty) {
      this.#keys.set(name, slot * KEY)
      this.#used++
    }
    if (this.#isUnseen(slot)) this.#unseen--
    this.#states[slot] = digest === null ? STATE.removed : STATE.present
    this.#seqs[slot] = seq
    if (digest !== null) {
      this.#digests.set(Buffer.from(digest, 'hex'), slot * DIGEST)
      this.#unseen++
    }
  }

  /** The latest word on a row, null when the log never names it; the row does not count as seen by that. */
  look(table: string, key: string): Latest | null {
    const slot = this.#slot(nameOf(table, key))
    return this.#states[slot] === STATE.empty ? null : this.#at(slot)
  }

  /** The latest word on a row, null when the log never names it; from then on the row counts as seen. */
  take(table: string, key: string): Latest | null {
    const slot = this.#slot(nameOf(table, key))
    if (this.#states[slot] === STATE.empty) return null
    if (this.#isUnseen(slot)) this.#unseen--
    this.#states[slot]! |= STATE.seen
    return this.#at(slot)
  }

  /** Whether entry `seq` is the last word on a row, says that it is there, and the row was not seen. */
  isMissing(table: string, key: string, seq: number): boolean {
    const slot = this.#slot(nameOf(table, key))
    return this.#isUnseen(slot) && this.#seqs[slot] === seq
  }

  #at(slot: number): Latest {
    const removed = (this.#states[slot]! & STATE.removed) !== 0
    const digest = this.#digests.subarray(slot * DIGEST, (slot + 1) * DIGEST)
    return { digest: removed ? null : Buffer.from(digest).toString('hex'), seq: this.#seqs[slot]! }
  }

  #isUnseen(slot: number): boolean {
    return this.#states[slot] === STATE.present
  }

  /** The slot of a row, or the free one where it would go. The map is never full. */
  #slot(name: Buffer): number {
    let slot = name.readUInt32LE(0) % this.#capacity
    while (this.#states[slot] !== STATE.empty && name.compare(this.#keys, slot * KEY, (slot + 1) * KEY) !== 0)
      slot = (slot + 1) % this.#capacity
    return slot
  }

  #grow(): void {
    const larger = new DigestMap(this.#capacity * 2)
    for (let slot = 0; slot < this.#capacity; slot++) {
      if (this.#states[slot] === STATE.empty) continue
      const name = Buffer.from(this.#keys.subarray(slot * KEY, (slot + 1) * KEY))
      const to = larger.#slot(name)
      larger.#keys.set(name, to * KEY)
      larger.#digests.set(this.#digests.subarray(slot * DIGEST, (slot + 1) * DIGEST), to * DIGEST)
      larger.#seqs[to] = this.#seqs[slot]!
      larger.#states[to] = this.#states[slot]!
    }
    this.#capacity = larger.#capacity
    this.#keys = larger.#keys
    this.#digests = larger.#digests
    this.#seqs = larger.#seqs
    this.#states = larger.#states
  }
}

const nameOf = (table: string, key: string): Buffer =>
  createHash('sha256').update(table).update('\0').update(key).digest().subarray(0, KEY)
