import type { TenantTx } from '@souk/db'
import { productFields } from '../schema.ts'
import { changedKeys, flatFields, parseVariantKey, variantKey, type FlatFields, type Snapshot } from './flat-fields.ts'
import { getVersion } from './read-versions.ts'

/** One value that differs: `field` says what it is, `of` which variant it belongs to. */
export type FieldDifference = { key: string; field: string; of: string | null; before: unknown; after: unknown }

/** What differs between two versions of a product, field by field. */
export async function compareVersions(
  tx: TenantTx,
  input: { productId: string; from: number; to: number },
): Promise<FieldDifference[]> {
  const from = await getVersion(tx, input.productId, input.from)
  const to = await getVersion(tx, input.productId, input.to)
  return compareSnapshots(from.snapshot, to.snapshot)
}

/** A variant that came or went is one line, its status; its fields are told only when it is on sale in both. */
export function compareSnapshots(before: Snapshot, after: Snapshot): FieldDifference[] {
  const [was, is] = [flatFields(before), flatFields(after)]
  const isThere = (flat: FlatFields, id: string) => variantKey(id, 'status') in flat
  const lines = changedKeys(was, is).flatMap((key): FieldDifference[] => {
    const part = parseVariantKey(key)
    if (!part) return [{ key, field: key, of: null, before: was[key] ?? null, after: is[key] ?? null }]
    const cameOrWent = !isThere(was, part.id) || !isThere(is, part.id)
    if (cameOrWent && part.field !== 'status') return []
    const of = variantName(after, part.id) ?? variantName(before, part.id)
    const gone = cameOrWent ? 'archived' : null
    return [{ key, field: part.field, of, before: was[key] ?? gone, after: is[key] ?? gone }]
  })
  return lines.toSorted((a, b) => rank(a) - rank(b))
}

const ORDER = Object.keys(productFields.shape)

/** The product's own fields as its form has them, then what belongs to it, then its variants in their order. */
function rank({ field, of }: FieldDifference): number {
  if (of !== null) return ORDER.length + 1
  const at = ORDER.indexOf(field)
  return at < 0 ? ORDER.length : at
}

export function variantName({ variants }: Pick<Snapshot, 'variants'>, id: string): string | null {
  const variant = variants.find((one) => one.id === id)
  return variant ? variant.option_values.join(' / ') : null
}

/** Who gave a key its present value, and when: the last of the versions in which it became another. */
export function lastChangeOf<Made extends { snapshot: Snapshot }>(versions: Made[], key: string): Made | undefined {
  const flat: FlatFields[] = versions.map(({ snapshot }) => flatFields(snapshot))
  const at = flat.findLastIndex(
    (fields, index) => index > 0 && changedKeys(pick(flat[index - 1]!, key), pick(fields, key)).length > 0,
  )
  return versions[at]
}

const pick = (fields: FlatFields, key: string): FlatFields => ({ [key]: fields[key] ?? null })
