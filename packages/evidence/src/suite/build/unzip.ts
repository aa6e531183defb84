import { inflateRawSync } from 'node:zlib'

/** Members of a well-formed ZIP archive by name, as the directory lists them; only what tests need. */
export function zipMembers(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const members = new Map<string, Uint8Array>()
  let at = view.readUInt32LE(end + 16)
  for (let n = view.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength] = [view.readUInt32LE(at + 20), view.readUInt16LE(at + 28)]
    const local = view.readUInt32LE(at + 42)
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28)
    const data = view.subarray(from, from + packed)
    const content = view.readUInt16LE(at + 10) === 8 ? inflateRawSync(data, { maxOutputLength: 1 << 24 }) : data
    members.set(view.toString('utf8', at + 46, at + 46 + nameLength), new Uint8Array(content))
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
  return members
}
