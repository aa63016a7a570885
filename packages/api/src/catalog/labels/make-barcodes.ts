import type { TenantTx } from '@souk/db'
import { nextNumber, type By } from '../../basics/index.ts'
import { NotFound } from '../../refusal.ts'
import { saveVariants } from '../save-variants.ts'
import { internalBarcode } from './gtin.ts'

/** Gives variants without a barcode one of the shop's own; those that have one keep it. Returns how many were given one. */
export async function makeBarcodes(tx: TenantTx, variantIds: string[], by: By): Promise<{ made: number }> {
  const rows = await tx.$queryRaw<{ id: string; productId: string; barcode: string | null }[]>`
    select id, product_id as "productId", barcode from product_variants
    where tenant_id = ${tx.tenantId}::uuid and id = any(${variantIds}::uuid[]) order by product_id, position, id`
  if (rows.length !== new Set(variantIds).size) throw new NotFound('variant')
  const bare = rows.filter(({ barcode }) => !barcode)
  for (const productId of new Set(bare.map((row) => row.productId))) {
    const variants: { id: string; barcode: string }[] = []
    for (const { id } of bare.filter((row) => row.productId === productId))
      variants.push({ id, barcode: internalBarcode(await nextNumber(tx, 'barcode')) })
    await saveVariants(tx, { productId, variants }, by)
  }
  return { made: bare.length }
}
