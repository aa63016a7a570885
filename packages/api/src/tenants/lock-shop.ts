import type { TenantTx } from '@souk/db'

/**
 * Lets one change at a time pass in a shop, where rows alone cannot tell two apart: two moves in a tree that are each fine
 * and together a circle. The shop's row of settings is the lock, because it is always there and nothing refers to it.
 */
export async function lockShop(tx: TenantTx): Promise<void> {
  await tx.$queryRaw`select 1 from shop_settings where tenant_id = ${tx.tenantId}::uuid for update`
}
