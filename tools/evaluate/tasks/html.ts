/**
 * Task `html`: main text and metadata of pages.
 *
 * Layout 1, trafilatura's evaluation data (`evaldata.json` beside `pages/`): for every page, `with` and `without` list
 * pieces of text that the main text must and must not hold. Scored as trafilatura's own evaluation does: a piece counts
 * when it occurs in the text after white space is collapsed; tp and fn over `with`, fp over `without`, one pool for all
 * pages. The text compared is the blocks of kind paragraph, quote, list and title that stand in the article's body; the
 * document's own title, captions and credits are left out, as trafilatura gives the title apart from the text.
 *
 * Layout 2, article-extraction-benchmark (`ground-truth.json` beside `html/*.html.gz`): F1 over 4-gram shingles of words,
 * averaged as its `evaluate.py` does (precision and recall averaged over pages), and the share of exact texts.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readArtifact } from '@wherefrom/evidence'
import type { Block, Document } from '@wherefrom/schema'
import { type Evaluation, f1, ratio } from '../evaluation.ts'
import { shingleScores } from './html-shingles.ts'

interface Page {
  readonly file: string
  readonly with: readonly string[]
  readonly without: readonly string[]
  readonly title?: string | null
  readonly author?: string | readonly string[] | null
  readonly date?: string | null
  readonly sitename?: string | null
}

export async function evaluate(path: string): Promise<Evaluation> {
  const folder = statSync(path).isDirectory() ? path : dirname(path)
  const truth = join(folder, 'ground-truth.json')
  if (existsSync(truth) && path !== join(folder, 'evaldata.json')) return shingleTask(folder, truth)
  const list = join(folder, 'evaldata.json')
  return existsSync(list) ? segmentTask(folder, list) : { n: 0, metrics: {} }
}

/** The text that is compared: see the head of this file. A dateline counts where it opens a paragraph. */
export function bodyText(doc: Document): string {
  const kinds = new Set(['paragraph', 'quote', 'list', 'title'])
  let text = ''
  for (const [i, b] of doc.blocks.entries()) {
    const opens = b.kind === 'dateline' && doc.blocks[i + 1]?.kind === 'paragraph' && samePlace(b, doc.blocks[i + 1]!)
    if (!opens && (!kinds.has(b.kind) || (b.kind === 'title' && i === 0))) continue
    text += `${doc.text.slice(b.start, b.end)}${opens ? ' ' : '\n'}`
  }
  return text
}

const samePlace = (a: Block, b: Block): boolean =>
  a.source.type === 'element' && b.source.type === 'element' && a.source.path === b.source.path

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

function readPage(folder: string, file: string): Document | null {
  const full = join(folder, 'pages', file)
  if (!existsSync(full)) return null
  const read = readArtifact(readFileSync(full))
  return 'document' in read ? read.document : null
}

function segmentTask(folder: string, list: string): Evaluation {
  const pages = Object.entries(JSON.parse(readFileSync(list, 'utf8')) as Record<string, Page>)
  const tally = { tp: 0, fp: 0, fn: 0 }
  const fields = { title: [0, 0], author: [0, 0], date: [0, 0], site: [0, 0] } as const satisfies Record<
    string,
    number[]
  >
  const scores: Record<keyof typeof fields, [number, number]> = {
    title: [0, 0],
    author: [0, 0],
    date: [0, 0],
    site: [0, 0],
  }
  let n = 0
  for (const [, page] of pages) {
    if (!existsSync(join(folder, 'pages', page.file))) continue
    n++
    const doc = readPage(folder, page.file)
    const text = doc ? squeeze(bodyText(doc)) : ''
    const hits = page.with.filter((s) => text.includes(squeeze(s))).length
    tally.tp += hits
    tally.fn += page.with.length - hits
    tally.fp += page.without.filter((s) => text.includes(squeeze(s))).length
    scoreFields(page, doc, scores)
  }
  const { tp, fp, fn } = tally
  const share = (field: keyof typeof fields) => ratio(scores[field][0], scores[field][1])
  return {
    n,
    metrics: {
      segmentF: f1(tp, tp + fp, tp + fn),
      segmentP: ratio(tp, tp + fp),
      segmentR: ratio(tp, tp + fn),
      title: share('title'),
      author: share('author'),
      date: share('date'),
      site: share('site'),
    },
  }
}

/** Accuracy where the annotation gives a value. Titles and names compare without case, punctuation and spacing. */
function scoreFields(
  page: Page,
  doc: Document | null,
  scores: Record<'title' | 'author' | 'date' | 'site', [number, number]>,
): void {
  const m = doc?.metadata
  const mark = (field: keyof typeof scores, gold: string | null | undefined, right: (gold: string) => boolean) => {
    if (!gold) return
    scores[field][1]++
    if (right(gold)) scores[field][0]++
  }
  mark('title', page.title, (gold) => bare(m?.title) === bare(gold))
  mark('author', typeof page.author === 'string' ? page.author : page.author?.join(';'), (gold) =>
    sameAuthors(m?.authors ?? [], gold),
  )
  mark('date', page.date, (gold) => (m?.published ?? '').slice(0, gold.length) === gold)
  mark('site', page.sitename, (gold) => bare(m?.outlet) === bare(gold))
}

const bare = (text: string | null | undefined): string =>
  (text ?? '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')

function sameAuthors(found: readonly string[], gold: string): boolean {
  const wanted = gold
    .split(';')
    .map(bare)
    .filter((a) => a !== '')
    .sort()
  const got = found.map(bare).sort()
  return wanted.length === got.length && wanted.every((a, i) => a === got[i])
}

function shingleTask(folder: string, truth: string): Evaluation {
  const gold = Object.entries(JSON.parse(readFileSync(truth, 'utf8')) as Record<string, { articleBody: string }>)
  const pairs: { gold: string; found: string }[] = []
  for (const [id, { articleBody }] of gold) {
    const file = join(folder, 'html', `${id}.html.gz`)
    if (!existsSync(file)) continue
    const read = readArtifact(gunzipSync(readFileSync(file)))
    pairs.push({ gold: articleBody, found: 'document' in read ? bodyText(read.document) : '' })
  }
  const { f, exact } = shingleScores(pairs)
  return { n: pairs.length, metrics: { shingleF: f, exact } }
}
