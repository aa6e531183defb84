import type { Frame } from './frame.ts'

/** Most frames looked at on each side of a place: reports refer to what stands near. */
const REACH = 120

/** Frames sorted by their cue; looks only at those near a token, so that long documents stay linear. */
export class FrameIndex {
  readonly frames: readonly Frame[]

  /** `frames` must be sorted by `at`. */
  constructor(frames: readonly Frame[]) {
    this.frames = frames
  }

  /** Index of the first frame whose cue stands at or after the token. */
  from(token: number): number {
    let low = 0
    let high = this.frames.length
    while (low < high) {
      const mid = (low + high) >>> 1
      if (this.frames[mid]!.at < token) low = mid + 1
      else high = mid
    }
    return low
  }

  /** Indexes of the frames around a token, nearest bounds first on neither side: in text order. */
  near(token: number, reach = REACH): { readonly from: number; readonly to: number } {
    const k = this.from(token)
    return { from: Math.max(0, k - reach), to: Math.min(this.frames.length, k + reach) }
  }
}
