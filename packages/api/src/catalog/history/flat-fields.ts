import diff from 'microdiff'
import type { ProductFields, VariantFields } from '../schema.ts'

/** A snapshot as it lies in the table: the product's row and its parts, with the names of the columns. */
export type Snapshot = Record<string, unknown> & {
  options: { name: string; values: string[] }[]
  variants: (Record<string, unknown> & { id: string; option_values: string[]; status: string })[]
  images: (Record<string, unknown> & { id: string; file_id: string | null; alt: string })[]
  collections: { id: string; title: string }[]
  /** What follows came later than the history itself: older versions do not say it, so they neither differ in it nor give it back. */
  attributes?: AttributeRow[]
  translations?: { locale: string; field: string; value: string; source_hash: string }[]
  parts?: {
    bundle_variant_id: string
    component_variant_id: string
    quantity: number
    position: number
    name: string
  }[]
}

export type AttributeRow = {
  attribute_id: string
  name: string
  position: number
  text: string | null
  number: number | null
  file_id: string | null
  ref_product_id: string | null
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
  'attributes',
  'translations',
  'parts',
])

const LATER = ['attributes', 'translations', 'parts'] as const

export function flatFields(snapshot: Snapshot): FlatFields {
  const flat: FlatFields = {}
  for (const [column, value] of Object.entries(snapshot)) {
    const key = camelCase(column)
    if (!NOT_FIELDS.has(key)) flat[key] = value
  }
  flat.options = snapshot.options
  flat.pictures = snapshot.images.map(({ id, file_id: fileId, alt }) => ({ id, fileId, alt }))
  flat.collections = snapshot.collections
  Object.assign(flat, laterFields(snapshot))
  const active = snapshot.variants.filter(({ status }) => status === 'active')
  for (const { id, ...variant } of active)
    for (const [column, value] of Object.entries(variant)) flat[variantKey(id, camelCase(column))] = value
  return flat
}

/** Attributes, translations and parts, each as a list of what has a name and what it says. */
function laterFields({ attributes, translations, parts }: Snapshot): FlatFields {
  const said = (row: AttributeRow) => String(row.text ?? row.number ?? row.file_id ?? row.ref_product_id ?? '')
  const named = attributes && [...Map.groupBy(attributes, ({ attribute_id: id }) => id)]
  return {
    ...(named && { attributes: named.map(([id, rows]) => ({ id, name: rows[0]!.name, values: rows.map(said) })) }),
    ...(translations && {
      translations: translations.map(({ locale, field, value }) => ({ name: `${locale} ${field}`, values: [value] })),
    }),
    ...(parts && {
      parts: parts.map(({ bundle_variant_id: of, component_variant_id: id, quantity, name }) => ({
        of,
        id,
        name,
        values: [`${quantity} ×`],
      })),
    }),
  }
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
  ...new Set(
    diff(before, after)
      .map(({ path }) => String(path[0]))
      .filter((key) => !isLater(key) || (key in before && key in after)),
  ),
]

const isLater = (key: string): boolean => LATER.some((later) => later === key)

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
