import { decodeModel } from '../model/container.ts'
import { ENCODER_COMPONENT, ENCODER_FILE, ENCODER_VERSION } from './reader.ts'

/**
 * The word vectors that ship with the encoder, for other networks: sections `word.keys`, `word.q` and `word.s`. Null where
 * the encoder's weights are left out.
 */
export function wordVectors(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> | null {
  const bytes = files.get(ENCODER_FILE)
  return bytes ? decodeModel(bytes, ENCODER_COMPONENT, ENCODER_VERSION).sections : null
}
