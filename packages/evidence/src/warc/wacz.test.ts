import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { openArtifact } from '../open.ts'
import { bytesSource } from '../source.ts'
import { utf8 } from '../suite/build/bytes.ts'
import { buildWarc, httpResponse } from '../suite/build/warc.ts'
import { buildZip, type ZipPart } from '../suite/build/zip.ts'
import { DerError } from './der.ts'
import { readTimestamp } from './timestamp.ts'

const sha256 = (b: Uint8Array | string): string => `sha256:${createHash('sha256').update(b).digest('hex')}`

interface Made {
  readonly signedData?: (hash: string) => unknown
  readonly version?: string
  /** Changes the members after everything was hashed and signed. */
  readonly tamper?: (parts: ZipPart[]) => ZipPart[]
  readonly digest?: boolean
}

const URL_A = 'https://courier.example/cranes'
const PAGE = '<!DOCTYPE html><title>Cranes</title><p>The harbour company will buy a second crane.</p>'

function makeWacz({ signedData, version = '1.1.1', tamper = (p) => p, digest = true }: Made): Uint8Array {
  const warc = buildWarc(
    [
      { type: 'response', uri: URL_A, block: httpResponse(PAGE) },
      { type: 'response', uri: 'https://ads.example/frame', block: httpResponse('<html><p>Buy our frames today.</p>') },
    ],
    true,
  )
  const lines = [{ format: 'json-pages-1.0' }, { url: URL_A, ts: '2025-03-04T09:15:00Z', title: 'Cranes of Velm' }]
  const files: ZipPart[] = [
    { name: 'archive/data.warc.gz', bytes: warc, stored: true },
    { name: 'pages/pages.jsonl', bytes: lines.map((l) => JSON.stringify(l)).join('\n') },
  ]
  const resources = files.map((f) => ({ path: f.name, hash: sha256(f.bytes), bytes: f.bytes.length }))
  const pack = JSON.stringify({
    profile: version === '1.2.0' ? 'wacz' : 'data-package',
    wacz_version: version,
    resources,
  })
  const hash = sha256(pack)
  const stated = JSON.stringify({
    path: 'datapackage.json',
    hash,
    ...(signedData ? { signedData: signedData(hash) } : {}),
  })
  const rest: ZipPart[] = [{ name: 'datapackage.json', bytes: pack }]
  return buildZip(tamper([...files, ...rest, ...(digest ? [{ name: 'datapackage-digest.json', bytes: stated }] : [])]))
}

async function read(bytes: Uint8Array): Promise<Found[]> {
  const found: Found[] = []
  for await (const each of openArtifact(bytesSource('a.wacz', bytes))) found.push(each)
  return found
}

/** `what state` of everything said about integrity. */
const said = async (made: Made): Promise<string[]> =>
  (await read(makeWacz(made))).flatMap((f) =>
    f.kind === 'problem' && f.problem.code.startsWith('wacz/')
      ? [`${f.name ?? ''} ${f.problem.values?.['what']} ${f.problem.code.slice(5)}`.trim()]
      : [],
  )

const anonymous = (dsaEncoding: 'der' | 'ieee-p1363') => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return (hash: string) => ({
    hash,
    created: '2025-03-04T09:20:00Z',
    software: 'a browser',
    signature: sign('sha256', Buffer.from(hash), { key: privateKey, dsaEncoding }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  })
}

describe('WACZ', () => {
  test('pages get their title from the list of pages; what it does not name is embedded', async () => {
    for (const version of ['1.1.1', '1.2.0']) {
      const found = (await read(makeWacz({ version }))).filter((f) => f.kind === 'member')
      expect(found.map((f) => [f.record.finalUrl, f.role])).toEqual([
        [URL_A, 'member'],
        ['https://ads.example/frame', 'embedded'],
      ])
      expect(found[0]!.record.note).toBe(
        'page title in the archive: Cranes of Velm; of the archive, files verified, digest verified, signature unverifiable',
      )
    }
  })

  test('files, digest and an anonymous signature hold', async () => {
    for (const encoding of ['der', 'ieee-p1363'] as const)
      expect(await said({ signedData: anonymous(encoding) })).toEqual([
        'files verified',
        'digest verified',
        'signature verified',
      ])
  })

  test('no signature, no digest: unverifiable, not fine', async () => {
    expect(await said({})).toEqual(['files verified', 'digest verified', 'signature unverifiable'])
    expect(await said({ digest: false })).toEqual(['files verified', 'digest unverifiable'])
  })

  test('a changed, a missing and an added file are named', async () => {
    const change = (p: ZipPart) => (p.name === 'pages/pages.jsonl' ? { ...p, bytes: `${p.bytes} ` } : p)
    expect(await said({ tamper: (parts) => parts.map(change) })).toContain('pages/pages.jsonl file changed')
    expect(await said({ tamper: (parts) => parts.filter((p) => p.name !== 'pages/pages.jsonl') })).toContain(
      'pages/pages.jsonl file changed',
    )
    expect(await said({ tamper: (parts) => [...parts, { name: 'archive/more.txt', bytes: 'x' }] })).toContain(
      'archive/more.txt file unverifiable',
    )
  })

  test('a list written anew shows in the digest, and a digest written anew in the signature', async () => {
    const signed = anonymous('der')
    const other = (p: ZipPart) => (p.name === 'datapackage.json' ? { ...p, bytes: `${p.bytes} ` } : p)
    expect(await said({ signedData: signed, tamper: (parts) => parts.map(other) })).toEqual([
      'files verified',
      'digest changed',
      'signature changed',
    ])
    const stolen = (hash: string) => ({ ...signed(sha256('another')), hash })
    expect(await said({ signedData: stolen })).toContain('signature changed')
  })
})

