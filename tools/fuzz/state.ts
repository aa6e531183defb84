/**
 * What a worker tells its parent while it runs: a small file that it writes over before each input, so that the parent
 * knows which one hangs or killed it, however it ended.
 */
export interface State {
  /** Number of the input that is being read. */
  readonly current: number
  readonly executions: number
  /** Milliseconds of processor time. */
  readonly slowest: number
  readonly slowestInput: number
}

const FIELDS = 4
export const STATE_BYTES = FIELDS * 8

export function packState(s: State): Uint8Array {
  return new Uint8Array(Float64Array.of(s.current, s.executions, s.slowest, s.slowestInput).buffer)
}

export function unpackState(bytes: Uint8Array): State {
  const [current = 0, executions = 0, slowest = 0, slowestInput = -1] = new Float64Array(Uint8Array.from(bytes).buffer)
  return { current, executions, slowest, slowestInput }
}
