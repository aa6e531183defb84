import type { Manner } from '@wherefrom/schema'

/**
 * What a reporting verb takes as content.
 * - `that`: a finite clause. `whether`: an embedded question. `quote`: a quotation, also without `that`.
 * - `thing`: a noun phrase or gerund that stands for a proposition ("denied the sale"); `thing-strict`: any noun phrase
 *   ("condemned the attack"); `claim-thing`: a noun that wraps a claim ("rejected reports of");
 *   `thing-evidence`: any noun phrase, if the subject is evidence ("images show damage");
 *   `thing-content`: a responsibility or an act claimed.
 * - `to`: an infinitive of the subject ("plans to build"); `to-doing`: "admitted to selling".
 * - `him-to`: object and infinitive ("urged the firm to repair"); `on-to`: "called on the firm to repair";
 *   `to-him`: "appealed to the firm to repair".
 * - `for-thing`: "called for repairs". `him-of`, `him-for`, `him-with`, `him-as`: "accused the firm of hiding it".
 * - `as`: "described the closure as a mistake"; `object-name`: "called the closure a mistake".
 * - `as-saying`: "quoted the captain as saying that". `raised`: "is believed to have left", "it is believed that".
 * - `considering`: "is considering the purchase". `committed`: "is committed to repairing".
 * - `hearer`: may have a hearer as object. `hearer-believes`: the object comes to believe ("convinced the council that").
 * - `evidence`: the subject must be able to bear witness (not "this", "it", an event). `document-only`: must be a document.
 * - `not-saying`: "declined to say whether". `prep-of`: "told of a night".
 */
export type Takes =
  | 'that'
  | 'whether'
  | 'quote'
  | 'thing'
  | 'claim-thing'
  | 'thing-strict'
  | 'thing-evidence'
  | 'thing-content'
  | 'to'
  | 'to-doing'
  | 'him-to'
  | 'on-to'
  | 'to-him'
  | 'for-thing'
  | 'him-of'
  | 'him-for'
  | 'him-with'
  | 'him-as'
  | 'as'
  | 'object-name'
  | 'as-saying'
  | 'raised'
  | 'considering'
  | 'committed'
  | 'hearer'
  | 'hearer-believes'
  | 'evidence'
  | 'document-only'
  | 'not-saying'
  | 'prep-of'

/** Where a row comes from: annotated as a cue in PolNeAR's training part, or added by reading news. */
export type RowSource = 'polnear' | 'own'

export type VerbRow = readonly [word: string, manner: Manner, takes: string, example: string, from: RowSource]
export type NounRow = readonly [word: string, manner: Manner, takes: string, example: string, from: RowSource]
