/**
 * Events against RAMS or WikiEvents: a folder or file of JSON lines. Every sentence is read as if it were the content of a
 * claim. A trigger is found where an event's trigger shares a word with the annotated one; its type is right if the mapping of
 * `events-data.ts` allows it; a role is right if a participant of an allowed role holds the last word of the annotated
 * argument. Arguments outside the trigger's sentence count for nothing: events are read by sentence.
 * Precision of triggers is told for corpora that annotate every event (WikiEvents), over the types that they know.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { eventsOf } from '@wherefrom/claims'
import type { ClaimEvent, Span } from '@wherefrom/schema'
import { type Evaluation, f1, ratio } from '../evaluation.ts'
import { analyseText } from './chains-run.ts'
import { type GoldDocument, type GoldEvent, readLine, rolesFor } from './events-data.ts'

export interface Counts {
  /** Annotated events of a type that is known here; how many were found, and found with a right type. */
  gold: number
  found: number
  typed: number
  /** Of complete corpora: events made, of types that the corpus knows in this form. */
  made: number
  matched: number
  completeGold: number
  roleGold: number
  roleMade: number
  roleRight: number
}

export const zero = (): Counts => ({
  gold: 0,
  found: 0,
  typed: 0,
  made: 0,
  matched: 0,
  completeGold: 0,
  roleGold: 0,
  roleMade: 0,
  roleRight: 0,
})

const meet = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end
const within = (a: Span, b: Span): boolean => a.start >= b.start && a.end <= b.end

/** The last word of an argument: its head in most English phrases. */
function lastWord(text: string, s: Span): Span {
  const words = text.slice(s.start, s.end)
  const of = words.indexOf(' of ')
  const end = s.start + (of > 0 ? of : words.length)
  return { start: Math.max(s.start, text.lastIndexOf(' ', end - 1) + 1), end }
}

/** Scores the events of one document, sentence by sentence. `report` receives each comparison, for looking at errors. */
export function scoreDocument(
  gold: GoldDocument,
  sentences: readonly { readonly span: Span; readonly events: readonly ClaimEvent[] }[],
  counts: Counts,
  report?: (e: GoldEvent, made: ClaimEvent | null, sentence: Span | null) => void,
): void {
  const known = new Set(gold.events.flatMap((e) => e.types.slice(0, 1)))
  const all = sentences.flatMap((s) => s.events)
  for (const e of gold.events) {
    if (e.types.length === 0) continue
    counts.gold++
    const sentence = sentences.find((s) => meet(s.span, e.trigger))
    const near = sentence?.events.filter((m) => meet(m.trigger, e.trigger) && m.type !== 'other') ?? []
    const made = near.find((m) => e.types.includes(m.type)) ?? near[0] ?? null
    report?.(e, made, sentence?.span ?? null)
    if (made) counts.found++
    if (made && e.types.includes(made.type)) counts.typed++
    if (made && sentence) scoreRoles(gold.text, e, made, sentence.span, counts)
  }
  if (!gold.complete) return
  const usual = all.filter((m) => known.has(m.type))
  counts.made += usual.length
  counts.completeGold += gold.events.filter((e) => e.types.length > 0).length
  counts.matched += usual.filter((m) =>
    gold.events.some((e) => e.types.includes(m.type) && meet(m.trigger, e.trigger)),
  ).length
}

function scoreRoles(text: string, e: GoldEvent, made: ClaimEvent, sentence: Span, counts: Counts): void {
  const args = e.arguments.filter((a) => within(a.span, sentence) && rolesFor(a.role).length > 0)
  counts.roleGold += args.length
  const used = new Set<number>()
  for (const a of args) {
    const head = lastWord(text, a.span)
    const at = made.participants.findIndex((p, k) => !used.has(k) && rolesFor(a.role).includes(p.role) && meet(p, head))
    if (at < 0) continue
    used.add(at)
    counts.roleRight++
  }
  // a participant of a role that the annotation of this type never has is not held against it
  const askable = new Set(e.arguments.flatMap((a) => rolesFor(a.role)))
  counts.roleMade += made.participants.filter((p, k) => used.has(k) || askable.has(p.role)).length
}

export function metricsOf(c: Counts): Record<string, number> {
  return {
    triggerR: ratio(c.found, c.gold),
    ...(c.completeGold > 0
      ? { triggerF: f1(c.matched, c.made, c.completeGold), triggerP: ratio(c.matched, c.made) }
      : {}),
    typeAccuracy: ratio(c.typed, c.found),
    typeF: ratio(c.typed, c.gold),
    roleF: f1(c.roleRight, c.roleMade, c.roleGold),
    roleP: ratio(c.roleRight, c.roleMade),
    roleR: ratio(c.roleRight, c.roleGold),
  }
}

export function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path, { withFileTypes: true }).filter((e) => e.isFile() && /\.jsonl(?:ines)?$/.test(e.name))
  return names.map((e) => join(path, e.name)).sort()
}

export async function readGold(path: string): Promise<GoldDocument[]> {
  const lines = filesOf(path).flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  return lines.filter((l) => l.trim() !== '').flatMap((l) => readLine(l) ?? [])
}

/** Reads a document and tells the events of each of its sentences. */
export async function readSentences(gold: GoldDocument) {
  const { doc, layers } = await analyseText(gold.text, { published: null, outlet: null })
  const spans: Span[] = []
  for (let s = 0; s < layers.sentences.length; s++) {
    const [from, to] = [layers.sentences.from[s]!, layers.sentences.to[s]!]
    if (from < to) spans.push({ start: layers.tokens.start[from]!, end: layers.tokens.end[to - 1]! })
  }
  const events = eventsOf(
    doc,
    layers,
    spans.map((s) => [s]),
  )
  return { doc, layers, sentences: spans.map((span, i) => ({ span, events: events[i]! })) }
}

export async function evaluate(path: string): Promise<Evaluation> {
  const counts = zero()
  const all = await readGold(path)
  for (const gold of all) scoreDocument(gold, (await readSentences(gold)).sentences, counts)
  return { n: all.length, metrics: metricsOf(counts) }
}
