import type { TenantTx } from '@souk/db'

/**
 * Gives up to so many unused keys of a variant to a line of an order, the oldest first, and says how many there were. The
 * variant's stock rows are locked by the caller, so nobody else takes keys meanwhile; a key that has a line is never taken.
 */
export async function takeKeys(
  tx: TenantTx,
  want: { variantId: string; orderLineId: string; quantity: number },
): Promise<number> {
  // The choice is made once, before the update: as a plain subquery it could be made again for each row, and give too many.
  return tx.$executeRaw`
    with taken as materialized (
      select id from license_keys
      where tenant_id = ${tx.tenantId}::uuid and variant_id = ${want.variantId}::uuid and order_line_id is null
      order by id limit ${want.quantity} for update)
    update license_keys k set order_line_id = ${want.orderLineId}::uuid, given_at = ${new Date()}
    from taken where k.tenant_id = ${tx.tenantId}::uuid and k.id = taken.id and k.order_line_id is null`
}
