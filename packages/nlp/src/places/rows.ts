/** How a name stands to its place: its own name, another name for it, an adjective or word for its people, a short form. */
export const NAME = 0
export const OTHER_NAME = 1
export const ADJECTIVE = 2
export const SHORT_FORM = 3
export type NameKind = typeof NAME | typeof OTHER_NAME | typeof ADJECTIVE | typeof SHORT_FORM

/** One place as gazetteers are made from. */
export interface GazetteerRow {
  /** `SOURCE:ID`, e.g. `geonames:532096`. */
  readonly ref: string
  readonly name: string
  /** Further names. `name` itself need not be among them. */
  readonly names: readonly { readonly name: string; readonly kind: NameKind }[]
  /** Degrees, WGS 84. */
  readonly lat: number
  readonly lon: number
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null
  /** Index (in the list that is encoded) of the row for the region that the place lies in; -1 for none. */
  readonly region: number
  readonly feature: string
  readonly population: number
  /** Kilometres around the point within which the place lies. */
  readonly radiusKm: number
}
