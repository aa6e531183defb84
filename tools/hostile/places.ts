import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildZip } from '../../packages/evidence/src/suite/build/zip.ts'

/**
 * Traps that are no file's content but what lies on a disk: names, links, folders, files that change. Each makes its trap
 * under `root` and says what is to be added; `meanwhile` runs while the command does.
 */
export interface Trap {
  readonly name: string
  readonly make: (root: string) => readonly (string | Buffer)[]
  /** Called again and again until the command ends. */
  readonly meanwhile?: (root: string) => void
  /** Seconds that it may take, where it is more than one file. */
  readonly seconds?: number
  /** Only when asked for by name: takes minutes. */
  readonly long?: boolean
  /** The user who runs the command; the superuser may read everything. */
  readonly user?: number
  /** A line of output that must be there, or must not. */
  readonly expects?: RegExp
}

const SENTENCE = 'The minister said that the ship left on Monday, citing customs papers.\n'
const NOBODY = 65_534

/** Files of `size` bytes that take no room on the disk, with a beginning. */
const sparse =
  (head: string, size: number) =>
  (root: string, name: string): string => {
    const path = join(root, name)
    writeFileSync(path, head)
    truncateSync(path, size)
    return path
  }

const GB = 1024 ** 3

/** Two are added: the file in the folder, and the link that is named itself, whose target the user means. */
function links(root: string): string[] {
  const folder = join(root, 'links')
  mkdirSync(join(folder, 'inside'), { recursive: true })
  writeFileSync(join(folder, 'fine.txt'), SENTENCE)
  symlinkSync(folder, join(folder, 'inside', 'up'))
  symlinkSync('self', join(folder, 'self'))
  symlinkSync('b', join(folder, 'a'))
  symlinkSync('a', join(folder, 'b'))
  symlinkSync('/etc/passwd', join(folder, 'passwd.txt'))
  symlinkSync('/', join(folder, 'everything'))
  symlinkSync('gone.txt', join(folder, 'dangling.txt'))
  return [folder, join(folder, 'self'), join(folder, 'passwd.txt')]
}

function unreadable(root: string): string[] {
  const folder = join(root, 'closed')
  mkdirSync(folder)
  writeFileSync(join(folder, 'in.txt'), SENTENCE, { mode: 0o644 })
  writeFileSync(join(root, 'secret.txt'), SENTENCE, { mode: 0o600 })
  writeFileSync(join(root, 'open.txt'), SENTENCE, { mode: 0o644 })
  execFileSync('chmod', ['700', folder])
  return [join(root, 'secret.txt'), folder, join(root, 'open.txt')]
}

/** A file of the system that says it is regular and gives an error when it is read. */
const faulty = (): string[] => ['/proc/self/mem'].filter(existsSync)

function specials(root: string): string[] {
  execFileSync('mkfifo', [join(root, 'pipe')])
  return [join(root, 'pipe'), '/dev/zero', root]
}

function many(root: string, count: number): string[] {
  const folder = join(root, 'many')
  for (let i = 0; i < count; i++) {
    const into = join(folder, String(Math.floor(i / 1000)))
    if (i % 1000 === 0) mkdirSync(into, { recursive: true })
    writeFileSync(join(into, `${i}.txt`), `Report ${i}\n\n${SENTENCE}`)
  }
  return [folder]
}

/** Takes some files away at each call, from the end, so that some are gone before they are read and others are not. */
function vanish(): (root: string) => void {
  let next = 399
  return (root) => {
    for (let n = 0; n < 3 && next >= 0; n++, next--) rmSync(join(root, 'many', '0', `${next}.txt`), { force: true })
  }
}

function grown(root: string): string {
  const path = join(root, 'growing.txt')
  writeFileSync(path, SENTENCE.repeat(500_000))
  return path
}

const grow = (root: string): void => appendFileSync(join(root, 'growing.txt'), SENTENCE)

