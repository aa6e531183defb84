import type { Analysis, Place } from '@wherefrom/schema'

/** A place of a document as people are shown it. */
export interface PlaceShown {
  readonly place: Place
  /** The words that the document uses where it names the place first. */
  readonly words: string
  /** How often the document names it. */
  readonly uses: number
}

/** The places of a document on the map, the most named first; a region that stands for an unknown name stands by itself. */
export function placesShown({ document: doc, layers }: Analysis): PlaceShown[] {
  const groups = new Map<string, { place: Place; words: string; uses: number }>()
  for (const place of layers.places) {
    const words = doc.text.slice(place.start, place.end).replace(/\s+/g, ' ')
    const key = place.within ? `${place.gazetteer} ${words}` : place.gazetteer
    const group = groups.get(key)
    if (group) group.uses++
    else groups.set(key, { place, words, uses: 1 })
  }
  return [...groups.values()].sort((a, b) => b.uses - a.uses || a.place.start - b.place.start)
}

/** `city, RU, 42.98 N 47.50 E, within 15 km`; for a name that is not known: `not known; somewhere in Tatarstan, ...`. */
export function placeWords({ name, feature, country, lat, lon, precisionKm, within }: Place): string {
  const position = `${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}, within ${precisionKm} km`
  const where = country === null ? position : `${country}, ${position}`
  return within ? `not known; somewhere in ${name}, ${where}` : `${feature}, ${where}`
}

const degrees = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(2)} ${value < 0 ? negative : positive}`
