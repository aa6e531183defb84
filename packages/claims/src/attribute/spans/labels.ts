/** BIO labels over tokens. */
export const O = 0
export const B_SOURCE = 1
// 2 is a source's inside, which nobody names.
export const B_CUE = 3
export const I_CUE = 4
export const B_CONTENT = 5
export const I_CONTENT = 6
export const LABELS = 7

export const SOURCE = 0
export const CUE = 1
export const CONTENT = 2

export const beginOf = (role: number): number => 1 + role * 2
export const insideOf = (role: number): number => 2 + role * 2

/** May `next` follow `label`? An inside label needs its own role before it. */
export function mayFollow(label: number, next: number): boolean {
  const inside = next !== O && (next & 1) === 0
  return !inside || label === next || label === next - 1
}
