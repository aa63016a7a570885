import type { TenantTx } from '@souk/db'
import { decidedPrice, listsInForce, ONE_PIECE } from '../../pricing/index.ts'
import { NotFound } from '../../refusal.ts'
import { gtinFault } from './gtin.ts'

export type Label = {
  variantId: string
  productId: string
  title: string
  variantTitle: string
  sku: string | null
  barcode: string | null
  priceMinor: bigint
  currency: string
  /** What is wrong with the barcode, when it claims to be a GTIN. */
  barcodeFault: string | null
}

/** What stands on the labels of variants, with the price everyone pays now, in the order asked. Throws NotFound when one of them is not the shop's. */
export async function readLabels(tx: TenantTx, variantIds: string[]): Promise<Label[]> {
  const rows = await tx.$queryRaw<Omit<Label, 'barcodeFault'>[]>`
    with ${listsInForce(tx, null)}
    select v.id as "variantId", p.id as "productId", p.title, array_to_string(v.option_values, ' / ') as "variantTitle", v.sku, v.barcode,
      coalesce(d.price_minor, v.price_minor) as "priceMinor", t.currency
    from unnest(${variantIds}::uuid[]) with ordinality as a(id, nth)
    join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = a.id
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = v.product_id
    left join lateral ${decidedPrice(tx, ONE_PIECE)} d on true
    join tenants t on t.id = ${tx.tenantId}::uuid order by a.nth`
  if (rows.length !== variantIds.length) throw new NotFound('variant')
  return rows.map((row) => ({ ...row, barcodeFault: row.barcode ? gtinFault(row.barcode) : null }))
}
