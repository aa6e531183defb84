import { BLOCK_KINDS, type Block, type Document, PROBLEMS, type Problem } from '@wherefrom/schema'
import type { Found } from '../found.ts'
import { READERS } from '../open.ts'

/** What must hold for whatever any reader gives of any bytes; one line for each thing that does not. */
export function violations(founds: readonly Found[]): string[] {
  const wrong: string[] = []
  const parts = new Set<string>()
  for (const found of founds) {
    if (found.kind === 'document') {
      if (parts.has(found.part)) wrong.push(`part ${JSON.stringify(found.part)} is given twice`)
      parts.add(found.part)
      if (!READERS.some((r) => r.component === `evidence.${found.reader}`)) wrong.push(`${found.reader} is no reader`)
      wrong.push(...documentViolations(found.document))
    } else if (found.kind === 'member') wrong.push(...nameViolations(found.name))
    else if (found.kind === 'image') wrong.push(...imageViolations(found.image))
    else if (found.kind === 'problem') wrong.push(...problemViolations(found.problem))
    else if (!/^https?:\/\//i.test(found.url)) wrong.push(`link to ${found.url.slice(0, 80)}`)
  }
  if (founds.length === 0) wrong.push('nothing is given, not even a problem')
  return wrong
}

function documentViolations({ text, blocks, metadata, problems }: Document): string[] {
  const wrong = [...blockViolations(text, blocks), ...problems.flatMap((p) => problemViolations(p, text.length))]
  if (!text.isWellFormed()) wrong.push('the text holds half a surrogate pair')
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) wrong.push('the text holds control characters')
  for (const c of metadata.candidates) {
    if (c.start === undefined || c.end === undefined) continue
    if (!(c.start >= 0 && c.end >= c.start && c.end <= text.length))
      wrong.push(`candidate ${c.field} at ${c.start}-${c.end}`)
  }
  if (metadata.published !== null && !/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(metadata.published))
    wrong.push(`published ${metadata.published}`)
  return wrong
}

function blockViolations(text: string, blocks: readonly Block[]): string[] {
  const wrong: string[] = []
  let last = 0
  for (const b of blocks) {
    if (!(b.start >= last && b.end > b.start && b.end <= text.length))
      wrong.push(`block ${b.kind} ${b.start}-${b.end} after ${last} of ${text.length}`)
    if (/\S/.test(text.slice(last, b.start))) wrong.push(`text before ${b.start} belongs to no block`)
    if (!BLOCK_KINDS.includes(b.kind)) wrong.push(`block kind ${b.kind}`)
    wrong.push(...placeViolations(b))
    last = b.end
  }
  if (/\S/.test(text.slice(last))) wrong.push(`text after ${last} belongs to no block`)
  return wrong
}

function placeViolations({ source, start, end }: Block): string[] {
  if (source.type === 'bytes') return source.end >= source.start && source.start >= 0 ? [] : ['byte range turned round']
  if (source.type === 'element') return source.path.startsWith('/') ? [] : [`element path ${source.path}`]
  if (source.type === 'part') return source.part !== '' ? [] : ['a part without a name']
  const wrong = source.boxes.length > 0 ? [] : ['a block without boxes']
  for (const [i, b] of source.boxes.entries()) {
    const numbers = [b.left, b.top, b.right, b.bottom]
    if (!numbers.every(Number.isFinite) || b.right < b.left || b.bottom < b.top || b.page < 1)
      wrong.push(`box ${numbers.join(' ')} on page ${b.page}`)
    if (!(b.at >= start && b.at < end && (i === 0 || b.at >= source.boxes[i - 1]!.at))) wrong.push(`box at ${b.at}`)
  }
  return wrong
}

/** A member's path leads nowhere else, on no system. */
function nameViolations(name: string): string[] {
  const parts = name.split('/')
  const bad =
    name === '' ||
    name.startsWith('/') ||
    name.includes('\\') ||
    /^[a-z]:/i.test(name) ||
    /[\u0000-\u001f\u007f]/.test(name) ||
    !name.isWellFormed() ||
    name.length > 2048 ||
    parts.some((p) => p === '..' || p === '.' || p === '')
  return bad ? [`member name ${JSON.stringify(name.slice(0, 120))}`] : []
}

function imageViolations(image: { width: number; height: number; dhash: string | null; dct: string | null }): string[] {
  const wrong: string[] = []
  if (!(Number.isInteger(image.width) && image.width > 0 && Number.isInteger(image.height) && image.height > 0))
    wrong.push(`image of ${image.width} x ${image.height}`)
  if (image.dhash !== null && !/^[0-9a-f]{16}$/.test(image.dhash)) wrong.push(`dhash ${image.dhash}`)
  if (image.dct !== null && !/^[0-9a-f]{64}(?: [0-9a-f]{64}){0,30}$/.test(image.dct)) wrong.push(`dct ${image.dct}`)
  return wrong
}

function problemViolations(p: Problem, length?: number): string[] {
  const wrong: string[] = []
  if (!(p.code in PROBLEMS)) return [`problem ${p.code} is not in the catalogue`]
  if (/\{[a-z]{1,20}\}/.test(p.message)) wrong.push(`problem ${p.code} lacks a value: ${p.message}`)
  if (/[\u0000-\u001f\u007f]/.test(p.message)) wrong.push(`problem ${p.code} holds control characters`)
  if (p.code === 'reader/failed' && BUG.test(p.message)) wrong.push(p.message)
  const placed = p.start !== undefined && p.end !== undefined && length !== undefined
  if (placed && !(p.start >= 0 && p.end >= p.start && p.end <= length))
    wrong.push(`problem ${p.code} at ${p.start}-${p.end}`)
  return wrong
}

/** What the engine says when code of ours, not a library's judgement, met what it did not expect. */
const BUG =
  /undefined|null|is not a|not iterable|Maximum call stack|Invalid (?:array|typed array|string) length|out of (?:range|bounds)|Cannot |is not defined|BigInt/
