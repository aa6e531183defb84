/** Page numbers as people write them: `1-3, 7`. At most `most` ranges, then an ellipsis. */
export function listPages(pages: readonly number[], most = 12): string {
  const ranges: string[] = []
  for (let i = 0; i < pages.length; ) {
    let k = i
    while (k + 1 < pages.length && pages[k + 1] === pages[k]! + 1) k++
    if (ranges.length === most) return `${ranges.join(', ')}, ...`
    ranges.push(k === i ? `${pages[i]}` : `${pages[i]}-${pages[k]}`)
    i = k + 1
  }
  return ranges.join(', ')
}
