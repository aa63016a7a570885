import type { TenantTx } from '@souk/db'

/** Products with a variant or a packaging of exactly this SKU or barcode, as a scanner types it; each part has its index. */
export async function productsByCode(tx: TenantTx, code: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select product_id as id from product_variants where tenant_id = ${tx.tenantId}::uuid and sku = ${code}
    union select product_id from product_variants where tenant_id = ${tx.tenantId}::uuid and barcode = ${code}
    union select v.product_id from packagings k join product_variants v on v.tenant_id = k.tenant_id and v.id = k.variant_id
      where k.tenant_id = ${tx.tenantId}::uuid and k.barcode = ${code}
    limit ${limit}`
  return rows.map(({ id }) => id)
}
