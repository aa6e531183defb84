import { decodeModel, finish, hashText, LinearModel, ModelError, type ModelFile } from '@wherefrom/nlp'
import { STANCE_VERSION } from './features.ts'
import { decodeForest, encodeForest, type Forest, forestSum, type GrownNode } from './forest.ts'

export const STANCE_COMPONENT = 'claims.stance'
/** Weights whose licences let them ship freely, and those of research sets, which can be left out. */
export const STANCE_FILE = 'stance.bin.gz'
export const STANCE_NEWS_FILE = 'stance-news.bin.gz'

/** A linear score is handed to the forest as the steps of this ladder that it reaches. */
export const LADDER: readonly number[] = Array.from({ length: 33 }, (_, k) => (k - 16) / 5)

/** One way of rating: a linear model over all features, and a forest over the frequent ones and the linear score. */
export interface Rater {
  readonly linear: LinearModel
  readonly unit: number
  readonly bias: number
  readonly forest: Forest
  /** Key of a frequent feature -> its index in the forest. */
  readonly index: ReadonlyMap<number, number>
}

/** What the trainer hands over of one rater. */
export interface RaterParts {
  readonly weights: Iterable<readonly [key: number, weight: number]>
  readonly bias: number
  readonly keys: readonly number[]
  readonly base: number
  readonly trees: readonly (readonly GrownNode[])[]
}

export interface Register {
  readonly linear: LinearModel
  readonly unit: number
  readonly bias: number
}

export interface StanceModel {
  /** Rates whether a thing has come true, as readers of everyday writing see it. */
  readonly plain: Rater
  /** Rates how far an edited report commits itself to it; null where the file is left out. */
  readonly news: { readonly rater: Rater; readonly register: Register } | null
}

export const featureKey = (feature: string): number => finish(hashText(feature))

/** Steps of the lower part in one of the upper. */
const FINE = 128

const largest = (weights: readonly (readonly [number, number])[]): number =>
  weights.reduce((most, [, w]) => Math.max(most, Math.abs(w)), 0)

/**
 * Sections of a linear model of one value, in 15 bits: class 0 holds the weight's upper part, class 1 its lower 7 bits.
 * Hundreds of small weights make a score here; eight bits would round most of them away.
 */
export function encodeLinear(
  weights: Iterable<readonly [number, number]>,
  prefix: string,
): { sections: Map<string, Uint8Array>; unit: number } {
  const rows = [...weights]
  const unit = largest(rows) / (127 * FINE) || 1
  const sections = LinearModel.encode(
    rows.map(([key, w]) => {
      const q = Math.round(w / unit)
      const high = Math.round(q / FINE)
      const parts: (readonly [number, number])[] = [
        [0, high],
        [1, q - high * FINE],
      ]
      return [key, parts.filter(([, part]) => part !== 0)] as const
    }),
    prefix,
  )
  return { sections, unit }
}

export function encodeRater(parts: RaterParts): Pick<ModelFile, 'sections'> & { settings: Record<string, unknown> } {
  const { sections, unit } = encodeLinear(parts.weights, 'linear.')
  const keys = new Uint8Array(Int32Array.from(parts.keys).buffer)
  return {
    sections: new Map([...sections, ...encodeForest(parts.trees, 'forest.'), ['forest.keys', keys]]),
    settings: { unit, bias: parts.bias, base: parts.base },
  }
}

const number = (settings: Readonly<Record<string, unknown>>, name: string): number => {
  const value = settings[name]
  if (typeof value !== 'number') throw new ModelError(`${STANCE_COMPONENT}: setting ${name} is missing`)
  return value
}

function decodeRater({ header, sections }: ModelFile): Rater {
  const bytes = sections.get('forest.keys')
  if (!bytes) throw new ModelError(`${STANCE_COMPONENT}: section forest.keys is missing`)
  const keys = new Int32Array(bytes.slice().buffer)
  return {
    linear: LinearModel.decode(2, sections, 'linear.'),
    unit: number(header.settings, 'unit'),
    bias: number(header.settings, 'bias'),
    forest: decodeForest(sections, 'forest.', number(header.settings, 'base')),
    index: new Map(Array.from(keys, (key, k) => [key, k] as const)),
  }
}

/** Loads the weights from model files (name -> decompressed bytes); null where they are not installed. */
export function loadStance(files: ReadonlyMap<string, Uint8Array>): StanceModel | null {
  const plain = files.get(STANCE_FILE)
  if (!plain) return null
  const news = files.get(STANCE_NEWS_FILE)
  return {
    plain: decodeRater(decodeModel(plain, STANCE_COMPONENT, STANCE_VERSION)),
    news: news ? decodeNews(decodeModel(news, STANCE_COMPONENT, STANCE_VERSION)) : null,
  }
}

function decodeNews(file: ModelFile): NonNullable<StanceModel['news']> {
  return {
    rater: decodeRater(file),
    register: {
      linear: LinearModel.decode(2, file.sections, 'register.'),
      unit: number(file.header.settings, 'registerUnit'),
      bias: number(file.header.settings, 'registerBias'),
    },
  }
}

/** Score of a linear model for distinct keys. */
export function linearScore(model: Register, keys: Int32Array): number {
  const out = new Int32Array(2)
  model.linear.add(keys, keys.length, out)
  return model.bias + (out[0]! * FINE + out[1]!) * model.unit
}

/** A rater's value for distinct feature keys; not yet limited to [-3, 3]. */
export function rate(rater: Rater, keys: Int32Array): number {
  const score = linearScore(rater, keys)
  const has = new Uint8Array(rater.index.size + LADDER.length)
  for (const key of keys) {
    const k = rater.index.get(key)
    if (k !== undefined) has[k] = 1
  }
  for (let k = 0; k < LADDER.length && score >= LADDER[k]!; k++) has[rater.index.size + k] = 1
  return forestSum(rater.forest, has) / 1000
}
