/**
 * A queue between one that makes and one that takes, in order. `push` waits while it is full, so that nothing piles up;
 * when the taker gives up, pushing does nothing more.
 */
export class Channel<T> {
  readonly #items: T[] = []
  readonly #room: number
  #ended = false
  #failure: { readonly error: unknown } | null = null
  #wakeTaker: (() => void) | null = null
  readonly #makers: (() => void)[] = []

  constructor(room: number) {
    this.#room = room
  }

  get ended(): boolean {
    return this.#ended
  }

  async push(item: T): Promise<void> {
    while (this.#items.length >= this.#room && !this.#ended) await new Promise<void>((go) => this.#makers.push(go))
    if (this.#ended) return
    this.#items.push(item)
    this.#wake()
  }

  /** No more items come. */
  end(): void {
    this.#ended = true
    this.#wake()
    for (const go of this.#makers.splice(0)) go()
  }

  /** No more items come, because of an error: the taker gets it after the items before it. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.end()
  }

  /** Nobody takes any more: what is in the queue is dropped. */
  abandon(): void {
    this.#items.length = 0
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#items.length > 0) {
        const item = this.#items.shift() as T
        this.#makers.shift()?.()
        yield item
      }
      if (this.#failure) throw this.#failure.error
      if (this.#ended) return
      await new Promise<void>((go) => {
        this.#wakeTaker = go
      })
    }
  }

  #wake(): void {
    const go = this.#wakeTaker
    this.#wakeTaker = null
    go?.()
  }
}
