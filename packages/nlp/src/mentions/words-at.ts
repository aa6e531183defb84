import type { Sentences, Tokens } from '@wherefrom/schema'

/** What the rules of this folder work on: the text, its tokens, and words read from them. */
export class Words {
  readonly text: string
  readonly tokens: Tokens
  readonly sentences: Sentences

  constructor(text: string, tokens: Tokens, sentences: Sentences) {
    this.text = text
    this.tokens = tokens
    this.sentences = sentences
  }

  /** The word at token `i`; '' outside the document. */
  at(i: number): string {
    return i < 0 || i >= this.tokens.length ? '' : this.text.slice(this.tokens.start[i]!, this.tokens.end[i]!)
  }

  lower(i: number): string {
    return this.at(i).toLowerCase()
  }

  /** The characters of tokens `[from, to)`. */
  range(from: number, to: number): string {
    return this.text.slice(this.tokens.start[from]!, this.tokens.end[to - 1]!)
  }

  /** Does token `i` follow the one before it without a space? */
  glued(i: number): boolean {
    return i > 0 && this.tokens.start[i] === this.tokens.end[i - 1]
  }

  from(s: number): number {
    return this.sentences.from[s]!
  }

  to(s: number): number {
    return this.sentences.to[s]!
  }
}
