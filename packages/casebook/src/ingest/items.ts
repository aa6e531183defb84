import type { ArtifactRef, CaptureRecord, ImageFacts, Problem } from '@wherefrom/schema'
import type { Prepared } from '../case/prepared.ts'

/** What is to be committed of one input, in order. Items between `receipt` and `leave` belong to that receipt. */
export type Item =
  | {
      readonly kind: 'receipt'
      readonly ref: ArtifactRef
      readonly record: CaptureRecord
      /** As people are shown it: the path, and the path inside the archive. */
      readonly name: string
      /** Address or place of its page, without the part. */
      readonly page: { readonly url: string | null; readonly path: string }
      /**
       * Documents in it, when all of them are in the case already and nothing of it is read again; `again` when the same
       * bytes came earlier in this input.
       */
      readonly known: number | 'again' | null
    }
  | { readonly kind: 'leave' }
  | { readonly kind: 'document'; readonly part: string; readonly size: number; readonly analysed: Promise<Analysed> }
  | { readonly kind: 'image'; readonly image: ImageFacts }
  | { readonly kind: 'link'; readonly url: string; readonly note: string | null }
  /** `name`: path of the member that it is about; the receipt itself when left out. */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly name?: string }
  /** An input that gave no bytes. */
  | { readonly kind: 'refused'; readonly name: string; readonly record: CaptureRecord; readonly problem: Problem }

/** What became of a document in a worker; `present` when the case has it and it was not analysed again. */
export type Analysed =
  | { readonly kind: 'prepared'; readonly prepared: Prepared; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'present' }

/** What was done, told after it is certain. */
export type AddEvent =
  | {
      readonly kind: 'document'
      readonly state: 'added' | 'version' | 'unchanged'
      readonly name: string
      readonly document: number
    }
  /** Documents that were found to be in the case without reading them again. */
  | { readonly kind: 'known'; readonly name: string; readonly documents: number }
  | { readonly kind: 'image'; readonly name: string; readonly artifact: string }
  | { readonly kind: 'link'; readonly name: string; readonly url: string; readonly note: string | null }
  | { readonly kind: 'failure'; readonly name: string; readonly problem: Problem }
  | { readonly kind: 'warning'; readonly name: string; readonly problem: Problem }
  /** An input is through; `ok` when nothing of it failed. */
  | { readonly kind: 'input'; readonly name: string; readonly ok: boolean }
