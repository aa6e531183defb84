import { createIndex } from '../../search/index/index.ts'
import { run } from '../raw.ts'
import { type Migration, TYPES, type Types } from './types.ts'

export const first: Migration = {
  schema: 1,
  what: 'artifacts, captures, documents, decisions, the custody log, passages',
  run: async (db, dialect) => {
    for (const statement of [...tables(TYPES[dialect]), ...(dialect === 'postgres' ? POSTGRES : [])])
      await run(db, statement)
    await createIndex(db, dialect)
  },
}

const tables = ({ int, text, blob, end, keyed }: Types): string[] => [
  `create table meta (key ${text} not null primary key, value ${text} not null) ${keyed}`,
  `create table artifacts (
    sha256 ${text} not null primary key, sha1 ${text} not null, bytes ${int} not null, media_type ${text},
    received_at ${text} not null) ${keyed}`,
  `create table captures (
    id ${int} not null primary key, key ${text} not null unique, artifact ${text} not null, parent ${text},
    method ${text} not null, name ${text} not null, url ${text}, received_at ${text} not null,
    record ${text} not null) ${end}`,
  'create index captures_artifact on captures (artifact)',
  'create index captures_parent on captures (parent) where parent is not null',
  `create table components (id ${int} not null primary key, versions ${text} not null unique) ${end}`,
  `create table documents (
    id ${int} not null primary key, artifact ${text} not null, part ${text} not null, page ${text} not null,
    version ${int} not null, latest ${int} not null, capture ${int} not null, reader ${text} not null, title ${text},
    outlet ${text}, published ${text}, language ${text}, url ${text}, words ${int} not null, claims ${int} not null,
    components ${int} not null, content_sha256 ${text} not null, analysis_sha256 ${text} not null,
    analysis ${blob} not null, unique (artifact, part), unique (page, version)) ${end}`,
  'create index documents_counts on documents (components, latest, claims)',
  `create table failures (
    key ${text} not null primary key, artifact ${text}, name ${text} not null, code ${text} not null,
    message ${text} not null, at ${text} not null) ${keyed}`,
  `create table images (
    artifact ${text} not null primary key, format ${text} not null, width ${int} not null, height ${int} not null,
    dhash ${text}, dct ${text}, metadata ${text} not null) ${keyed}`,
  `create table decisions (
    id ${int} not null primary key, artifact ${text} not null, part ${text} not null, selector ${text} not null,
    verdict ${text} not null, value ${text} not null, actor ${text} not null, at ${text} not null, reason ${text},
    undoes ${int}) ${end}`,
  'create index decisions_artifact on decisions (artifact, part)',
  `create table custody (seq ${int} not null primary key, line ${text} not null) ${end}`,
  `create table passages (
    id ${int} not null primary key, document ${int} not null, "start" ${int} not null, "end" ${int} not null,
    claim ${text}, text ${text} not null) ${end}`,
  `create table image_bands (
    band ${int} not null, value ${int} not null, artifact ${text} not null,
    primary key (band, value, artifact)) ${keyed}`,
  'create index image_bands_artifact on image_bands (artifact)',
]

/** The artifact store inside the database, and analyses without a second compression. */
const POSTGRES: readonly string[] = [
  `create table blobs (
    sha256 text collate "C" not null primary key, sha1 text collate "C" not null, bytes bigint not null,
    id bigint not null unique)`,
  'create sequence blob_ids as bigint',
  'create table blob_parts (blob bigint not null, n integer not null, bytes bytea not null, primary key (blob, n))',
  'alter table blob_parts alter column bytes set storage external',
  'alter table documents alter column analysis set storage external',
]
