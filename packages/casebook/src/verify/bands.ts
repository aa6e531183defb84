import { bandsOf, type Row } from '@wherefrom/evidence'
import { part, type Verification } from './context.ts'
import { numberOf, textOf } from './source.ts'

/**
 * Bands of images are made again from the images' hashes and compared. Both tables are read in the order of artifacts, so
 * that one image's bands are in memory at a time.
 */
export async function checkBands(v: Verification): Promise<void> {
  await part(v, 'image_bands', async () => {
    const groups = grouped(v.source.rows('select band, value, artifact from image_bands order by artifact'))
    let group = await groups.next()
    for await (const image of v.source.rows('select artifact, dct from images order by artifact')) {
      const artifact = textOf(image.artifact) ?? ''
      for (; !group.done && group.value.artifact < artifact; group = await groups.next()) wrong(v, group.value.artifact)
      const found = !group.done && group.value.artifact === artifact ? group.value.bands : new Set<string>()
      if (!sameSet(found, new Set(bandsOf({ dct: textOf(image.dct) }).map(named)))) wrong(v, artifact)
      if (!group.done && group.value.artifact === artifact) group = await groups.next()
    }
    for (; !group.done; group = await groups.next()) wrong(v, group.value.artifact)
  })
}

const wrong = (v: Verification, artifact: string): void =>
  v.findings.add('custody/derived', { what: `image ${artifact.slice(0, 64)}`, why: 'its bands' }, { artifact })

const named = ([band, value]: readonly [band: number, value: number]): string => `${band} ${value}`

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((x) => b.has(x))

interface Group {
  readonly artifact: string
  readonly bands: Set<string>
}

async function* grouped(rows: AsyncIterable<Row>): AsyncGenerator<Group> {
  let group: Group = { artifact: '', bands: new Set() }
  for await (const row of rows) {
    const artifact = textOf(row.artifact) ?? ''
    if (group.artifact !== artifact) {
      if (group.bands.size > 0) yield group
      group = { artifact, bands: new Set() }
    }
    group.bands.add(named([numberOf(row.band), numberOf(row.value)]))
  }
  if (group.bands.size > 0) yield group
}