function names(root: string): (string | Buffer)[] {
  const list: (string | Buffer)[] = [
    'line\nfeed.txt',
    'red\u001b[31m\u0007.txt',
    '\u202etxt.exe',
    `${'long'.repeat(62)}.txt`,
    '-rf',
    '--json',
    ' ',
    '%s%n.txt',
  ]
  const paths: (string | Buffer)[] = list.map((n) => join(root, n as string))
  const raw = Buffer.concat([Buffer.from(`${root}/not-`), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('.txt')])
  for (const path of [...paths, raw]) writeFileSync(path, `${SENTENCE}${paths.indexOf(path)}`)
  return [root]
}

/** Deeper than a path may be long: made step by step. */
function deepFolder(root: string): string[] {
  const script =
    'for (let i = 0; i < 1500; i++) { fs.mkdirSync("dddd"); process.chdir("dddd") } fs.writeFileSync("bottom.txt", process.argv[1])'
  execFileSync(process.execPath, ['-e', script, SENTENCE], { cwd: root })
  writeFileSync(join(root, 'top.txt'), SENTENCE)
  return [root]
}

function emptyFolders(root: string): string[] {
  for (let i = 0; i < 20_000; i++) mkdirSync(join(root, 'empty', String(i % 100), String(i)), { recursive: true })
  return [join(root, 'empty')]
}

function large(root: string): string[] {
  const text = SENTENCE.repeat(Math.floor((60 << 20) / SENTENCE.length))
  for (let i = 0; i < 50; i++) writeFileSync(join(root, `${i}.txt`), `Report ${i}\n\n${text}`)
  writeFileSync(join(root, 'all.zip'), buildZip([{ name: 'a.txt', bytes: SENTENCE }]))
  return [root]
}

export const TRAPS: readonly Trap[] = [
  { name: '2 GB of zeros, .txt', make: (root) => [sparse('', 2 * GB)(root, 'big.txt')] },
  { name: '2 GB that begins like a PDF', make: (root) => [sparse('%PDF-1.7\n', 2 * GB)(root, 'big.pdf')] },
  { name: '2 GB that begins like a ZIP', make: (root) => [sparse('PK\u0003\u0004', 2 * GB)(root, 'big.zip')] },
  {
    name: '2 GB that begins like a message',
    make: (root) => [sparse('From: a@b.example\nTo: c@d.example\nSubject: x\n\nText', 2 * GB)(root, 'big.eml')],
  },
  {
    name: '2 GB that begins like a mailbox',
    make: (root) => [
      sparse('From a@b.example Tue Mar  4 09:15:00 2025\nFrom: a@b.example\nSubject: x\n\nText', 2 * GB)(
        root,
        'big.mbox',
      ),
    ],
  },
  {
    name: '2 GB that begins like a WARC',
    make: (root) => [sparse('WARC/1.1\r\nWARC-Type: response\r\n', 2 * GB)(root, 'big.warc')],
  },
  { name: 'links in a folder: to itself, in a circle, out of it', make: links, expects: /"added":2\b/ },
  { name: 'unreadable file and folder', make: unreadable, user: NOBODY, expects: /file\/unreadable/ },
  { name: 'a file whose reading fails', make: faulty, expects: /file\/(?:unreadable|missing)/ },
  { name: 'FIFO, socket, device', make: specials, expects: /file\/unreadable/ },
  { name: 'a file that is not there', make: (root) => [join(root, 'none.txt')], expects: /file\/missing/ },
  { name: 'files that vanish meanwhile', make: (root) => many(root, 400), meanwhile: vanish() },
  { name: 'a file that grows meanwhile', make: (root) => [grown(root)], meanwhile: grow },
  { name: 'names: line feed, escape, not UTF-8, long', make: names },
  { name: 'a folder 1,500 deep', make: deepFolder },
  { name: '20,000 folders, empty', make: emptyFolders },
  { name: '5,000 small files', make: (root) => many(root, 5_000), seconds: 300 },
  { name: '100,000 small files', make: (root) => many(root, 100_000), seconds: 3_600, long: true },
  { name: '50 files of 60 MB each', make: large, seconds: 600, long: true },
]
