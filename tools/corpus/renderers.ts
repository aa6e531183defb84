import type { Case } from './format.ts'

/** What the product makes of a case, as an outline; `trace` is shown only when the case fails. */
export type Rendering = string | { readonly outline: string; readonly trace: string }

/** Runs the product on cases of one folder of `corpus/`. */
export interface Renderer {
  readonly render: (c: Case) => Rendering | Promise<Rendering>
  /** For the lines of `not.txt`; must give an empty outline. `render` when left out. */
  readonly renderNot?: (c: Case) => Rendering | Promise<Rendering>
}

/** Folder of `corpus/` -> module that exports `renderer`. A folder without a row is reported as an orphan. */
export const RENDERERS: Record<string, () => Promise<{ renderer: Renderer }>> = {
  attribution: () => import('./render-claims.ts'),
  coreference: () => import('./render-coreference.ts'),
  stance: () => import('./render-claims.ts'),
  dates: () => import('./render-dates.ts'),
  events: () => import('./render-events.ts'),
  names: () => import('./render-names.ts'),
  places: () => import('./render-places.ts'),
  readers: () => import('./render-readers.ts'),
}
