import { safeName } from './safe.ts'
import { cut } from './width.ts'

/** Count of a long job: total files, done, failed. */
export interface Count {
  readonly total: number
  done: number
  failed: number
}

/**
 * A progress bar on standard error, and only when that is a terminal and there is more than one file. Drawn at most ten
 * times a second; wiped before any other line is printed there, so that messages and bar never mix.
 */
export class Progress {
  private readonly count: Count
  private readonly stream: NodeJS.WriteStream
  private readonly shown: boolean
  private readonly started: number
  private last = 0
  private drawn = false

  constructor(total: number, stream: NodeJS.WriteStream, now = performance.now()) {
    this.count = { total, done: 0, failed: 0 }
    this.stream = stream
    this.shown = stream.isTTY === true && total > 1
    this.started = now
  }

  /** One more file is through; `name` is the one that comes next. */
  step(ok: boolean, name = '', now = performance.now()): void {
    if (ok) this.count.done++
    else this.count.failed++
    this.draw(name, now)
  }

  draw(name: string, now = performance.now()): void {
    if (!this.shown || now - this.last < 100) return
    this.last = now
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
  const through = count.done + count.failed
  const filled = Math.round((through / count.total) * 20)
  const rate = elapsed > 0 ? (through / elapsed) * 1000 : 0
  const parts = [
    `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`,
    `${through} of ${count.total}`,
    ...(count.failed > 0 ? [`${count.failed} failed`] : []),
    ...(through > 0 ? [`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second`] : []),
    ...(rate > 0 && through < count.total ? [`${duration((count.total - through) / rate)} left`] : []),
    ...(name ? [safeName(name)] : []),
  ]
  return cut(parts.join('  '), width)
}

/** Seconds as people say them: `9 s`, `2 min 5 s`, `1 h 4 min`. */
export function duration(seconds: number): string {
  const s = Math.ceil(seconds)
  if (s < 60) return `${s} s`
  const minutes = Math.floor(s / 60)
  return minutes < 60 ? `${minutes} min ${s % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
