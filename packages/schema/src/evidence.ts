import type { Span } from './units.ts'

/** Bytes as they were received, named by their hashes (hexadecimal, lower case). SHA-1 is what FollowTheMoney names files by. */
export interface ArtifactRef {
  readonly sha256: string
  readonly sha1: string
  readonly bytes: number
}

/** How bytes came in: given by a person, fetched by this program, or taken out of an archive that was given or fetched. */
export const CAPTURE_METHODS = ['upload', 'fetch', 'import'] as const
export type CaptureMethod = (typeof CAPTURE_METHODS)[number]

/** One step of a redirect: the address asked, and the status and address that it answered with. */
export interface Redirect {
  readonly url: string
  readonly status: number
  readonly location: string
}

/**
 * The collection record: what is known about how an artifact was received (Berkeley Protocol, HR/PUB/20/2, part VI.C).
 * `null` = not known. `asserted` names the fields that rest on the word of the user or of an archive; every other field
 * that is not null was seen by this program itself. Times are ISO 8601 in UTC with milliseconds.
 */
export interface CaptureRecord {
  readonly method: CaptureMethod
  /** Path as the user gave it, or the path inside the archive; shown, never opened. */
  readonly name: string
  readonly url: string | null
  readonly finalUrl: string | null
  readonly redirects: readonly Redirect[]
  readonly httpStatus: number | null
  readonly responseHeaders: readonly (readonly [name: string, value: string])[]
  readonly serverIp: string | null
  /** SHA-256 of the server's certificate (DER), hexadecimal. */
  readonly tlsCertSha256: string | null
  readonly userAgent: string | null
  /** Who collected: the actor of the custody log. */
  readonly collector: string
  readonly machineIp: string | null
  readonly identityUsed: string | null
  readonly requestedAt: string | null
  readonly receivedAt: string
  /** Where the time comes from, e.g. `system`. */
  readonly clockSource: string
  readonly clockOffsetMs: number | null
  readonly tool: string
  readonly mediaType: string | null
  readonly note: string | null
  readonly reason: string | null
  /** SHA-256 of the artifact that this one was taken out of. */
  readonly parent: string | null
  readonly asserted: readonly string[]
}

/** What can be told about an image without knowing what it shows. Sizes in pixels, after the stated orientation. */
export interface ImageFacts {
  readonly format: string
  readonly width: number
  readonly height: number
  /** Difference hash, 64 bits, as 16 hexadecimal digits; null where no decoder is present. */
  readonly dhash: string | null
  /**
   * Median hashes of low DCT coefficients, 256 bits each, as 64 hexadecimal digits, apart by spaces: first of the whole
   * picture, then of parts of it, as crops show them.
   */
  readonly dct: string | null
  /** Metadata fields of the file (EXIF, IPTC, XMP) by name, as written; they are asserted by the file, not proven. */
  readonly metadata: Readonly<Record<string, string>>
}

/** An image as a page shows it: its address or part name, and the blocks of the page's text that caption and credit it. */
export interface ImageUse {
  readonly src: string
  readonly alt: string | null
  readonly caption: Span | null
  readonly credit: Span | null
}
