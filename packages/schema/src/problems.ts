import type { Span } from './units.ts'

/**
 * The problem catalogue. Problems with data are collected and shown, never thrown; only bugs throw.
 * Each row: code -> severity and a message. `{x}` takes a value of that name. Codes are stable: users filter by them.
 * Every code is used somewhere and documented in `docs/problems.md` (`npm run check` holds both).
 */
export const PROBLEMS = {
  'file/missing': ['error', 'no such file'],
  'file/directory': ['error', 'is a directory, not a file'],
  'file/unreadable': ['error', 'cannot be read ({reason})'],
  'file/changed': ['error', 'changed while it was read; read it again'],
  'file/too-large': ['error', 'is larger than {limit} MB, the most that one document may have'],
  'file/link': ['error', 'is a link that leads out of the folder; it was not followed'],
  'file/too-deep': ['error', 'lies deeper than {limit} folders'],
  'ingest/memory': ['error', 'needs more memory than one document may take ({limit} MB)'],
  'ingest/time': ['error', 'takes longer than {limit} s'],
  'ingest/crashed': ['error', 'stopped the program that read it ({reason})'],
  'ingest/not-found-again': ['error', 'is no longer found in the artifact by the present reader'],
  'reader/empty': ['error', 'is empty'],
  'reader/no-text': ['error', 'holds no readable text'],
  'reader/binary': ['error', 'is binary data, not text or HTML'],
  'reader/unknown-type': ['error', 'is of a type that cannot be read here ({type})'],
  'reader/kept': ['info', 'is kept as it is; there is nothing to read in it ({type})'],
  'reader/encrypted': ['error', 'is under a password and cannot be read without it ({type})'],
  'reader/failed': ['error', 'could not be read: the reader gave up ({reason})'],
  'reader/encoding': ['error', 'is not valid {encoding}, the encoding it states'],
  'reader/encoding-guessed': ['info', 'states no encoding; read as {encoding}'],
  'reader/encoding-mixed': ['warning', 'has {count} byte sequences that are not {encoding}; they show as U+FFFD'],
  'reader/control-characters': ['warning', '{count} control characters were replaced by spaces'],
  'reader/bidi-controls': [
    'warning',
    '{count} direction overrides were found; shown order may differ from stored order',
  ],
  'reader/glued-caption': ['info', 'a caption or credit stood glued to the text and was taken out of the body'],
  'reader/main-content-unsure': ['warning', 'the main text was not found with confidence; the whole page was read'],
  'reader/nesting': ['warning', 'elements are nested deeper than {limit}; what lies deeper was flattened'],
  'reader/damaged': ['error', 'is damaged, so that nothing of it can be read ({reason})'],
  'reader/cut-off': ['warning', 'is damaged or cut off; what came before was read ({part})'],
  'reader/truncated': ['warning', 'only the first {limit} {what} were read'],
  'reader/tracked-changes': [
    'info',
    'has tracked changes: {deleted} deletions are left out of the text, {inserted} insertions are in it',
  ],
  'reader/hidden-text': ['warning', '{count} stretches of hidden text were left out'],
  'reader/hidden-sheets': ['info', '{count} sheets are hidden from the readers of the workbook; they were read'],
  'reader/entities': ['warning', 'declares entities of its own; they were not expanded'],
  'reader/scanned': ['warning', 'page {pages}: a picture without text'],
  'reader/glyphs': ['warning', 'page {pages}: the file does not say which characters its letters stand for'],
  'reader/ocr': [
    'warning',
    'page {page} was read by OCR ({engine}), confidence {sure} of 100; compare it with the picture',
  ],
  'reader/ocr-unsure': ['warning', 'a word read by OCR with confidence {sure} of 100'],
  'reader/ocr-absent': ['warning', 'no OCR is installed, so pages that are pictures were not read ({missing})'],
  'reader/published-conflict': ['info', 'publication date candidates disagree'],
  'reader/published-unknown': ['info', 'no publication date was found; relative dates stay open'],
  'reader/language': ['warning', 'the text looks like {language}; only English is analysed in depth'],
  'fetch/url': ['error', 'is not an address that can be fetched: {reason}'],
  'fetch/private': ['error', 'is not on the public internet ({address}), and only public pages are fetched'],
  'fetch/robots': ['error', 'is not fetched, because the robots.txt of {host} forbids it'],
  'fetch/robots-unreachable': [
    'error',
    'is not fetched, because the robots.txt of {host} could not be read ({reason})',
  ],
  'fetch/login': ['error', 'is not public: it asks for a login or a payment ({reason})'],
  'fetch/status': ['error', 'was answered with status {status}, so there is no page'],
  'fetch/unreachable': ['error', 'could not be fetched: {reason}'],
  'fetch/tls': ['error', 'is not fetched, because the certificate of its server is not valid ({reason})'],
  'fetch/too-large': ['error', 'is larger than {limit} MB, the most that is fetched'],
  'fetch/redirects': ['error', 'sends on more than {limit} times'],
  'image/no-decoder': [
    'info',
    'no decoder for pictures is installed, so the same picture elsewhere is not found (sharp)',
  ],
  'image/too-large': ['warning', 'has more than {limit} million pixels; it was not compared with other pictures'],
  'image/undecoded': ['warning', 'cannot be decoded ({format}); it was not compared with other pictures'],
  'archive/damaged': ['warning', 'is damaged or cut short; what could be read of it was read ({reason})'],
  'archive/member-damaged': ['warning', 'is damaged: it breaks off or does not match its checksum'],
  'archive/member-too-large': ['error', 'is larger unpacked than {limit} MB, the most that one member may have'],
  'archive/method': ['error', 'is packed in a way that cannot be unpacked here ({method})'],
  'archive/path': ['warning', 'had a path that leads out of the archive or deceives; it was made harmless'],
  'archive/duplicate': ['warning', 'has the path of another member; it was numbered'],
  'archive/link': ['warning', 'is a link or a device, not a file; it is not followed'],
  'archive/overlap': ['error', 'lies over another member of the archive; it was not unpacked'],
  'archive/bomb': ['error', 'unpacks to far more than its size; what lies beyond the limit was left out'],
  'archive/too-many': ['error', 'has more than {limit} members; the rest were left out'],
  'archive/too-deep': ['error', 'is an archive inside {limit} others; it was kept but not opened'],
  'warc/digests': ['info', 'digests of records: {verified} verified, {changed} changed, {absent} without one'],
  'warc/digest': ['warning', 'does not match the digest that the archive states for it'],
  'warc/status': ['info', 'was answered with status {status}, so there is no page'],
  'warc/redirect': ['info', 'was sent on (status {status}) to {location}, which is not in the archive'],
  'warc/revisit': ['info', 'was visited again at {at} and had not changed since the visit of {of}'],
  'warc/revisit-elsewhere': [
    'warning',
    'was visited at {at} and had not changed; its content is in another archive ({of})',
  ],
  'warc/left-out': ['info', '{count} records without text or image were left out: {kinds}'],
  'wacz/verified': ['info', '{what} verified: {detail}'],
  'wacz/changed': ['error', '{what} changed: {detail}'],
  'wacz/unverifiable': ['warning', '{what} unverifiable: {detail}'],
  'archiver/verified': ['info', 'has the {algorithm} hash that the report of {tool} states'],
  'archiver/changed': ['error', 'does not have the {algorithm} hash that the report of {tool} states'],
  'archive/more': ['info', '{count} more members with the problem {code}'],
  'gazetteer/format': ['error', 'is neither a GeoNames table nor GeoJSON with points'],
  'gazetteer/empty': ['error', 'holds no place with a name and a position'],
  'gazetteer/name': ['error', 'cannot be the name of a table: {name}'],
  'gazetteer/rows': ['warning', '{count} rows have no name or no position; they were left out'],
  'gazetteer/too-many': ['warning', 'has more than {limit} places; the rest were left out'],
  'analysis/truncated': ['warning', 'only the first {limit} characters were analysed in depth'],
  'store/missing': ['error', 'artifact {artifact} is not in the store'],
  'store/damaged': ['error', '{path} does not hold the bytes that its name stands for'],
  'store/refused': ['error', 'the system refuses access to {path} ({reason})'],
  'store/full': ['error', 'no space is left for {path}'],
  'store/gone': ['error', 'the folder of {path} is gone'],
  'store/failed': ['error', '{path} cannot be used ({reason})'],
  'custody/line': ['error', 'line {seq} of the custody log is no entry of such a log'],
  'custody/order': ['error', 'entry {seq} stands where entry {due} belongs: it was inserted, doubled or moved'],
  'custody/removed': ['error', 'entry {seq} was removed from the custody log'],
  'custody/chain': ['error', 'entry {seq} is not the one that entry {next} follows: one of the two was changed'],
  'custody/cut': ['error', 'entry {seq} was signed but is missing at the end of the custody log'],
  'custody/appended': ['error', 'entry {seq} was added after the end of the custody log was signed'],
  'custody/rewritten': ['error', 'entry {seq} is not the one that was signed: it, or one before it, was changed'],
  'custody/head-missing': ['error', 'the signed head of the custody log is missing or damaged'],
  'custody/signature': ['error', "the signature does not fit the custody log's head"],
  'custody/key': ['error', 'the custody log is signed with another key ({key}...) than the one that was given'],
  'custody/key-missing': [
    'error',
    'there is no public key from outside the case to check the signature with; give one with --public-key',
  ],
  'custody/other-case': ['error', "the custody log's head was signed for another case"],
  'custody/row-changed': ['error', '{row} is not as entry {seq} says that it was written'],
  'custody/row-missing': ['error', '{row}, written by entry {seq}, is gone'],
  'custody/row-extra': ['error', '{row} was written by no entry of the custody log'],
  'custody/row-back': ['error', '{row} is there, though entry {seq} removed it'],
  'custody/artifact-changed': ['error', 'the bytes are not those that were received ({what})'],
  'custody/artifact-missing': ['error', 'the bytes that entry {seq} took in are gone'],
  'custody/artifact-unreadable': ['error', 'the bytes cannot be read ({reason})'],
  'custody/artifact-extra': ['error', '{what} lies in the store, and no entry of the custody log took it in'],
  'custody/derived': ['error', '{what} does not fit what follows from the case: {why}'],
  'custody/database': ['error', '{what} cannot be read or is damaged ({reason})'],
  'custody/structure': ['error', '{what} of the database is not as this program makes it'],
  'custody/file': ['error', '{what} does not repeat what the database says'],
  'custody/timestamp': ['error', 'the timestamp of entry {seq} does not hold ({reason})'],
  'custody/openssl-missing': ['error', 'the program openssl, which checks signatures of timestamps, is not there'],
  'custody/leftover': ['info', '{what} is the rest of a run that was cut off'],
  'custody/older': [
    'info',
    'the case has tables of an older version; passages, index and image bands were not compared',
  ],
  'custody/interrupted': ['info', 'a writer is at work or was cut off'],
} as const satisfies Record<string, readonly [Severity, string]>

export type Severity = 'info' | 'warning' | 'error'
export type ProblemCode = keyof typeof PROBLEMS

/** One problem with the data in hand. `start`/`end` when it has a place in the text. */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly start?: number
  readonly end?: number
}

/** Control characters and halves of surrogate pairs, which a value quoted from a file may hold. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g
const plain = (value: string | number): string => String(value).replace(CONTROLS, ' ').toWellFormed()

/** Makes a problem from the catalogue; `values` fill the placeholders of its message, without control characters. */
export function problem(code: ProblemCode, values: Readonly<Record<string, string | number>> = {}, at?: Span): Problem {
  const [severity, template] = PROBLEMS[code]
  const message = template.replace(/\{([a-z]{1,20})\}/g, (_, name: string) => plain(values[name] ?? `{${name}}`))
  return {
    code,
    severity,
    message,
    ...(Object.keys(values).length > 0 ? { values } : {}),
    ...(at ? { start: at.start, end: at.end } : {}),
  }
}
