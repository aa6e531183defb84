/**
 * The tables of a case, the same on SQLite and PostgreSQL. Primary tables hold what cannot be made again: their rows are
 * answered for by digests in the custody log. Derived tables (`passages` and the full-text index, `image_bands`) are pure
 * functions of primary rows and can be rebuilt and checked at any time. Times are ISO 8601 text in UTC, booleans 0 or 1.
 */
export interface Tables {
  meta: MetaTable
  artifacts: ArtifactTable
  captures: CaptureTable
  components: ComponentTable
  documents: DocumentTable
  failures: FailureTable
  images: ImageTable
  decisions: DecisionTable
  custody: CustodyTable
  sightings: SightingTable
  passages: PassageTable
  image_bands: ImageBandTable
}

/** `schema` (version of these tables), `case` (its id), `title`, `created`, `key` (public key, PEM), `head` (signed, JSON). */
export interface MetaTable {
  key: string
  value: string
}

export interface ArtifactTable {
  sha256: string
  sha1: string
  bytes: number
  media_type: string | null
  received_at: string
}

/** One receipt of an artifact. `key` says what makes it the same receipt: method, name or address, parent, artifact. */
export interface CaptureTable {
  id: number
  key: string
  artifact: string
  parent: string | null
  method: string
  name: string
  url: string | null
  received_at: string
  /** `CaptureRecord` as JSON. */
  record: string
  /** How many documents were found in it, members included; null until all of them are in the case. */
  documents: number | null
}

/** One set of component versions, as `producer.components` of the contract, JSON with sorted keys. */
export interface ComponentTable {
  id: number
  versions: string
}

export interface DocumentTable {
  id: number
  artifact: string
  part: string
  /** What makes documents versions of one page: its address, or where the file lay. */
  page: string
  /** One-based within the page. */
  version: number
  /** 1 for the newest version of a page. Derived. */
  latest: number
  capture: number
  reader: string
  title: string | null
  outlet: string | null
  published: string | null
  language: string | null
  url: string | null
  words: number
  claims: number
  components: number
  /** SHA-256 of the text, title and blocks' kinds: the same page with other advertisements keeps it. */
  content_sha256: string
  /** SHA-256 of the analysis as JSON bytes. */
  analysis_sha256: string
  /** The analysis (`wherefrom/analysis@1`) as JSON, compressed with zstd. */
  analysis: Uint8Array
}

/** A file that could not be read, until it can. `key` names the place: parent, and name or address. */
export interface FailureTable {
  key: string
  artifact: string | null
  name: string
  code: string
  message: string
  at: string
}

export interface ImageTable {
  artifact: string
  format: string
  width: number
  height: number
  dhash: string | null
  dct: string | null
  metadata: string
}

/** What a person ruled. Only ever added; hangs on the artifact and a quote selector, so it survives re-analysis. */
export interface DecisionTable {
  id: number
  artifact: string
  part: string
  /** `{exact, prefix, suffix, start, end}`: W3C TextQuoteSelector and TextPositionSelector (UTF-16 code units), JSON. */
  selector: string
  verdict: string
  value: string
  actor: string
  at: string
  reason: string | null
  /** Decision that this one takes back. */
  undoes: number | null
}

/** The custody log, a line an entry; the file `custody.jsonl` of a case folder repeats it. */
export interface CustodyTable {
  seq: number
  line: string
}

/** Which document the part of an artifact is when it is none of its own: the same content was there before in other bytes. */
export interface SightingTable {
  artifact: string
  part: string
  document: number
  capture: number
}

/** A stretch of text that search finds: a claim, or a sentence that no claim covers. `id` = document * 65536 + ordinal. */
export interface PassageTable {
  id: number
  document: number
  start: number
  end: number
  /** Id of the claim within its document, e.g. `c12`. */
  claim: string | null
  text: string
  /** `search/facts.ts` as JSON, empty for a sentence without a claim. */
  facts: string
}

/** Bands of perceptual hashes: two images that share one are compared; nothing is compared with everything. */
export interface ImageBandTable {
  band: number
  value: number
  artifact: string
}
