import type { Change, ImportRules, UnitPlan } from '../../basics/index.ts'
import type { ProductDetail, ProductVariantDetail } from '../read-products.ts'
import type { VariantFields } from '../schema.ts'
import { differences } from '../touch-product.ts'
import type { ImportedProduct, ImportedVariant } from './gather-products.ts'

export type ProductUpdate = {
  outcome: 'update'
  fields: Record<string, Change>
  variants: { id: string; name: string; fields: Record<string, Change> }[]
  stock: { id: string; name: string; onHand: [number, number] }[]
  added: ImportedVariant[]
  images: { url: string; alt: string }[]
}
export type ProductPlan =
  { outcome: 'create' } | { outcome: 'unchanged' } | { outcome: 'skip' | 'error'; reason: string } | ProductUpdate

/**
 * What a product of the file means for the shop as it is now. An empty cell never clears a field unless that was asked,
 * and what is not in the file stays. When nothing differs nothing is to be written, so importing a file again changes nothing.
 */
export function planProduct(
  current: ProductDetail | undefined,
  product: ImportedProduct,
  rules: ImportRules,
): ProductPlan {
  const by = rules.matchBy === 'sku' ? 'SKU' : 'handle'
  if (!current && rules.existing === 'update') return { outcome: 'skip', reason: `No product has this ${by}.` }
  if (!current) return { outcome: 'create' }
  if (rules.existing === 'create') return { outcome: 'skip', reason: `There is a product with this ${by} already.` }
  if (current.trashedAt)
    return { outcome: 'error', reason: 'This product is in the trash. Bring it back to change it.' }
  const clash = rules.matchBy === 'sku' ? null : optionClash(current, product)
  if (clash) return { outcome: 'error', reason: clash }
  const { pairs, added } = pairVariants(current, product, rules)
  const plan: ProductUpdate = {
    outcome: 'update',
    fields: differences(current, asked(fieldsOf(product), product.given, rules)) as Record<string, Change>,
    variants: pairs.flatMap(({ variant, wanted, name }) => {
      const given = asked(variantFieldsOf(wanted), wanted.given, rules)
      const fields = differences(variant as VariantFields, given) as Record<string, Change>
      return Object.keys(fields).length > 0 ? [{ id: variant.id, name, fields }] : []
    }),
    stock: rules.overwriteStock ? pairs.flatMap(({ variant, wanted, name }) => countedAnew(variant, wanted, name)) : [],
    added,
    images: rules.keep.includes('pictures')
      ? []
      : product.images.filter(({ url }) => !current.images.some(({ sourceUrl }) => sourceUrl === url)),
  }
  const changes =
    Object.keys(plan.fields).length + plan.variants.length + plan.stock.length + plan.added.length + plan.images.length
  return changes === 0 ? { outcome: 'unchanged' } : plan
}

function optionClash(current: ProductDetail, product: ImportedProduct): string | null {
  const [had, has] = [current.options, product.options].map((list) => list.map(({ name }) => name))
  if (had!.join('/').toLowerCase() === has!.join('/').toLowerCase()) return null
  const told = (names: string[]) => names.join(', ') || 'none'
  return `Its options are ${told(had!)} in the shop and ${told(has!)} in the file. Change them on the product first.`
}

type Pair = { variant: ProductVariantDetail; wanted: ImportedVariant; name: string }

function pairVariants(current: ProductDetail, product: ImportedProduct, rules: ImportRules) {
  const keyOf = ({ optionValues, sku }: { optionValues: string[]; sku: string | null }) =>
    rules.matchBy === 'sku' ? (sku ?? '') : JSON.stringify(optionValues)
  const known = new Map(current.variants.map((variant) => [keyOf(variant), variant]))
  const pairs = product.variants.flatMap((wanted): Pair[] => {
    const variant = known.get(keyOf(wanted))
    return variant ? [{ variant, wanted, name: variant.optionValues.join(' / ') }] : []
  })
  const fits = (wanted: ImportedVariant) => wanted.optionValues.length === current.options.length
  const combinations = new Set(current.variants.map(({ optionValues }) => JSON.stringify(optionValues)))
  const added = product.variants.filter(
    (wanted) => !known.has(keyOf(wanted)) && fits(wanted) && !combinations.has(JSON.stringify(wanted.optionValues)),
  )
  return { pairs, added }
}

const countedAnew = (variant: ProductVariantDetail, wanted: ImportedVariant, name: string) =>
  !wanted.counted || variant.onHand === wanted.onHand
    ? []
    : [{ id: variant.id, name, onHand: [variant.onHand, wanted.onHand] as [number, number] }]

/** The fields to be written on a record that is there: those the row says something of, less those that are to be kept. */
const asked = <T extends object>(fields: T, given: string[], rules: ImportRules): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) => given.includes(field) && !rules.keep.includes(field)),
  ) as Partial<T>

/** The plan as the report tells it, field by field. */
export function tellPlan(product: ImportedProduct, plan: ProductPlan, subjectId?: string): UnitPlan {
  return {
    outcome: plan.outcome,
    counts: { variants: product.variants.length, pictures: product.images.length },
    ...('reason' in plan && { reason: plan.reason }),
    ...(plan.outcome === 'update' && { fields: toldFields(plan) }),
    ...(subjectId && { subjectId }),
  }
}

function toldFields(plan: ProductUpdate): Record<string, Change> {
  const named = (name: string, field: string) => (name ? `${name}: ${field}` : field)
  return Object.fromEntries<Change>([
    ...Object.entries(plan.fields),
    ...plan.variants.flatMap(({ name, fields }) =>
      Object.entries(fields).map(([field, change]): [string, Change] => [named(name, field), change]),
    ),
    ...plan.stock.map(({ name, onHand }): [string, Change] => [named(name, 'onHand'), onHand]),
    ...plan.added.map(({ optionValues }): [string, Change] => [named(optionValues.join(' / '), 'variant'), ['', '+1']]),
    ...(plan.images.length > 0 ? [['pictures', ['', `+${plan.images.length}`]] as [string, Change]] : []),
  ])
}

export const fieldsOf = ({
  title,
  bodyHtml,
  vendor,
  productType,
  tags,
  status,
  seoTitle,
  seoDescription,
}: ImportedProduct) => ({ title, bodyHtml, vendor, productType, tags, status, seoTitle, seoDescription })

export const variantFieldsOf = (variant: VariantFields): VariantFields => ({
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
