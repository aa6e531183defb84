/**
 * Coreference columns of CoNLL-2012's kind: one word a line, the last column `(3|(7)|7)`; LitBank's thirteen columns and
 * OntoGUM's three. The text is put together from the words with ordinary spacing.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A marked expression: words `[from, to)` and the number of what it refers to. */
export interface GoldMention {
  readonly from: number
  readonly to: number
  readonly cluster: number
}

/** One document: its words, where each stands in the rebuilt text, and the marked expressions. */
export interface ColumnDocument {
  readonly id: string
  readonly text: string
  readonly start: readonly number[]
  readonly end: readonly number[]
  readonly mentions: readonly GoldMention[]
}

/** The `*.conll` files at or below `path`, sorted. */
export function columnFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.conll') ? [path] : []
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => columnFiles(join(path, name)))
}

/** Reads the documents of one file; one without a `begin document` line is one document. */
export function readCorefColumns(file: string): ColumnDocument[] {
  const docs: ColumnDocument[] = []
  let words: string[] = []
  let marks: string[] = []
  const close = (): void => {
    if (words.length > 0) docs.push(documentOf(`${basename(file, '.conll')}#${docs.length}`, words, marks))
    words = []
    marks = []
  }
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (/^#\s*begin document/.test(line)) close()
    else if (line.startsWith('#') && !line.includes('\t')) continue
    else if (line.trim() !== '') {
      const cells = line.trimEnd().split(line.includes('\t') ? '\t' : /\s+/)
      words.push(cells.length > 5 ? cells[3]! : cells[1]!)
      // LitBank leaves the last column empty, and then the line ends with a tab that is trimmed.
      const last = cells.at(-1)!
      marks.push(/^[-(|)\d]+$/.test(last) && /[()]/.test(last) ? last : '')
    }
  }
  close()
  return docs
}

function documentOf(id: string, words: readonly string[], marks: readonly string[]): ColumnDocument {
  const { text, start, end } = joinWords(words)
  return { id, text, start, end, mentions: mentionsOf(marks) }
}

/** Expressions of the mark column. An end without a start is left out. */
export function mentionsOf(marks: readonly string[]): GoldMention[] {
  const out: GoldMention[] = []
  const open = new Map<number, number[]>()
  for (const [i, mark] of marks.entries())
    for (const part of mark.match(/\(\d+\)|\(\d+|\d+\)/g) ?? []) {
      const cluster = Number(part.replace(/[()]/g, ''))
      if (part.startsWith('(') && part.endsWith(')')) out.push({ from: i, to: i + 1, cluster })
      else if (part.startsWith('(')) open.set(cluster, [...(open.get(cluster) ?? []), i])
      else {
        const from = open.get(cluster)?.pop()
        if (from !== undefined) out.push({ from, to: i + 1, cluster })
      }
    }
  return out
}

const CLOSING = /^(?:[.,;:!?)\]}%’”…]+|''|['’](?:s|S|re|ve|ll|d|m)|[nN]['’][tT]|['’])$/
const OPENING = /^(?:[([{$£€“‘#]|``)$/
/** Words that a hyphen between them is a dash before. */
const AFTER_DASH = new Set(
  'which and but or who where when as it they he she this that the a an with not if for'.split(' '),
)
const CONTRACTED = /^(?:can|gon|wan|got)$/i
const REST = /^(?:not|na|ta)$/i

/** The words as running text, and where each of them stands in it. */
export function joinWords(words: readonly string[]): { text: string; start: number[]; end: number[] } {
  let text = ''
  const start: number[] = []
  const end: number[] = []
  const quoteOpen = new Map<string, boolean>()
  let glueNext = true
  for (const [i, word] of words.entries()) {
    let glue = glueNext
    glueNext = false
    const before = words[i - 1] ?? ''
    const after = words[i + 1] ?? ''
    if (word === '"' || word === "'") {
      const isOpen = quoteOpen.get(word) === true
      const possessive = word === "'" && !isOpen && /[sz]$/i.test(before)
      if (isOpen || possessive) glue = true
      else glueNext = true
      if (!possessive) quoteOpen.set(word, !isOpen)
    } else if (word === '-' || word === '–' || word === '/') {
      const dash =
        word !== '/' && (AFTER_DASH.has(after) || !/^[\p{L}\p{N}]/u.test(after) || !/[\p{L}\p{N}]$/u.test(before))
      if (!dash) {
        glue = true
        glueNext = true
      }
    } else if (CLOSING.test(word) || (CONTRACTED.test(before) && REST.test(word))) glue = true
    else if (OPENING.test(word)) glueNext = true
    if (!glue) text += ' '
    start.push(text.length)
    text += word
    end.push(text.length)
  }
  return { text, start, end }
}
