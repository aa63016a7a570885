import type { TenantTx } from '@souk/db'
import { refreshStock } from './refresh-stock.ts'

export type Warehouse = { id: string; code: string; name: string; country: string }

/** The shop's warehouses in the order in which they serve orders; the first is where stock goes when none is named. */
export async function listWarehouses(tx: TenantTx): Promise<Warehouse[]> {
  return tx.$queryRaw`
    select id, code, name, country from warehouses where tenant_id = ${tx.tenantId}::uuid and active order by position, id`
}

/** Gives new variants their stock rows, at zero, in every warehouse. Safe to repeat. */
export async function openLevels(tx: TenantTx, variantIds: string[]): Promise<void> {
  await tx.$executeRaw`
    insert into stock_levels (tenant_id, variant_id, warehouse_id)
    select ${tx.tenantId}::uuid, v.id, w.id from unnest(${variantIds}::uuid[]) as v(id)
    cross join (select id from warehouses where tenant_id = ${tx.tenantId}::uuid) w
    on conflict do nothing`
  await refreshStock(tx, variantIds)
}
