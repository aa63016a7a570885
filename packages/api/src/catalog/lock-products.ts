import type { TenantTx } from '@souk/db'
import { keepBaselines } from './record-versions.ts'

/** Locks products in the order of their ids, so that two that want the same ones in another order cannot deadlock. */
export async function lockProducts(tx: TenantTx, productIds: string[]): Promise<void> {
  await tx.$queryRaw`
    select 1 from products where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[]) order by id for update`
  await keepBaselines(tx, productIds)
}
