import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** One sentence of a treebank: words with spans into its document's text. `head` is an index in the sentence, -1 = root. */
export interface TreeSentence {
  readonly start: number[]
  readonly end: number[]
  readonly form: string[]
  readonly lemma: string[]
  readonly upos: string[]
  readonly xpos: string[]
  readonly head: number[]
  readonly deprel: string[]
  readonly misc: string[]
  /** Words that are written as one token (`don't`), as index ranges. */
  readonly multiword: { from: number; to: number }[]
  /** True when the treebank marks a new paragraph before the sentence. */
  readonly newParagraph: boolean
}

/** A treebank document: raw text made from the word forms and `SpaceAfter`, paragraphs parted by an empty line. */
export interface TreeDocument {
  readonly id: string
  readonly text: string
  readonly paragraphs: readonly { readonly start: number; readonly end: number }[]
  readonly sentences: readonly TreeSentence[]
}

/** GUM genres under non-commercial licences: never in shipped weights. */
export const NON_COMMERCIAL = /^GUM_(fiction|whow|essay|letter|podcast)_/

/** All `.conllu` files of a folder (sorted) or the one file named. */
export function conlluFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.conllu'))
    .sort()
    .map((f) => join(path, f))
}

/** The treebank documents that may train shipped weights: EWT train and GUM train without non-commercial genres. */
export function trainingDocuments(corpora: string): TreeDocument[] {
  const gum = conlluFiles(join(corpora, 'gum/train/dep')).filter((f) => !NON_COMMERCIAL.test(basename(f)))
  const ewt = conlluFiles(join(corpora, 'ud/ewt')).filter((f) => f.includes('-train'))
  return [...ewt, ...gum].flatMap((f) => readConllu(readFileSync(f, 'utf8')))
}

/** Reads CoNLL-U (universaldependencies.org/format). Empty nodes are passed over; multiword tokens share their surface. */
export function readConllu(source: string): TreeDocument[] {
  const documents: TreeDocument[] = []
  let current: DocumentBuilder | null = null
  for (const block of source.split(/\r?\n\r?\n/)) {
    const lines = block.split(/\r?\n/).filter((l) => l !== '')
    if (lines.length === 0) continue
    const newDoc = lines.find((l) => l.startsWith('# newdoc'))
    if (newDoc || !current) {
      if (current) documents.push(current.done())
      current = new DocumentBuilder(newDoc?.split('=')[1]?.trim() ?? `doc${documents.length}`)
    }
    current.add(lines)
  }
  if (current) documents.push(current.done())
  return documents
}

class DocumentBuilder {
  private readonly id: string
  private text = ''
  private readonly paragraphs: { start: number; end: number }[] = []
  private readonly sentences: TreeSentence[] = []

  constructor(id: string) {
    this.id = id
  }

  add(lines: readonly string[]): void {
    const newParagraph = lines.some((l) => l.startsWith('# newpar')) || this.sentences.length === 0
    if (newParagraph) this.closeParagraph()
    const s: TreeSentence = {
      start: [],
      end: [],
      form: [],
      lemma: [],
      upos: [],
      xpos: [],
      head: [],
      deprel: [],
      misc: [],
      multiword: [],
      newParagraph,
    }
    let multiword: { last: number; surface: string; base: number; spaced: boolean } | null = null
    for (const line of lines) {
      if (line.startsWith('#')) continue
      const f = line.split('\t')
      const id = f[0]!
      const form = f[1]!
      const misc = f[9] ?? '_'
      const spaced = !/(^|\|)SpaceAfter=No(\||$)/.test(misc)
      if (id.includes('.')) continue
      if (id.includes('-')) {
        multiword = { last: Number(id.split('-')[1]), surface: form, base: this.text.length, spaced }
        this.text += form
        const [from, to] = id.split('-').map(Number)
        s.multiword.push({ from: from! - 1, to: to! })
        continue
      }
      if (multiword) {
        const inside = s.end.at(-1) !== undefined && s.end.at(-1)! > multiword.base ? s.end.at(-1)! : multiword.base
        const stop = multiword.base + multiword.surface.length
        const last = Number(id) === multiword.last
        s.start.push(Math.min(inside, stop - 1))
        s.end.push(last ? stop : Math.max(Math.min(inside + form.length, stop - 1), inside + 1))
        if (last) {
          if (multiword.spaced) this.text += ' '
          multiword = null
        }
      } else {
        s.start.push(this.text.length)
        this.text += form
        s.end.push(this.text.length)
        if (spaced) this.text += ' '
      }
      s.form.push(form)
      s.lemma.push(f[2]!)
      s.upos.push(f[3]!)
      s.xpos.push(f[4]!)
      s.head.push(Number(f[6]) - 1)
      s.deprel.push(f[7]!)
      s.misc.push(misc)
    }
    if (s.form.length > 0) this.sentences.push(s)
  }

  done(): TreeDocument {
    this.closeParagraph()
    return { id: this.id, text: this.text, paragraphs: this.paragraphs, sentences: this.sentences }
  }

  private closeParagraph(): void {
    const start = this.paragraphs.at(-1) ? this.paragraphs.at(-1)!.end + 2 : 0
    const trimmed = this.text.trimEnd()
    if (trimmed.length <= start) return
    this.paragraphs.push({ start, end: trimmed.length })
    this.text = `${trimmed}\n\n`
  }
}
