import type { ProductDetail, ProductVariantDetail } from '../read-products.ts'
import type { VariantFields } from '../schema.ts'
import { differences } from '../touch-product.ts'
import type { ImportedProduct, ImportedVariant } from './gather-products.ts'

export type ImportOptions = { update: boolean; overwriteStock: boolean; collections: boolean }

type Change = [before: unknown, after: unknown]
export type ProductPlan =
  | { outcome: 'create' }
  | { outcome: 'unchanged' }
  | { outcome: 'skip' | 'error'; reason: string }
  | {
      outcome: 'update'
      fields: Record<string, Change>
      variants: { id: string; name: string; fields: Record<string, Change> }[]
      stock: { id: string; name: string; onHand: [number, number] }[]
      added: ImportedVariant[]
      images: { url: string; alt: string }[]
    }

/**
 * What a product of the file means for the shop as it is now. An empty cell never clears a field, and what is not in the
 * file stays. When nothing differs nothing is to be written, so that importing a file again changes nothing.
 */
export function planProduct(
  current: ProductDetail | undefined,
  product: ImportedProduct,
  options: ImportOptions,
): ProductPlan {
  if (!current) return { outcome: 'create' }
  if (!options.update) return { outcome: 'skip', reason: 'There is a product with this handle already.' }
  const [had, has] = [current.options, product.options].map((list) => list.map(({ name }) => name))
  if (had!.join('/').toLowerCase() !== has!.join('/').toLowerCase()) {
    const told = (names: string[]) => names.join(', ') || 'none'
    return {
      outcome: 'error',
      reason: `Its options are ${told(had!)} in the shop and ${told(has!)} in the file. Change them on the product first.`,
    }
  }
  const known = new Map(current.variants.map((variant) => [JSON.stringify(variant.optionValues), variant]))
  const pairs = product.variants.flatMap((wanted) => {
    const variant = known.get(JSON.stringify(wanted.optionValues))
    return variant ? [{ variant, wanted, name: wanted.optionValues.join(' / ') }] : []
  })
  const plan = {
    outcome: 'update' as const,
    fields: differences(current, filled(fieldsOf(product))) as Record<string, Change>,
    variants: pairs.flatMap(({ variant, wanted, name }) => {
      const fields = differences(variant as VariantFields, filled(variantFieldsOf(wanted))) as Record<string, Change>
      return Object.keys(fields).length > 0 ? [{ id: variant.id, name, fields }] : []
    }),
    stock: options.overwriteStock
      ? pairs.flatMap(({ variant, wanted, name }) => countedAnew(variant, wanted, name))
      : [],
    added: product.variants.filter(({ optionValues }) => !known.has(JSON.stringify(optionValues))),
    images: product.images.filter(({ url }) => !current.images.some(({ sourceUrl }) => sourceUrl === url)),
  }
  const changes =
    Object.keys(plan.fields).length + plan.variants.length + plan.stock.length + plan.added.length + plan.images.length
  return changes === 0 ? { outcome: 'unchanged' } : plan
}

const countedAnew = (variant: ProductVariantDetail, wanted: ImportedVariant, name: string) =>
  variant.onHand === wanted.onHand
    ? []
    : [{ id: variant.id, name, onHand: [variant.onHand, wanted.onHand] as [number, number] }]

export const fieldsOf = ({
  title,
  bodyHtml,
  vendor,
  productType,
  tags,
  status,
  seoTitle,
  seoDescription,
}: ImportedProduct) => ({
  title,
  bodyHtml,
  vendor,
  productType,
  tags,
  status,
  seoTitle,
  seoDescription,
})

export const variantFieldsOf = (variant: ImportedVariant): VariantFields => ({
  sku: variant.sku,
  barcode: variant.barcode,
  priceMinor: variant.priceMinor,
  compareAtMinor: variant.compareAtMinor,
  costMinor: variant.costMinor,
  weightGrams: variant.weightGrams,
  requiresShipping: variant.requiresShipping,
  taxable: variant.taxable,
  trackStock: variant.trackStock,
  backorder: variant.backorder,
})

/** The fields whose cell was not empty. */
function filled<T extends object>(fields: T): Partial<T> {
  const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as Partial<T>
}
