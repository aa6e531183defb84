import ExifReader from 'exifreader'

/** Fields of one picture that are kept, and the longest value, in characters. */
const MOST_FIELDS = 200
const LONGEST = 1000
/** Fields that say how the file is built, and tables and pictures inside it: nothing that anybody states. */
const LEFT_OUT = new Set(
  (
    'thumbnail images makernote base64 filetype xmptoolkit jpeginterchangeformat jpeginterchangeformatlength ' +
    'imagewidth imagelength bitspersample samplesperpixel rowsperstrip stripoffsets stripbytecounts tileoffsets ' +
    'tilebytecounts tilewidth tilelength compression photometricinterpretation planarconfiguration predictor ' +
    'fillorder extrasamples subfiletype newsubfiletype ycbcrpositioning ycbcrcoefficients ycbcrsubsampling ' +
    'referenceblackwhite jpegtables interoperabilityindex componentsconfiguration exififdpointer ' +
    'gpsinfoifdpointer interoperabilityifdpointer iccprofile xmlpacket applicationnotes bitdepth colortype ' +
    'filter interlace'
  ).split(' '),
)
const isLeftOut = (name: string): boolean => LEFT_OUT.has(name.toLowerCase().replace(/[\s_]/g, ''))

/** What a picture's file states about itself, and the turn at which it is to be shown. */
export interface Stated {
  readonly fields: Readonly<Record<string, string>>
  /** EXIF orientation 1-8; from 5 on width and height change places. */
  readonly orientation: number
}

type Tag = { readonly description?: unknown; readonly value?: unknown }

/**
 * EXIF, IPTC and XMP fields by name, as written: `exif.DateTimeOriginal`, `iptc.By-line`, `xmp.creator`, `gps.Latitude`.
 * Places are kept as they are stated. Control characters become spaces, long values are cut.
 */
export function readStated(bytes: Uint8Array): Stated {
  const fields: Record<string, string> = {}
  let orientation = 1
  let groups: Record<string, unknown>
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    groups = ExifReader.load(buffer, { expanded: true }) as Record<string, unknown>
  } catch {
    return { fields, orientation }
  }
  for (const group of ['exif', 'iptc', 'xmp', 'gps', 'pngText', 'png']) {
    const tags = groups[group]
    if (tags === null || typeof tags !== 'object') continue
    for (const name of Object.keys(tags).sort()) {
      if (Object.keys(fields).length >= MOST_FIELDS) return { fields, orientation }
      const tag = (tags as Record<string, unknown>)[name]
      if (name === 'Orientation' && group === 'exif') orientation = orientationOf(tag as Tag)
      const value = isLeftOut(name) ? '' : textOf(tag)
      const key = clean(`${group}.${name}`, 120)
      if (value !== '' && !key.includes('__proto__')) fields[key] = value
    }
  }
  return { fields, orientation }
}

function orientationOf(tag: Tag): number {
  const value = Number(tag?.value)
  return Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1
}

function textOf(tag: unknown): string {
  if (typeof tag === 'string' || typeof tag === 'number') return clean(String(tag), LONGEST)
  if (Array.isArray(tag)) return clean(tag.slice(0, 20).map(textOf).join('; '), LONGEST)
  if (tag === null || typeof tag !== 'object') return ''
  const { description, value } = tag as Tag
  if (typeof description === 'string' || typeof description === 'number') return clean(String(description), LONGEST)
  return typeof value === 'string' || typeof value === 'number' ? clean(String(value), LONGEST) : ''
}

const clean = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
