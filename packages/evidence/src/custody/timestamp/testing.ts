import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A timestamp authority for tests: openssl with a root and a certificate of its own. */
export interface TestAuthority {
  /** File of the root certificate that its own is signed with. */
  readonly certificate: string
  /** The reply (DER) to a request (DER). */
  answer(request: Uint8Array): Uint8Array
}

const CONFIG = `
[req]
distinguished_name = name
x509_extensions = root
prompt = no
[name]
CN = Test authority
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[tsa]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa_config]
serial = DIR/serial
signer_cert = DIR/tsa.crt
signer_key = DIR/tsa.key
certs = DIR/root.crt
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`

/** Makes an authority in an empty folder. Needs the program `openssl`. */
export function makeAuthority(dir: string): TestAuthority {
  const config = join(dir, 'tsa.cnf')
  const file = (name: string): string => join(dir, name)
  writeFileSync(config, CONFIG.replaceAll('DIR', dir))
  writeFileSync(join(dir, 'serial'), '01\n')
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' })
  for (const name of ['root', 'tsa'])
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file(`${name}.key`))
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    file('root.key'),
    '-days',
    '3650',
    '-config',
    config,
    '-out',
    file('root.crt'),
  )
  openssl('req', '-new', '-key', file('tsa.key'), '-config', config, '-subj', '/CN=Test stamp', '-out', file('tsa.csr'))
  const signing = ['-CA', file('root.crt'), '-CAkey', file('root.key'), '-set_serial', '2', '-days', '3650']
  const extensions = ['-extfile', config, '-extensions', 'tsa']
  openssl('x509', '-req', '-in', file('tsa.csr'), ...signing, ...extensions, '-out', file('tsa.crt'))
  return {
    certificate: file('root.crt'),
    answer(request) {
      const [query, reply] = [file('in.tsq'), file('out.tsr')]
      writeFileSync(query, request)
      openssl('ts', '-reply', '-config', config, '-section', 'tsa_config', '-queryfile', query, '-out', reply)
      return readFileSync(reply)
    },
  }
}
