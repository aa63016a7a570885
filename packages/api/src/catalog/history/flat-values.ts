import { given } from '../page-input.ts'
import { productFields, variantFields, type ProductFields, type VariantFields } from '../schema.ts'
import { parseVariantKey, variantKey, type FlatFields } from './flat-fields.ts'

const PARTS = ['options', 'pictures', 'collections', 'attributes', 'translations', 'parts']
const SHAPE = ['status', 'optionValues', 'position', 'imageId']

/** Whether a key can be given back an earlier value; what the house keeps by itself, such as a schedule, cannot. */
export function isRestorable(key: string): boolean {
  const part = parseVariantKey(key)
  if (!part) return key in productFields.shape || PARTS.includes(key)
  return part.field in variantFields.shape || SHAPE.includes(part.field)
}

/** The product's own values of these keys, judged by the schema of its form. */
export function productValues(flat: FlatFields, keys: string[]): Given<ProductFields> {
  const known = keys.filter((key) => key in productFields.shape)
  return given(productFields.partial().parse(Object.fromEntries(known.map((key) => [key, flat[key]]))))
}

/** The values of these variants' fields, judged in the same way. */
export function variantValues(
  flat: FlatFields,
  parts: { id: string; field: string }[],
): (Given<VariantFields> & { id: string })[] {
  const known = parts.filter(({ field }) => field in variantFields.shape)
  return [...Map.groupBy(known, ({ id }) => id)].map(([id, fields]) => {
    const values = fields.map(({ field }) => [field, typed(field, flat[variantKey(id, field)])])
    return { ...given(variantFields.partial().parse(Object.fromEntries(values))), id }
  })
}

const typed = (field: string, value: unknown): unknown =>
  field.endsWith('Minor') && typeof value === 'number' ? BigInt(value) : value

type Given<T> = ReturnType<typeof given<Partial<T>>>
