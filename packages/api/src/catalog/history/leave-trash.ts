import type { TenantTx } from '@souk/db'

/** Takes a locked product out of the trash; it is archived then, until its former status is given back. */
export async function leaveTrash(tx: TenantTx, productId: string): Promise<void> {
  await tx.$executeRaw`
    update products set trashed_at = null
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid and trashed_at is not null and purged_at is null`
}
