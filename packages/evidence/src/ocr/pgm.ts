import type { GreyImage } from './engine.ts'

/** A picture as a portable greymap: a line of text and the bytes as they are. */
export function asGreymap({ width, height, pixels }: GreyImage): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const file = new Uint8Array(head.length + pixels.length)
  file.set(head)
  file.set(pixels, head.length)
  return file
}
