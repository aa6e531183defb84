import type { Writable } from 'node:stream'

/** Thrown when nobody reads the output any more (`wherefrom read ... | head`): the work stops, quietly. */
export class OutputClosed extends Error {
  override name = 'OutputClosed'
}

/** Where a command writes. Waits while the reader is slow, so that many results never pile up in memory. */
export class Output {
  private readonly stream: Writable & { isTTY?: boolean; columns?: number }
  private closed = false

  constructor(stream: Writable & { isTTY?: boolean; columns?: number }) {
    this.stream = stream
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true
      if (error.code !== 'EPIPE') process.exitCode = 1
    })
  }

  get terminal(): Writable & { isTTY?: boolean; columns?: number } {
    return this.stream
  }

  async write(text: string): Promise<void> {
    if (this.closed) throw new OutputClosed()
    if (!this.stream.write(text)) await this.drained()
    if (this.closed) throw new OutputClosed()
  }

  async line(text: string): Promise<void> {
    await this.write(`${text}\n`)
  }

  /** Resolves when what was written has left this process. */
  async flushed(): Promise<void> {
    if (!this.closed) await new Promise<void>((done) => this.stream.write('', () => done()))
  }

  private drained(): Promise<void> {
    return new Promise((done) => {
      const settle = (): void => {
        for (const event of ['drain', 'error', 'close']) this.stream.off(event, settle)
        done()
      }
      for (const event of ['drain', 'error', 'close']) this.stream.on(event, settle)
    })
  }
}
