import { safeName } from './safe.ts'
import { cut } from './width.ts'

/** Count of a long job: total files, null while it is not known; done, failed. */
export interface Count {
  readonly total: number | null
  done: number
  failed: number
}

export interface ProgressOptions {
  /** Where the stream is no terminal, say how far the work is in a line now and then. */
  readonly lines?: boolean
  readonly now?: number
}

/** Milliseconds between two drawings of the bar, and between two lines where there is no terminal. */
const REDRAW = 100
const LINE = 15_000

/**
 * Progress on standard error. On a terminal: a bar, drawn at most ten times a second and wiped before any other line is
 * printed there, so that messages and bar never mix. Elsewhere: nothing, or now and then a line.
 */
export class Progress {
  private readonly count: { total: number | null; done: number; failed: number }
  private readonly stream: NodeJS.WriteStream
  private readonly shown: 'bar' | 'lines' | 'none'
  private readonly started: number
  private last: number
  private drawn = false

  constructor(total: number | null, stream: NodeJS.WriteStream, options: ProgressOptions = {}) {
    this.count = { total, done: 0, failed: 0 }
    this.stream = stream
    const many = total === null || total > 1
    this.shown = many && stream.isTTY === true ? 'bar' : many && options.lines ? 'lines' : 'none'
    this.started = options.now ?? performance.now()
    this.last = this.shown === 'lines' ? this.started : this.started - REDRAW
  }

  /** How many there are became known. */
  expect(total: number): void {
    this.count.total = total
  }

  /** One more file is through; `name` is the one that comes next. */
  step(ok: boolean, name = '', now = performance.now()): void {
    if (ok) this.count.done++
    else this.count.failed++
    this.draw(name, now)
  }

  draw(name: string, now = performance.now()): void {
    if (this.shown === 'none' || now - this.last < (this.shown === 'bar' ? REDRAW : LINE)) return
    this.last = now
    if (this.shown === 'lines') {
      this.stream.write(`${progressText(this.count, now - this.started)}\n`)
      return
    }
    const line = progressLine(this.count, now - this.started, name, (this.stream.columns || 80) - 1)
    this.stream.write(`\r\u001b[2K${line}`)
    this.drawn = true
  }

  /** Takes the bar off the screen. */
  clear(): void {
    if (this.drawn) this.stream.write('\r\u001b[2K')
    this.drawn = false
  }
}

/** The line itself: bar, done of total, failed, files a second, time left. `elapsed` in milliseconds. */
export function progressLine(count: Count, elapsed: number, name: string, width: number): string {
  const filled = count.total === null ? 0 : Math.min(20, Math.round((through(count) / Math.max(1, count.total)) * 20))
  const bar = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
  return cut([bar, progressText(count, elapsed), ...(name ? [safeName(name)] : [])].join('  '), width)
}

const through = (count: Count): number => count.done + count.failed

function progressText(count: Count, elapsed: number): string {
  const n = through(count)
  const rate = elapsed > 0 ? (n / elapsed) * 1000 : 0
  const left = count.total === null ? 0 : count.total - n
  return [
    count.total === null ? `${n}` : `${n} of ${Math.max(n, count.total)}`,
    ...(count.failed > 0 ? [`${count.failed} failed`] : []),
    ...(n > 0 ? [`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second`] : []),
    ...(rate > 0 && left > 0 ? [`${duration(left / rate)} left`] : []),
  ].join('  ')
}

/** Seconds as people say them: `9 s`, `2 min 5 s`, `1 h 4 min`. */
export function duration(seconds: number): string {
  const s = Math.ceil(seconds)
  if (s < 60) return `${s} s`
  const minutes = Math.floor(s / 60)
  return minutes < 60 ? `${minutes} min ${s % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
