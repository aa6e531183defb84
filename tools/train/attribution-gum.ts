import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Span } from '@wherefrom/schema'
import { type GoldAttribution, type PolnearDocument, tidySpans } from '../evaluate/tasks/attribution-polnear.ts'
import { conlluFiles, NON_COMMERCIAL, readConllu, type TreeDocument } from './conllu.ts'

/** One node of a rhetorical tree: units are the leaves. */
interface Node {
  readonly id: number
  readonly parent: number
  readonly relation: string
  readonly unit: boolean
}

/** The nodes of an rs4 file (the format of rstWeb), by id. */
export function readRst(xml: string): Map<number, Node> {
  const out = new Map<number, Node>()
  for (const m of xml.matchAll(/<(segment|group) ([^>]{0,300})>/g)) {
    const field = (name: string): string => new RegExp(`${name}="([^"]{0,60})"`).exec(m[2]!)?.[1] ?? ''
    const id = Number(field('id'))
    out.set(id, { id, parent: Number(field('parent') || -1), relation: field('relname'), unit: m[1] === 'segment' })
  }
  return out
}

/** Units under the node `top`, without what hangs off it as an attribution. */
function unitsUnder(nodes: ReadonlyMap<number, Node>, children: ReadonlyMap<number, number[]>, top: number): number[] {
  const out: number[] = []
  const open = [top]
  while (open.length > 0) {
    const id = open.pop()!
    if (nodes.get(id)?.unit) out.push(id)
    for (const child of children.get(id) ?? []) {
      if (id === top && nodes.get(child)!.relation.startsWith('attribution')) continue
      open.push(child)
    }
  }
  return out.sort((a, b) => a - b)
}

interface Word {
  readonly start: number
  readonly end: number
  readonly sentence: number
}

/** `191-195` or `3,22` -> word numbers from 0. */
function numbers(field: string): number[] {
  const out: number[] = []
  for (const part of field.split(',')) {
    const [from, to] = part.split('-').map(Number)
    for (let i = from!; i <= (to ?? from!) && out.length < 200; i++) out.push(i - 1)
  }
  return out
}

/** Words that a kind of signal marks in a `Discourse=` field: `sem-atsrc-191-195-_`. */
function signal(field: string, kind: string): number[] {
  return [...field.matchAll(new RegExp(`(?:^|[+:;])${kind}-([0-9,-]{1,80})-(?:_|gold|pred)`, 'g'))].flatMap((m) =>
    numbers(m[1]!),
  )
}

/** Sentences that a content may go on for behind the cue's. */
const FURTHER = 3

/** Attributions out of GUM's rhetorical annotation (Zeldes 2017; signals: Liu and Zeldes 2019). */
export function gumAttributions(tree: TreeDocument, rst: ReadonlyMap<number, Node>): GoldAttribution[] {
  const words: Word[] = []
  const unitFrom: number[] = []
  const relations: { unit: number; field: string }[] = []
  for (const [s, sentence] of tree.sentences.entries())
    for (let i = 0; i < sentence.form.length; i++) {
      const discourse = /(?:^|\|)Discourse=([^|]*)/.exec(sentence.misc[i]!)?.[1]
      if (discourse) {
        unitFrom.push(words.length)
        for (const field of discourse.split(';')) relations.push({ unit: unitFrom.length, field })
      }
      words.push({ start: sentence.start[i]!, end: sentence.end[i]!, sentence: s })
    }
  const children = new Map<number, number[]>()
  for (const node of rst.values()) children.set(node.parent, [...(children.get(node.parent) ?? []), node.id])
  const spansOf = (list: readonly number[]): Span[] =>
    tidySpans(
      tree.text,
      list.flatMap((i) => (words[i] ? [{ start: words[i].start, end: words[i].end }] : [])),
    )
  const out: GoldAttribution[] = []
  for (const { unit, field } of relations) {
    if (!field.startsWith('attribution')) continue
    const cue = [...signal(field, 'lex-indwd'), ...signal(field, 'lex-indph')]
    const node = rst.get(unit)
    if (cue.length === 0 || !node || !words[cue[0]!]) continue
    const last = words[cue[0]!]!.sentence + FURTHER
    const source = signal(field, 'sem-atsrc')
    const taken = new Set([...cue, ...source])
    const content: number[] = []
    for (const u of unitsUnder(rst, children, node.parent))
      for (let i = unitFrom[u - 1]!; i < (unitFrom[u] ?? words.length); i++)
        if (!taken.has(i) && words[i]!.sentence <= last) content.push(i)
    const made = { source: spansOf(source), cue: spansOf(cue), content: spansOf(trimmed(tree.text, words, content)) }
    if (made.content.length > 0) out.push(made)
  }
  return out
}

/** Without commas and stops at the ends of each run of words, as PolNeAR's annotators did it. */
function trimmed(text: string, words: readonly Word[], list: readonly number[]): number[] {
  const mark = (i: number): boolean => /^[,.;:?!-]+$/.test(text.slice(words[i]!.start, words[i]!.end))
  const keep = new Set(list)
  for (const i of list) {
    for (let k = i; keep.has(k) && !keep.has(k - 1) && mark(k); k++) keep.delete(k)
    for (let k = i; keep.has(k) && !keep.has(k + 1) && mark(k); k--) keep.delete(k)
  }
  return list.filter((i) => keep.has(i))
}

/** Attributions of GUM's `part`, of the genres whose licence lets weights be shared. */
export function readGum(corpora: string, part: 'train' | 'dev'): PolnearDocument[] {
  const folder = join(corpora, 'gum', part)
  const out: PolnearDocument[] = []
  for (const file of conlluFiles(join(folder, 'dep'))) {
    const name = basename(file, '.conllu')
    const rst = join(folder, 'rst', `${name}.rs4`)
    if (NON_COMMERCIAL.test(name) || !existsSync(rst)) continue
    const nodes = readRst(readFileSync(rst, 'utf8'))
    for (const tree of readConllu(readFileSync(file, 'utf8')))
      out.push({ name, text: tree.text, attributions: gumAttributions(tree, nodes) })
  }
  return out
}
