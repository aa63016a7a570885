import type { TenantTx } from '@souk/db'
import { jsonText } from '../basics/index.ts'
import { openLevels } from '../inventory/index.ts'
import type { VariantFields } from './schema.ts'

export type VariantDraft = VariantFields & { optionValues: string[]; position: number }
export type WrittenVariant = { id: string; optionValues: string[] }

/** Adds variants to a product with their stock rows, in one statement each. */
export async function insertVariants(
  tx: TenantTx,
  productId: string,
  drafts: VariantDraft[],
): Promise<WrittenVariant[]> {
  if (drafts.length === 0) return []
  const rows = await tx.$queryRaw<WrittenVariant[]>`
    insert into product_variants (tenant_id, product_id, position, option_values, sku, barcode, price_minor, compare_at_minor,
      cost_minor, weight_grams, requires_shipping, taxable, track_stock, backorder, bundle)
    select ${tx.tenantId}::uuid, ${productId}::uuid, position, "optionValues", sku, barcode, "priceMinor", "compareAtMinor",
      "costMinor", "weightGrams", "requiresShipping", taxable, "trackStock", backorder,
      (select kind = 'bundle' from products where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid)
    from jsonb_to_recordset(${jsonText(drafts)}::jsonb) as v(position int, "optionValues" text[], sku text, barcode text,
      "priceMinor" bigint, "compareAtMinor" bigint, "costMinor" bigint, "weightGrams" int, "requiresShipping" boolean,
      taxable boolean, "trackStock" boolean, backorder boolean)
    order by position
    returning id, option_values as "optionValues"`
  await openLevels(
    tx,
    rows.map(({ id }) => id),
  )
  return rows
}

/** Writes the fields of variants, in one statement. A variant that belongs to another product than is said is left alone. */
export async function updateVariants(
  tx: TenantTx,
  rows: (VariantFields & { id: string; productId: string })[],
): Promise<number> {
  if (rows.length === 0) return 0
  return tx.$executeRaw`
    update product_variants v set sku = n.sku, barcode = n.barcode, price_minor = n."priceMinor", compare_at_minor = n."compareAtMinor",
      cost_minor = n."costMinor", weight_grams = n."weightGrams", requires_shipping = n."requiresShipping", taxable = n.taxable,
      track_stock = n."trackStock", backorder = n.backorder, version = v.version + 1, updated_at = now()
    from jsonb_to_recordset(${jsonText(rows)}::jsonb) as n(id uuid, "productId" uuid, sku text, barcode text, "priceMinor" bigint,
      "compareAtMinor" bigint, "costMinor" bigint, "weightGrams" int, "requiresShipping" boolean, taxable boolean,
      "trackStock" boolean, backorder boolean)
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = n."productId" and v.id = n.id`
}

export const PLAIN_VARIANT: VariantFields = {
  sku: null,
  barcode: null,
  priceMinor: 0n,
  compareAtMinor: null,
  costMinor: null,
  weightGrams: 0,
  requiresShipping: true,
  taxable: true,
  trackStock: true,
  backorder: false,
}
