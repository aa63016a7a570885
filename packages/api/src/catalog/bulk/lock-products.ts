import type { TenantTx } from '@souk/db'
import { keepBaselines } from '../record-versions.ts'

/** Locks products in the order of their ids, the order everyone who locks several takes. */
export async function lockProducts(tx: TenantTx, productIds: string[]): Promise<void> {
  await tx.$executeRaw`
    select 1 from products where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[]) order by id for update`
  await keepBaselines(tx, productIds)
}
