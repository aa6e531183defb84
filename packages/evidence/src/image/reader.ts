import { type ImageFacts, problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { tooLarge } from '../read.ts'
import { decoder, isPlain, MOST_PIXELS, rasterOf } from './decode.ts'
import { readStated } from './exif.ts'
import { differenceHash } from './hash.ts'
import { readHeader } from './header.ts'
import { regionHashes } from './similar.ts'
import { readSvg } from './svg.ts'

/**
 * Reads a picture: format and size, what its file states, and its hashes where a decoder is installed. What the picture
 * shows is not judged.
 */
export async function* readImage(source: ArtifactSource): AsyncGenerator<Found> {
  if (source.size > LIMITS.document) return yield failed(tooLarge(LIMITS.document))
  const bytes = await source.bytes()
  const header = readHeader(bytes)
  const drawing = header ? null : readSvg(bytes)
  if (drawing) {
    const { fields: metadata, width, height } = drawing
    return yield { kind: 'image', image: { format: 'svg', width, height, dhash: null, dct: null, metadata } }
  }
  if (!header) return yield failed(problem('reader/damaged', { reason: 'the size of the picture is not stated' }))
  const { fields, orientation } = readStated(bytes)
  const turned = orientation >= 5
  const image: ImageFacts = {
    format: header.format,
    width: turned ? header.height : header.width,
    height: turned ? header.width : header.height,
    dhash: null,
    dct: null,
    metadata: fields,
  }
  const sharp = decoder()
  const fits = header.width * header.height <= MOST_PIXELS
  const raster = sharp && fits ? await rasterOf(sharp, bytes) : null
  yield {
    kind: 'image',
    image: raster && !isPlain(raster) ? { ...image, dhash: differenceHash(raster), dct: regionHashes(raster) } : image,
  }
  if (!sharp) yield failed(problem('image/no-decoder'))
  else if (!fits) yield failed(problem('image/too-large', { limit: MOST_PIXELS / 1_000_000 }))
  else if (!raster) yield failed(problem('image/undecoded', { format: header.format }))
}

const failed = (found: ReturnType<typeof problem>): Found => ({ kind: 'problem', problem: found })
