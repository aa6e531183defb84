import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** Why there is no key to use; one line that names the file. */
export class KeyError extends Error {
  override name = 'KeyError'
}

/** A key that signs heads. It lies outside every case, so that who can change a case cannot also sign it. */
export interface SigningKey {
  readonly path: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** The public key as PEM text (SubjectPublicKeyInfo): what a case carries and others verify with. */
  readonly publicPem: string
  /** `keyId` of the public key. */
  readonly id: string
  /** Whether this call made it. */
  readonly created: boolean
}

type Env = Readonly<Record<string, string | undefined>>

/** Where the signing key lies: `WHEREFROM_KEY`, or in the user's configuration folder. */
export function keyPath(env: Env = process.env): string {
  if (env.WHEREFROM_KEY) return env.WHEREFROM_KEY
  const config = env.XDG_CONFIG_HOME
  const base = config && isAbsolute(config) ? config : join(env.HOME || homedir(), '.config')
  return join(base, 'wherefrom', 'signing-key.pem')
}

/** This user's signing key; null where none was made yet. KeyError when there is a file that is no such key. */
export function loadKey(env: Env = process.env): SigningKey | null {
  const path = keyPath(env)
  const pem = readText(path)
  return pem === null ? null : signingKey(path, pem, false)
}

/** This user's signing key, made now where there is none: Ed25519, PKCS#8, readable by its owner alone. */
export function loadOrCreateKey(env: Env = process.env): SigningKey {
  const known = loadKey(env)
  if (known) return known
  const path = keyPath(env)
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  const created = writeOnce(path, pem)
  return signingKey(path, created ? pem : (readText(path) ?? ''), created)
}

/** SHA-256 of a public key's DER bytes (SubjectPublicKeyInfo), hexadecimal. */
export const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')

/** The public key in PEM text; KeyError, naming `from`, for anything else, a private key among it. */
export function publicKeyFrom(pem: string, from: string): KeyObject {
  try {
    // `createPublicKey` takes the public half out of a private key; a private key must not pass for a public one.
    if (!pem.includes('-----BEGIN PUBLIC KEY-----')) throw new Error('no public key')
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // said below
  }
  throw new KeyError(`${from} holds no Ed25519 public key in PEM form`)
}

/** `publicKeyFrom` a file. */
export function readPublicKey(path: string): KeyObject {
  const pem = readText(path)
  if (pem === null) throw new KeyError(`${path}: no such file`)
  return publicKeyFrom(pem, path)
}

function signingKey(path: string, pem: string, created: boolean): SigningKey {
  let privateKey: KeyObject | null = null
  try {
    privateKey = createPrivateKey(pem)
  } catch {
    // said below
  }
  if (privateKey?.asymmetricKeyType !== 'ed25519')
    throw new KeyError(`${path} holds no Ed25519 private key; name another file in WHEREFROM_KEY, or restore it`)
  const publicKey = createPublicKey(privateKey)
  const publicPem = publicKey.export({ format: 'pem', type: 'spki' }) as string
  return { path, privateKey, publicKey, publicPem, id: keyId(publicKey), created }
}

const LARGEST = 64 * 1024

function readText(path: string): string | null {
  try {
    const text = readFileSync(path)
    return text.length > LARGEST ? '' : text.toString('utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new KeyError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** Writes a file that must not exist, whole or not at all; false when somebody else made it meanwhile. */
function writeOnce(path: string, text: string): boolean {
  const temporary = `${path}.${process.pid}.new`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(temporary, text, { mode: 0o600, flush: true })
    linkSync(temporary, path)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    throw new KeyError(`the signing key cannot be written to ${path} (${code}); name another file in WHEREFROM_KEY`)
  } finally {
    rmSync(temporary, { force: true })
  }
}
