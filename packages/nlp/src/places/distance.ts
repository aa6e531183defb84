/** A position in degrees, WGS 84. */
interface Position {
  readonly lat: number
  readonly lon: number
}

/** Kilometres between two positions on a sphere (haversine; good to half a per cent). For scoring and making tables only. */
export function kilometres(a: Position, b: Position): number {
  const rad = Math.PI / 180
  const s = Math.sin(((b.lat - a.lat) * rad) / 2)
  const t = Math.sin(((b.lon - a.lon) * rad) / 2)
  const h = s * s + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * t * t
  return 12742 * Math.asin(Math.min(1, Math.sqrt(h)))
}
