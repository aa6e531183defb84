import { decodeModel, LinearModel, mix } from '@wherefrom/nlp'
import type { CueLexicon } from './columns.ts'
import { LABELS } from './labels.ts'

export const ATTRIBUTION_COMPONENT = 'claims.attribution'
/** Version of the feature templates in `features.ts` and `rank.ts`. */
export const ATTRIBUTION_VERSION = 1

/** The loaded weights of attribution; made by `loadAttributionModel`. */
export interface AttributionModel {
  readonly emit: LinearModel
  readonly trans: LinearModel
  /** Real score of one unit of the 8-bit weights. */
  readonly emitUnit: number
  readonly transUnit: number
  readonly source: LinearModel
  readonly content: LinearModel
  readonly keep: LinearModel
  readonly keepUnit: number
  /** A cue whose keep score (log-odds) is lower makes no attribution. */
  readonly keepFrom: number
  readonly lexicon: CueLexicon
}

export const lexiconKey = (lemma: number, upos: number): number => mix(lemma, upos)

/** A lexicon out of (key, eighths) pairs. */
export function lexiconOf(rows: ReadonlyMap<number, number>): CueLexicon {
  return (lemma, upos) => rows.get(lexiconKey(lemma, upos)) ?? 0
}

/** Section `lexicon`: five bytes a row, key (little-endian) and eighths. */
export function encodeLexicon(rows: ReadonlyMap<number, number>): Uint8Array {
  const out = new Uint8Array(rows.size * 5)
  const view = new DataView(out.buffer)
  let at = 0
  for (const [key, eighths] of [...rows].sort((a, b) => a[0] - b[0])) {
    view.setInt32(at, key, true)
    out[at + 4] = eighths
    at += 5
  }
  return out
}

function decodeLexicon(bytes: Uint8Array): CueLexicon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = new Map<number, number>()
  for (let at = 0; at + 5 <= bytes.length; at += 5) rows.set(view.getInt32(at, true), bytes[at + 4]!)
  return lexiconOf(rows)
}

/** Reads `models/attribution-polnear.bin` (decompressed). Throws `ModelError` when it is not such a file. */
export function loadAttributionModel(bytes: Uint8Array): AttributionModel {
  const { header, sections } = decodeModel(bytes, ATTRIBUTION_COMPONENT, ATTRIBUTION_VERSION)
  const setting = (name: string): number => Number(header.settings[name] ?? 1)
  return {
    emit: LinearModel.decode(LABELS, sections, 'emit.'),
    trans: LinearModel.decode(LABELS * LABELS, sections, 'trans.'),
    emitUnit: 1 / setting('emitScale'),
    transUnit: 1 / setting('transScale'),
    source: LinearModel.decode(1, sections, 'source.'),
    content: LinearModel.decode(1, sections, 'content.'),
    keep: LinearModel.decode(1, sections, 'keep.'),
    keepUnit: 1 / setting('keepScale'),
    keepFrom: setting('keepFrom'),
    lexicon: decodeLexicon(sections.get('lexicon') ?? new Uint8Array(0)),
  }
}
