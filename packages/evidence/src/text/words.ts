/**
 * Word lists behind the rules for captions and furniture. They are lists of function words and of the trade's own
 * formulas, not of topics.
 */

/** Words that only a finite clause has. A short fragment without any of them reads as a caption, not as a sentence. */
export const FINITE: ReadonlySet<string> = new Set(
  (
    'am is are was were be been being has have had having do does did will would can could may might shall should must ' +
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't " +
    'said says say told tells tell asked asks added adds announced announces reported reports claims claimed denied ' +
    'denies warned warns wrote writes argued believes believed thinks thought knows knew wants wanted went goes came ' +
    'comes became becomes began begins took takes gave gives made makes got gets left leaves died fled fell rose rises ' +
    'hit hits killed kills met meets held found finds showed shows sent sends kept brought ran runs led lost won ' +
    'agreed agrees called calls plans planned expects expected seems seemed remains remained continues continued ' +
    'uses used seeks sought includes included means meant happened appeared appears i we he she it they you ' +
    'let lets put puts see sees sat stood stands spoke speaks started starts stopped stops'
  ).split(' '),
)

/** A word that opens a sentence and is never a name: a credit that runs into one ends before it. */
export const OPENS_SENTENCE =
  /^(?:The|A|An|He|She|It|They|We|In|On|At|As|But|And|According|This|That|These|Those|There|If|When|While|After|Before|Earlier|Meanwhile|However|For|His|Her|Its|Their|Since|During)\s/

/** Verbs of saying: a stretch with one of them is running text even next to a credit. */
export const SAYING = /\b(?:said|says|told|added|announced|stated|claimed|denied|warned|according to)\b/i

/** Lines that are furniture of a page rather than part of a report. */
export const FURNITURE: readonly RegExp[] = [
  /^(?:read|see|watch|listen|learn) (?:also|more|next|on)\b.{0,200}$/i,
  /^(?:also read|read this|more on this|more from|more stories|related|related (?:articles?|stories|news|topics|posts|content))\b\s?:?.{0,160}$/i,
  /^(?:subscribe|sign up|register|log in|sign in|join us|follow us|follow)(?: (?:to|on|for|now|here|via|our|us|up|in)\b.{0,160})?[.!]?$/i,
  /^(?:share|share this|share on|print|email|comments?|leave a comment|tweet|advertisement|advertising|sponsored|skip to (?:main )?content)\b.{0,40}$/i,
  /^(?:©|\(c\)|copyright\b).{0,200}$/i,
  /^.{0,80}\ball rights reserved\b.{0,80}$/i,
  /^(?:click|tap) here\b.{0,160}$/i,
  /^(?:tags?|topics?|categories|filed under|keywords)\s?:.{0,300}$/i,
  /^.{0,120}\b(?:newsletter|e-paper)\b.{0,120}[!.]$/i,
  /^(?:lesen sie (?:auch|mehr|weiter)|auch interessant|mehr zum thema|das könnte sie auch interessieren|passend zum thema|zum thema|jetzt abonnieren|weiterlesen|artikel teilen|hier geht es)\b.{0,200}$/i,
  /^(?:lire aussi|à lire aussi|à lire également|voir aussi|sur le même sujet|abonnez-vous)\b.{0,200}$/i,
  /^(?:lea también|lee también|te puede interesar|le puede interesar|leer más|más información|ver también|suscríbete)\b.{0,200}$/i,
  /^(?:leggi anche|leia também|leia mais|lees ook|lees meer|dowiedz się więcej|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|przeczytaj (?:także|też)|читайте также|читайте також|смотрите также)(?:[\s:].{0,200})?$/i,
]

export const isFurniture = (line: string): boolean => line.length <= 320 && FURNITURE.some((f) => f.test(line))
