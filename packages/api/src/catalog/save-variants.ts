import type { TenantTx } from '@souk/db'
import type { By } from '../basics/index.ts'
import { InvalidInput, NotFound } from '../refusal.ts'
import { indexProducts } from './index-products.ts'
import { gtinFault } from './labels/gtin.ts'
import { readProducts, type ProductDetail, type ProductVariantDetail } from './read-products.ts'
import type { VariantFields } from './schema.ts'
import { differences, lockProduct, touchProduct } from './touch-product.ts'
import { updateVariants } from './write-variants.ts'

export type SaveVariants = {
  productId: string
  version?: number
  variants: (Partial<VariantFields> & { id: string })[]
}

/** Changes prices, codes, weights and the like of a product's variants. A variant that stays as it is is not written. */
export async function saveVariants(
  tx: TenantTx,
  input: SaveVariants,
  by: By,
): Promise<{ productId: string; version: number; changed: number }> {
  const { version } = await lockProduct(tx, input.productId, input.version)
  const { changed, changes } = await writeVariantFields(tx, input)
  if (changed === 0) return { productId: input.productId, version, changed }
  const touched = await touchProduct(tx, input.productId, { action: 'product.variants_saved', changes }, by)
  return { ...touched, changed }
}

/** Writes what differs of the variants of a locked product and tells it by variant and field. Its deed is the caller's to tell. */
export async function writeVariantFields(
  tx: TenantTx,
  input: Pick<SaveVariants, 'productId' | 'variants'>,
): Promise<{ changed: number; changes: Record<string, [unknown, unknown]> }> {
  const [product] = await readProducts(tx, { ids: [input.productId] })
  const { after, changes } = variantChanges(product!, input.variants)
  await updateVariants(tx, after)
  if (Object.keys(changes).some((key) => key.endsWith('sku'))) await indexProducts(tx, [input.productId])
  return { changed: after.length, changes }
}

type WrittenFields = VariantFields & { id: string; productId: string }

/** What differs of a product's variants: the rows as they are to be written, and the changes told by variant and field. */
export function variantChanges(
  product: ProductDetail,
  variants: SaveVariants['variants'],
): { after: WrittenFields[]; changes: Record<string, [unknown, unknown]> } {
  const known = new Map(product.variants.map((variant) => [variant.id, variant]))
  const after: WrittenFields[] = []
  const told: [string, [unknown, unknown]][] = []
  for (const { id, ...fields } of variants) {
    const before = known.get(id)
    if (!before) throw new NotFound('variant')
    const changes = differences(before as VariantFields, fields)
    checkBarcode(id, changes.barcode)
    if (Object.keys(changes).length === 0) continue
    after.push({ ...fieldsOf(before), ...fields, id, productId: product.id })
    told.push(
      ...Object.entries(changes).map(([field, change]) => [`${nameOf(before)}${field}`, change] as (typeof told)[0]),
    )
  }
  return { after, changes: Object.fromEntries(told) }
}

const nameOf = ({ optionValues }: ProductVariantDetail): string =>
  optionValues.length > 0 ? `${optionValues.join(' / ')}: ` : ''

/** A code that claims to be a GTIN and is none is refused where it is typed; one that is there already stays until it is changed. */
function checkBarcode(id: string, change: [unknown, unknown] | undefined): void {
  const fault = typeof change?.[1] === 'string' ? gtinFault(change[1]) : null
  if (fault) throw new InvalidInput({ [`barcode.${id}`]: fault })
}

function fieldsOf(variant: ProductVariantDetail): VariantFields {
  const {
    sku,
    barcode,
    priceMinor,
    compareAtMinor,
    costMinor,
    weightGrams,
    requiresShipping,
    taxable,
    trackStock,
    backorder,
  } = variant
  return {
    sku,
    barcode,
    priceMinor,
    compareAtMinor,
    costMinor,
    weightGrams,
    requiresShipping,
    taxable,
    trackStock,
    backorder,
  }
}
