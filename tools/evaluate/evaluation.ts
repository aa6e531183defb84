/** What an evaluation task returns. `n`: how many documents (or cases) were scored; `metrics`: fractions, except MAE. */
export interface Evaluation {
  readonly n: number
  readonly metrics: Readonly<Record<string, number>>
}

/** F1 of precision and recall counts; 0 when there is nothing to find and nothing found. */
export function f1(matched: number, predicted: number, gold: number): number {
  return predicted + gold === 0 ? 0 : (2 * matched) / (predicted + gold)
}

/** Safe ratio: 0 when the denominator is 0. */
export const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b)
