import { expect, test } from 'vitest'
import { detectType } from '../detect.ts'
import { bytesSource } from '../source.ts'

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const compound = (...streams: readonly string[]): Uint8Array =>
  Buffer.concat([
    Buffer.from(MAGIC),
    Buffer.alloc(504),
    ...streams.map((s) => Buffer.from(`${s}\0`.padEnd(32, '\0'), 'utf16le')),
  ])

test('compound files are named for what they hold; one under a password is said to be', async () => {
  const type = (...streams: readonly string[]) => detectType(bytesSource('a', compound(...streams)))
  expect(await type('Root Entry', 'WordDocument')).toMatchObject({
    kind: null,
    label: 'Word 97-2003 (.doc)',
  })
  expect(await type('Workbook')).toMatchObject({ kind: null, label: 'Excel 97-2003 (.xls)' })
  // an attached document does not make a message anything else
  expect(await type('__properties_version1.0', 'WordDocument')).toMatchObject({ kind: 'msg' })
  expect(await type('EncryptionInfo', 'EncryptedPackage')).toMatchObject({ encrypted: true })
  expect(await type('Contents')).toMatchObject({ kind: null, label: 'Microsoft Office 97 or Outlook' })
})
