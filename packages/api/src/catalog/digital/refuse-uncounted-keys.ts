import type { TenantTx } from '@souk/db'
import { Refusal } from '../../refusal.ts'

class KeysNeedCounting extends Refusal {
  constructor(title: string) {
    super(409, 'keys_need_counting', `${title} sells licence keys, so its stock stays counted.`)
  }
}

/** Asked after products were written: throws when the stock of a variant that sells keys is no longer counted. */
export async function refuseUncountedKeys(tx: TenantTx, productIds: string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    select p.title from products p
    join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active' and not v.track_stock
    join digital_goods g on g.tenant_id = v.tenant_id and g.variant_id = v.id and g.sells_keys
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${productIds}::uuid[]) limit 1`
  if (rows[0]) throw new KeysNeedCounting(rows[0].title)
}
