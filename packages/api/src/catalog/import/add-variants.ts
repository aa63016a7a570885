import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { indexProducts } from '../index-products.ts'
import type { ProductDetail } from '../read-products.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { insertVariants } from '../write-variants.ts'
import type { ImportedVariant } from './gather-products.ts'
import { variantFieldsOf } from './plan-product.ts'

/** Adds the variants a file brings to a product, and their values to its options. Returns them with the stock to be counted. */
export async function addVariants(
  tx: TenantTx,
  current: ProductDetail,
  added: ImportedVariant[],
  by: By,
): Promise<{ id: string; onHand: number }[]> {
  await lockProduct(tx, current.id)
  for (const [index, { values }] of current.options.entries()) {
    const all = [...new Set([...values, ...added.map(({ optionValues }) => optionValues[index] ?? '')])]
    await tx.$executeRaw`
      update product_options set values = ${all}::text[]
      where tenant_id = ${tx.tenantId}::uuid and product_id = ${current.id}::uuid and position = ${index + 1}::int`
  }
  const drafts = added.map((variant, index) => ({
    ...variantFieldsOf(variant),
    optionValues: variant.optionValues,
    position: current.variants.length + index + 1,
  }))
  const written = await insertVariants(tx, current.id, drafts)
  await indexProducts(tx, [current.id])
  const told = added.map(({ optionValues }) => optionValues.join(' / '))
  await touchProduct(tx, current.id, { action: 'product.variants_added', changes: { added: told } }, by)
  const onHandOf = new Map(added.map(({ optionValues, onHand }) => [JSON.stringify(optionValues), onHand]))
  return written.map(({ id, optionValues }) => ({ id, onHand: onHandOf.get(JSON.stringify(optionValues)) ?? 0 }))
}
