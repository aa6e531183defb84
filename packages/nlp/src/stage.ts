/** Receives what a stage saw, for `wherefrom explain`. The same pass with and without it gives the same layers. */
export type Recorder = (stage: string, value: unknown) => void

/**
 * One step of the pipeline: reads what `Needs` names and adds what `Gives` names. `run` is a property, not a method, so
 * that the compiler compares it strictly: a stage whose needs nobody has given yet does not compile.
 */
export interface Stage<Needs extends object, Gives extends object> {
  readonly name: string
  readonly run: (state: Needs) => Gives
}

/** Stages in order. `Has` is everything known after the last one. */
export class Pipeline<In extends object, Has extends In> {
  private readonly stages: readonly Stage<never, object>[]

  private constructor(stages: readonly Stage<never, object>[]) {
    this.stages = stages
  }

  /** A pipeline that starts from `In`. */
  static from<In extends object>(): Pipeline<In, In> {
    return new Pipeline<In, In>([])
  }

  /** Adds a stage. Its needs must be met by what came before. */
  add<Gives extends object>(stage: Stage<Has, Gives>): Pipeline<In, Has & Gives> {
    return new Pipeline<In, Has & Gives>([...this.stages, stage as Stage<never, object>])
  }

  /** Runs all stages over one input. */
  run(input: In, record?: Recorder): Has {
    const state: object = { ...input }
    for (const stage of this.stages) {
      const given = stage.run(state as never)
      record?.(stage.name, given)
      Object.assign(state, given)
    }
    return state as Has
  }
}
