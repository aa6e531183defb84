/**
 * Room for what waits in memory, in bytes. One that asks for more than there is waits until others have given back; one
 * that comes alone always gets in, so that nothing is too large to pass.
 */
export class Room {
  readonly #limit: number
  #taken = 0
  readonly #waiting: { readonly size: number; readonly go: () => void; readonly first: () => boolean }[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** `first()` tells whether everybody else waits for this one: then it is let in whatever is taken. */
  async take(size: number, first: () => boolean): Promise<void> {
    if (this.#fits(size) || first()) {
      this.#taken += size
      return
    }
    await new Promise<void>((go) => this.#waiting.push({ size, go, first }))
  }

  give(size: number): void {
    this.#taken -= size
    this.look()
  }

  /** Lets in whoever may go now; called when the order of those who wait has changed. */
  look(): void {
    for (let i = 0; i < this.#waiting.length; ) {
      const { size, go, first } = this.#waiting[i]!
      if (this.#fits(size) || first()) {
        this.#waiting.splice(i, 1)
        this.#taken += size
        go()
      } else i++
    }
  }

  #fits(size: number): boolean {
    return this.#taken === 0 || this.#taken + size <= this.#limit
  }
}
