import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { problem } from '@wherefrom/schema'
import { isPublicAddress } from './address.ts'
import { FetchRefusal } from './refusal.ts'

/** Names to addresses; every address that a name has. */
export type Lookup = (host: string) => Promise<readonly string[]>

/** What a test may change of the network. Never set outside of tests. */
export interface TestNetwork {
  /** `address:port` that may be connected to although it is not public, and no other. */
  readonly allow?: readonly string[]
  readonly lookup?: Lookup
  /** Certificates to trust (PEM). */
  readonly ca?: string
}

/** Where to connect to: an address that was checked, so that no second look-up can change it. */
export interface Target {
  readonly url: URL
  readonly address: string
  readonly port: number
}

const PORTS: ReadonlySet<number> = new Set([80, 443])
/** Names that never mean a public host. */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa|onion|test|invalid|example)\.?$/

/** Judges an address as it stands, without asking the network; FetchRefusal when it is none that can be fetched. */
export function checkUrl(text: string, base?: string): URL {
  const url = URL.parse(text, base)
  if (url === null) throw refusal('it is not a valid address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refusal(`only http and https, not ${url.protocol.slice(0, 20)}`)
  if (url.username !== '' || url.password !== '') throw refusal('it holds a user name or password')
  if (url.href.length > 8192) throw refusal('it is too long')
  url.hash = ''
  return url
}

const refusal = (reason: string): FetchRefusal => new FetchRefusal(problem('fetch/url', { reason }))

/**
 * Resolves an address and checks every address that its name has: one that is not public refuses the name. Numbers in
 * odd forms (`2130706433`, `0x7f.1`, `017700000001`) were made plain when the URL was parsed.
 */
export async function resolveTarget(url: URL, network: TestNetwork = {}): Promise<Target> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const addresses = isIP(host) ? [host] : await addressesOf(host, network.lookup ?? systemLookup)
  const allowed = (address: string) => network.allow?.includes(`${address}:${port}`) === true
  const bad = addresses.find((a) => !isPublicAddress(a) && !allowed(a))
  if (bad !== undefined) throw new FetchRefusal(problem('fetch/private', { address: bad.slice(0, 60) }))
  if (!PORTS.has(port) && !addresses.every(allowed)) throw refusal(`port ${port}; public pages are at 80 and 443`)
  return { url, address: addresses[0]!, port }
}

async function addressesOf(host: string, ask: Lookup): Promise<readonly string[]> {
  const name = host.toLowerCase()
  if (LOCAL_NAME.test(name) || !name.replace(/\.$/, '').includes('.'))
    throw new FetchRefusal(problem('fetch/private', { address: host.slice(0, 60) }))
  let found: readonly string[]
  try {
    found = await ask(host)
  } catch (error) {
    throw new FetchRefusal(problem('fetch/unreachable', { reason: reasonOf(error) }))
  }
  if (found.length === 0) throw new FetchRefusal(problem('fetch/unreachable', { reason: 'the name has no address' }))
  return found
}

const systemLookup: Lookup = async (host) => (await lookup(host, { all: true })).map((a) => a.address)

/** A system error in few words. */
export function reasonOf(error: unknown): string {
  const { code, message = String(error) } = error as Partial<NodeJS.ErrnoException>
  return (code !== undefined && WORDS[code]) || (code ?? message).slice(0, 120)
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no answer from the name server',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection broken off',
  EPIPE: 'connection broken off',
  ETIMEDOUT: 'no answer in time',
  ENETUNREACH: 'no way to the network',
  EHOSTUNREACH: 'no way to the host',
  HPE_HEADER_OVERFLOW: 'its header is too large',
}