describe('signatures by domain', () => {
  let dir = ''
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const file = (name: string) => readFileSync(joinPath(dir, name), 'utf8')

  beforeAll(() => {
    dir = mkdtempSync(joinPath(tmpdir(), 'wacz-'))
    const subject = '/CN=archive.example'
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca.key')
    openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=Test CA', '-days', '30', '-out', 'ca.pem')
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'own.key')
    openssl('req', '-new', '-key', 'own.key', '-subj', subject, '-out', 'own.csr')
    writeFileSync(joinPath(dir, 'own.ext'), 'subjectAltName=DNS:archive.example\n')
    openssl(
      'x509',
      '-req',
      '-in',
      'own.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '20',
      '-extfile',
      'own.ext',
      '-out',
      'own.pem',
    )
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-subj', '/CN=Test TSA', '-out', 'tsa.csr')
    writeFileSync(joinPath(dir, 'tsa.ext'), 'extendedKeyUsage=critical,timeStamping\n')
    openssl(
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '20',
      '-extfile',
      'tsa.ext',
      '-out',
      'tsa.pem',
    )
    writeFileSync(
      joinPath(dir, 'ts.cnf'),
      [
        '[t]',
        'serial=./serial',
        'crypto_device=builtin',
        'signer_digest=sha256',
        'default_policy=1.2.3.4',
        'digests=sha256',
        '',
      ].join('\n'),
    )
    writeFileSync(joinPath(dir, 'serial'), '01\n')
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  function stamp(text: string): Buffer {
    writeFileSync(joinPath(dir, 'data'), text)
    openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'q.tsq')
    openssl(
      'ts',
      '-reply',
      '-queryfile',
      'q.tsq',
      '-config',
      'ts.cnf',
      '-section',
      't',
      '-signer',
      'tsa.pem',
      '-inkey',
      'tsa.key',
      '-out',
      'r.tsr',
    )
    return readFileSync(joinPath(dir, 'r.tsr'))
  }

  const byDomain =
    (changes: Record<string, string> = {}, created = new Date().toISOString()) =>
    (hash: string) => {
      const signature = sign('sha256', Buffer.from(hash), createPrivateKey(file('own.key'))).toString('base64')
      return {
        hash,
        created,
        software: 'authsign',
        signature,
        domain: 'archive.example',
        domainCert: file('own.pem') + file('ca.pem'),
        timeSignature: stamp(signature).toString('base64'),
        timestampCert: file('tsa.pem') + file('ca.pem'),
        ...changes,
      }
    }

  test('signature and time hold, but the authority is not one that is trusted here', async () => {
    expect((await said({ signedData: byDomain() })).slice(2)).toEqual([
      'signature unverifiable',
      'time of the signature unverifiable',
    ])
  })

  test('another domain, a signature of something else, a timestamp of something else', async () => {
    expect(await said({ signedData: byDomain({ domain: 'other.example' }) })).toContain('signature changed')
    expect(await said({ signedData: byDomain({ signature: Buffer.from('x').toString('base64') }) })).toContain(
      'signature changed',
    )
    const other = stamp('something else').toString('base64')
    expect(await said({ signedData: byDomain({ timeSignature: other }) })).toContain('time of the signature changed')
  })

  test('a time that is far from the timestamp', async () => {
    expect(await said({ signedData: byDomain({}, new Date(Date.now() - 86_400_000).toISOString()) })).toContain(
      'time of the signature changed',
    )
  })

  test('a timestamp with any byte changed never holds and never fails otherwise than by DerError', () => {
    const whole = stamp('data')
    const certificates = [new X509Certificate(file('tsa.pem'))]
    expect(readTimestamp(whole, utf8('data'), certificates)).toMatchObject({ holds: true, reason: null })
    expect(readTimestamp(whole, utf8('date'), certificates).holds).toBe(false)
    // The response around the token and the certificates in it are not signed; the content and the signature are.
    const info = whole.indexOf(
      Buffer.from([0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04]),
    )
    for (let at = 0; at < whole.length; at++) {
      const bytes = Uint8Array.from(whole)
      bytes[at]! ^= 0x41
      try {
        const { holds } = readTimestamp(bytes, utf8('data'), certificates)
        if ((at > info + 20 && at < info + 80) || at > whole.length - 250) expect(holds).toBe(false)
      } catch (error) {
        expect(error).toBeInstanceOf(DerError)
      }
    }
  })
})
