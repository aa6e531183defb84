import { ascii, join } from './bytes.ts'

export interface TarPart {
  readonly name: string
  readonly bytes?: Uint8Array | string
  /** `0` file, `1` hard link, `2` symbolic link, `5` folder, `6` FIFO. */
  readonly type?: string
  readonly link?: string
  /** Size to state, where it is to be wrong. */
  readonly statedSize?: number
}

/** An archive in the POSIX ustar format. */
export function buildTar(parts: readonly TarPart[]): Uint8Array {
  const out: Uint8Array[] = []
  for (const part of parts) {
    const bytes =
      typeof part.bytes === 'string' ? new TextEncoder().encode(part.bytes) : (part.bytes ?? new Uint8Array())
    out.push(header(part, part.statedSize ?? bytes.length), bytes, new Uint8Array((512 - (bytes.length % 512)) % 512))
  }
  return join([...out, new Uint8Array(1024)])
}

function header({ name, type = '0', link = '' }: TarPart, size: number): Uint8Array {
  const block = Buffer.alloc(512)
  const put = (at: number, text: string): void => {
    block.write(text, at, 'utf8')
  }
  put(0, name.slice(0, 100))
  put(100, '0000644\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${size.toString(8).padStart(11, '0')}\0`)
  put(136, '14735200000\0')
  put(148, ' '.repeat(8))
  put(156, type)
  put(157, link.slice(0, 100))
  block.set(ascii('ustar\0').subarray(0, 6), 257)
  put(263, '00')
  const sum = block.reduce((n, b) => n + b, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return block
}
