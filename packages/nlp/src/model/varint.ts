/** Grows while numbers are written: little-endian base 128, small numbers short. */
export class VarintWriter {
  private bytes = new Uint8Array(1 << 16)
  private length = 0

  /** A number from 0 to 2^32 - 1. */
  put(value: number): void {
    if (this.length + 5 > this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2)
      grown.set(this.bytes)
      this.bytes = grown
    }
    let v = value >>> 0
    while (v > 0x7f) {
      this.bytes[this.length++] = (v & 0x7f) | 0x80
      v >>>= 7
    }
    this.bytes[this.length++] = v
  }

  /** A 32-bit number with a sign. */
  putSigned(value: number): void {
    this.put((value << 1) ^ (value >> 31))
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }
}

/** Reads what `VarintWriter` wrote. Past the end it gives 0. */
export class VarintReader {
  private readonly bytes: Uint8Array
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** Is nothing left to read? */
  get ended(): boolean {
    return this.at >= this.bytes.length
  }

  get(): number {
    let value = 0
    for (let shift = 0; shift < 35 && this.at < this.bytes.length; shift += 7) {
      const byte = this.bytes[this.at++]!
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    return value >>> 0
  }

  getSigned(): number {
    const v = this.get()
    return (v >>> 1) ^ -(v & 1)
  }
}
