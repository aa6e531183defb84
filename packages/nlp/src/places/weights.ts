/**
 * What counts for a reading of a name beside its prior, on the prior's scale: eight points are one doubling of the
 * inhabitants. Chosen on GeoWebNews and GeoVirus (see docs/places.md).
 */
export const WEIGHTS = {
  /** The words beside the name ask for this kind of place, or for another. */
  hinted: 55,
  unhinted: -25,
  /** The rest of the document speaks of the same country (in full: of no other as often), region, or a place nearby. */
  inCountry: 48,
  inRegion: 45,
  near: 22,
  nearby: 10,
  /** The text puts this place into another (`Paris, Texas`) or another into it. */
  apposed: 120,
  located: 60,
  holds: 40,
  /** A neighbour in the sentence lies in it, holds it, or lies in the same region. */
  together: 22,
  /** Its neighbours in a list are of the same kind in the same country. */
  listed: 45,
  /** A region of the same name as a town in it. */
  namesake: -22,
  /** A margin over the next reading from which on a name tells where the document is set. */
  sure: 20,
}
