/** Colours of the terminal, or none: the same functions return their text as it is. */
export interface Style {
  readonly bold: (s: string) => string
  readonly dim: (s: string) => string
  readonly italic: (s: string) => string
  readonly red: (s: string) => string
  readonly green: (s: string) => string
  readonly yellow: (s: string) => string
  readonly blue: (s: string) => string
  readonly magenta: (s: string) => string
  readonly cyan: (s: string) => string
}

const code = (on: number, off: number) => (s: string) => (s === '' ? '' : `\u001b[${on}m${s}\u001b[${off}m`)
const plain = (s: string): string => s

const COLOURED: Style = {
  bold: code(1, 22),
  dim: code(2, 22),
  italic: code(3, 23),
  red: code(31, 39),
  green: code(32, 39),
  yellow: code(33, 39),
  blue: code(34, 39),
  magenta: code(35, 39),
  cyan: code(36, 39),
}

const PLAIN: Style = {
  bold: plain,
  dim: plain,
  italic: plain,
  red: plain,
  green: plain,
  yellow: plain,
  blue: plain,
  magenta: plain,
  cyan: plain,
}

/** Colours only on a terminal that has them, and never against the reader's wish (https://no-color.org). */
export function styleFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Style {
  const wanted = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return wanted ? COLOURED : PLAIN
}

/** Columns of the terminal, kept to what reads well; 80 where the output is not a terminal. */
export function widthOf(stream: { isTTY?: boolean; columns?: number }): number {
  const width = stream.isTTY === true && stream.columns ? stream.columns : 80
  return Math.min(Math.max(width, 40), 110)
}
