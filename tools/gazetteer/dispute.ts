import { DISPUTED } from './tables/disputed.ts'

interface Where {
  readonly lat: number
  readonly lon: number
  readonly admin1: string
  readonly name: string
}

/** The country that the table of disputed territories gives a row of the sources; else the one that the source says. */
export function inDispute(country: string, where: Where): string {
  for (const rule of DISPUTED) {
    if (rule.from !== country) continue
    const { box, regions, names } = rule
    const everywhere = !box && !regions && !names
    const within =
      box !== undefined &&
      where.lat >= box.south &&
      where.lat <= box.north &&
      where.lon >= box.west &&
      where.lon <= box.east
    if (everywhere || (names?.includes(where.name) ?? false) || (regions?.includes(where.admin1) ?? false))
      return rule.country
    if (within && !names) return rule.country
  }
  return country
}
