import { parseXml } from '../xml/parse.ts'
import { NAMESPACES } from './names.ts'
import { type Package, resolvePart } from './package.ts'

/** A relationship from one part of an OOXML file to another; those that lead out of the file are left out. */
export interface Relation {
  readonly id: string
  /** Last step of its type: `footnotes`, `image`, `worksheet`. */
  readonly type: string
  /** Name of the part that it leads to. */
  readonly target: string
}

/** The relationships of a part (`''` for the file as a whole), in file order; none when it states none. */
export async function readRelations(file: Package, part: string): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const rels = await file.text(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
  if (rels === null) return []
  const found: Relation[] = []
  parseXml(
    rels.content,
    { namespaces: NAMESPACES },
    {
      open: (name, at) => {
        if (!name.endsWith('Relationship') || at.attribute('TargetMode') === 'External' || found.length >= 10_000)
          return
        const type = at.attribute('Type') ?? ''
        const target = at.attribute('Target') ?? ''
        found.push({
          id: at.attribute('Id') ?? '',
          type: type.slice(type.lastIndexOf('/') + 1),
          target: resolvePart(part, target),
        })
      },
      close: () => {},
      text: () => {},
    },
  )
  return found
}
