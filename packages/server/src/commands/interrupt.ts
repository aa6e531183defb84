/**
 * A long job that the user may break off: at the first interrupt (Ctrl-C) it ends after what it has in hand, with
 * everything closed; at the second one the program ends at once.
 */
export function untilInterrupted<T>(job: AsyncGenerator<T>): {
  readonly events: AsyncGenerator<T>
  readonly interrupted: () => boolean
} {
  let stopped = false
  const stop = (): void => {
    stopped = true
  }
  async function* events(): AsyncGenerator<T> {
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    try {
      for await (const event of job) {
        yield event
        if (stopped) return
      }
    } finally {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    }
  }
  return { events: events(), interrupted: () => stopped }
}
