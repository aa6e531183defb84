import type { Problem } from '@wherefrom/schema'

/** Why something is not fetched, or cannot be; carried to the surface of `fetch`, where it becomes a result. */
export class FetchRefusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}
