import diff from 'microdiff'
import type { ProductFields, VariantFields } from '../schema.ts'

/** A snapshot as it lies in the table: the product's row and its parts, with the names of the columns. */
export type Snapshot = Record<string, unknown> & {
  options: { name: string; values: string[] }[]
  variants: (Record<string, unknown> & { id: string; option_values: string[]; status: string })[]
  images: (Record<string, unknown> & { id: string; file_id: string | null; alt: string })[]
  collections: { id: string; title: string }[]
}

/**
 * What is said about a product, one value a key: `title`, `tags`, `options`, `pictures`, `collections`, and for each variant
 * `variant.<id>.priceMinor`. A variant that is archived has no keys. Two people collide when both change the value of one.
 */
export type FlatFields = Record<string, unknown>

/** Kept by other means than a field a person edits; the records of brand and type follow their names. */
const NOT_FIELDS = new Set([
  'options',
  'variants',
  'images',
  'collections',
  'trashedAt',
  'purgedAt',
  'brandId',
  'productTypeId',
])

export function flatFields(snapshot: Snapshot): FlatFields {
  const flat: FlatFields = {}
  for (const [column, value] of Object.entries(snapshot)) {
    const key = camelCase(column)
    if (!NOT_FIELDS.has(key)) flat[key] = value
  }
  flat.options = snapshot.options
  flat.pictures = snapshot.images.map(({ id, file_id: fileId, alt }) => ({ id, fileId, alt }))
  flat.collections = snapshot.collections
  const active = snapshot.variants.filter(({ status }) => status === 'active')
  for (const { id, ...variant } of active)
    for (const [column, value] of Object.entries(variant)) flat[variantKey(id, camelCase(column))] = value
  return flat
}

/** What a page of the back office wants to write, by the same keys and in the same form as a snapshot. */
export function flatInput(
  fields: Partial<ProductFields>,
  variants: (Partial<VariantFields> & { id: string })[],
): FlatFields {
  const flat: FlatFields = {}
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) flat[key] = plain(value)
  for (const { id, ...variant } of variants)
    for (const [key, value] of Object.entries(variant))
      if (value !== undefined) flat[variantKey(id, key)] = plain(value)
  return flat
}

/** The keys whose values differ. A list such as tags or options counts as one value. */
export const changedKeys = (before: FlatFields, after: FlatFields): string[] => [
  ...new Set(diff(before, after).map(({ path }) => String(path[0]))),
]

export const sameValue = (a: unknown, b: unknown): boolean =>
  diff({ value: a ?? null }, { value: b ?? null }).length === 0

export const variantKey = (id: string, field: string): string => `variant.${id}.${field}`

/** The variant and field of a key, or null when the key is about the product itself. */
export function parseVariantKey(key: string): { id: string; field: string } | null {
  const [kind, id, field] = key.split('.')
  return kind === 'variant' && id && field ? { id, field } : null
}

/** Amounts in a snapshot are JSON numbers; the largest amount a field takes is far below where those lose digits. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)

export const camelCase = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
