import type { CERTAINTIES, Manner, QUOTATIONS, TIMES } from '@wherefrom/schema'
import { SOURCE_KINDS, type SourceKind } from '@wherefrom/schema'
import type { QueryField } from '../query/fields.ts'
import type { ClassOf } from '../tags.ts'
import { classTags, hasTag, mannerTag, OWN_TAG, originTag, type POLARITIES, typeTag } from '../tags.ts'

/** The tags of passages that have a value of a field. `value` is one that the field allows. */
export function tagsFor(field: QueryField, value: string): string[] {
  switch (field.name) {
    case 'certainty':
      return classTags({ certainty: value as (typeof CERTAINTIES)[number] })
    case 'polarity':
      return classTags({ polarity: value as (typeof POLARITIES)[number] })
    case 'quotation':
      return classTags({ quotation: value as (typeof QUOTATIONS)[number] })
    case 'time':
      return classTags({ time: value as (typeof TIMES)[number] })
    case 'manner':
      return [mannerTag(value as Manner)]
    case 'origin':
      return originTags(value)
    case 'has':
      return havingTags(value)
    case 'type':
      return [typeTag(value)]
    default:
      throw new Error(`no tags for the field ${field.name}`)
  }
}

function originTags(value: string): string[] {
  if (value === 'own') return [OWN_TAG]
  if (value === 'named') return SOURCE_KINDS.map((kind) => originTag(kind, true))
  if (value === 'unnamed') return SOURCE_KINDS.map((kind) => originTag(kind, false))
  return [originTag(value as SourceKind, true), originTag(value as SourceKind, false)]
}

function havingTags(value: string): string[] {
  const quoted = (quotation: ClassOf['quotation']): string[] => classTags({ quotation })
  if (value === 'claim') return classTags({})
  if (value === 'quote') return [...quoted('direct'), ...quoted('mixed')]
  return [hasTag(value as Parameters<typeof hasTag>[0])]
}
