import type { Claim, Document, Producer } from '@wherefrom/schema'
import {
  type EventShown,
  eventsShown,
  outletOf,
  type Step,
  stepsOf,
  voiceOf,
  whenWords,
  whyOf,
  wordsOf,
} from '../describe.ts'
import { esc, escAttr, escText } from './escape.ts'
import { icon } from './icons.ts'
import { ANCHORS } from './marks.ts'

/** One claim as a card: the chain as steps, the content, badges for what is not plain, and why. */
export function cardHtml(
  claim: Claim,
  index: number,
  doc: Document,
  prefix: string,
  producers: readonly Producer[],
): string {
  const number = index + 1
  const content = wordsOf(doc, claim.content)
  const voice = voiceOf(claim)
  const quoted = claim.quotation === 'direct'
  return `<article class="card ${voice}" id="${prefix}-c${number}" data-n="${number}" aria-labelledby="${prefix}-h${number}">
<a class="num" href="#${prefix}-t${number}" aria-label="claim ${number}, show it in the text">${number}</a>
<ol class="chain" id="${prefix}-h${number}">${chainHtml(claim, doc)}</ol>
<p class="content" dir="auto">${quoted ? '“' : ''}${escText(content)}${quoted ? '”' : ''}</p>
${eventsHtml(claim, doc)}<p class="badges">${badges(claim).join('')}</p>
<details class="why"><summary>Why</summary>${whyHtml(claim, doc, producers)}</details>
</article>`
}

function chainHtml(claim: Claim, doc: Document): string {
  const outlet = `<li class="step outlet">${icon('media')}<span class="who">${escText(outletOf(doc))}</span>${
    claim.chain.length === 0 ? ' <span class="how">in its own voice</span>' : ''
  }</li>`
  return outlet + stepsOf(claim, doc).map(stepHtml).join('')
}

function stepHtml(step: Step): string {
  const { link } = step
  const classes = [
    'step',
    link.kind,
    link.manner,
    ...(link.named ? [] : ['unnamed']),
    ...(link.inherited ? ['inherited'] : []),
  ]
  const as = step.as ? `<span class="as">${asWords(step)}</span>` : ''
  const cue = step.cue ? ` <q class="cueword">${escText(step.cue)}</q>` : ''
  const said = link.when ? ` <span class="said">${escText(whenWords(link.when) ?? '')}</span>` : ''
  const goes = link.inherited ? ' <span class="as">account goes on</span>' : ''
  return `<li class="${classes.join(' ')}" data-who="${escAttr(step.entity.toLowerCase())}">${icon(link.kind)}<span class="who">${escText(step.entity)}</span>${as} <span class="how">${link.manner}</span>${cue}${said}${goes}</li>`
}

/** Roles follow a name plainly; other words are quoted. Long ones are cut, the text itself has them whole. */
function asWords({ as, link }: Step): string {
  const words = (as ?? '').length > 90 ? `${as!.slice(0, 88)}…` : (as ?? '')
  return link.kind === 'person' && words.length > 20 ? `, ${escText(words)}` : ` as “${escText(words)}”`
}

/** What the claim says happens: type, word and participants of each event. */
function eventsHtml(claim: Claim, doc: Document): string {
  const shown = eventsShown(claim, doc)
  return shown.length === 0 ? '' : `<ul class="events">${shown.map(eventHtml).join('')}</ul>\n`
}

function eventHtml({ event, trigger, roles }: EventShown): string {
  const parts = roles.map(
    ([role, names]) =>
      ` <span class="role"><span class="as">${esc(role)}</span> ${names.map(escText).join(', ')}</span>`,
  )
  return `<li class="${event.type}"><span class="etype">${esc(event.type)}</span> <q>${escText(trigger)}</q>${parts.join('')}</li>`
}

const CERTAINTY = { certain: 'stated plainly', probable: 'probable', possible: 'possible', unknown: 'open' } as const

function badges(claim: Claim): string[] {
  const out = [badge(`certainty ${claim.certainty}`, CERTAINTY[claim.certainty], `certainty: ${claim.certainty}`)]
  if (claim.polarity === 'negative') out.push(badge('negative', 'negated', 'polarity: negative'))
  if (voiceOf(claim) === 'denied') out.push(badge('denied', 'denied', 'a source of this chain denies it'))
  if (claim.time !== 'none') out.push(badge('time', claim.time, `time: ${claim.time}`))
  if (claim.quotation === 'direct' || claim.quotation === 'mixed')
    out.push(
      badge(
        'quotation',
        claim.quotation === 'direct' ? 'word for word' : 'partly quoted',
        `quotation: ${claim.quotation}`,
      ),
    )
  if (claim.when) {
    const words = whenWords(claim.when)
    if (words) out.push(badge('when', words, `counted from ${ANCHORS[claim.when.anchor]}`))
  }
  return out
}

const badge = (classes: string, words: string, title: string): string =>
  `<span class="badge ${classes}" title="${escAttr(title)}">${esc(words)}</span>`

function whyHtml(claim: Claim, doc: Document, producers: readonly Producer[]): string {
  const rows = [
    row('claim', `${claim.quotation} speech, ${claim.certainty}, ${claim.polarity}`, whyOf(claim.basis, producers)),
    ...stepsOf(claim, doc).map((step) =>
      row(
        step.entity,
        `${step.link.kind}, ${step.link.manner}, ${step.link.stance}`,
        whyOf(step.link.basis, producers),
      ),
    ),
    ...eventsShown(claim, doc).map(({ event, trigger }) => row(event.type, trigger, whyOf(event.basis, producers))),
    ...(claim.when
      ? [
          row(
            'when',
            wordsOf(doc, [claim.when]),
            `${claim.when.edtf ?? 'left open'}, counted from ${ANCHORS[claim.when.anchor]}`,
          ),
        ]
      : []),
  ]
  return `<dl>${rows.join('')}</dl>`
}

const row = (what: string, value: string, why: string): string =>
  `<dt>${escText(what)}</dt><dd>${escText(value)}<br><span class="rule">${escText(why)}</span></dd>`
