/**
 * Model container: `WFM1`, a 32-bit little-endian header length, a JSON header, then the sections' bytes in the order
 * that the header names them. On disk it is gzipped; this module sees plain bytes and does no I/O.
 */
export interface ModelHeader {
  /** What the weights are for, e.g. `nlp.encoder`. */
  readonly component: string
  /** Version of the feature templates: weights and code must agree on it. */
  readonly version: number
  /** Anything the component needs: label names, settings. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface ModelFile {
  readonly header: ModelHeader
  readonly sections: ReadonlyMap<string, Uint8Array>
}

const MAGIC = 0x314d4657 // "WFM1" little-endian

/** Raised by a damaged or foreign model file: a broken installation, not a data problem. */
export class ModelError extends Error {
  override name = 'ModelError'
}

export function encodeModel(model: ModelFile): Uint8Array {
  const sections = [...model.sections].map(([name, bytes]) => ({ name, length: bytes.length }))
  const json = new TextEncoder().encode(JSON.stringify({ ...model.header, sections }))
  const total = 8 + json.length + sections.reduce((sum, s) => sum + s.length, 0)
  const out = new Uint8Array(total)
  const view = new DataView(out.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, json.length, true)
  out.set(json, 8)
  let at = 8 + json.length
  for (const bytes of model.sections.values()) {
    out.set(bytes, at)
    at += bytes.length
  }
  return out
}

export function decodeModel(bytes: Uint8Array, component: string, version: number): ModelFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new ModelError(`${component}: not a model file`)
  const length = view.getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as ModelHeader & {
    sections: { name: string; length: number }[]
  }
  if (header.component !== component || header.version !== version)
    throw new ModelError(
      `${component}: wants weights of version ${version}, found ${header.component} ${header.version}`,
    )
  const sections = new Map<string, Uint8Array>()
  let at = 8 + length
  for (const s of header.sections) {
    sections.set(s.name, bytes.subarray(at, at + s.length))
    at += s.length
  }
  if (at !== bytes.length) throw new ModelError(`${component}: model file is cut off or too long`)
  return { header, sections }
}
