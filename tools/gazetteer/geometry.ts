/** A point on the map, degrees. */
export interface Point {
  readonly lat: number
  readonly lon: number
}

const cross = (o: Point, a: Point, b: Point): number =>
  (a.lon - o.lon) * (b.lat - o.lat) - (a.lat - o.lat) * (b.lon - o.lon)

/** Corners of the smallest convex outline around points (Andrew's monotone chain), counter-clockwise. */
export function hull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.lon - b.lon || a.lat - b.lat)
  const half = (list: readonly Point[]): Point[] => {
    const out: Point[] = []
    for (const p of list) {
      while (out.length > 1 && cross(out.at(-2)!, out.at(-1)!, p) <= 0) out.pop()
      out.push(p)
    }
    return out.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

/** The middle of the area within the convex outline of points; their mean where they span none. */
export function middle(points: readonly Point[]): Point {
  const outline = hull(points)
  let [area, lat, lon] = [0, 0, 0]
  for (const [k, a] of outline.entries()) {
    const b = outline[(k + 1) % outline.length]!
    const part = a.lon * b.lat - b.lon * a.lat
    area += part
    lat += (a.lat + b.lat) * part
    lon += (a.lon + b.lon) * part
  }
  if (outline.length < 3 || Math.abs(area) < 1e-6) return mean(points)
  return { lat: lat / (3 * area), lon: lon / (3 * area) }
}

const mean = (points: readonly Point[]): Point => ({
  lat: points.reduce((sum, p) => sum + p.lat, 0) / points.length,
  lon: points.reduce((sum, p) => sum + p.lon, 0) / points.length,
})

/** Within how many kilometres of `from` 95 of 100 points lie. */
export function radiusOf(from: Point, points: readonly Point[], distance: (a: Point, b: Point) => number): number {
  const all = points.map((p) => distance(from, p)).sort((a, b) => a - b)
  return all[Math.min(all.length - 1, Math.floor(all.length * 0.95))] ?? 0
}
