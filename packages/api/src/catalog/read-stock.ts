import type { TenantTx } from '@souk/db'

export type MovementRow = {
  id: string
  kind: string
  quantity: number
  reason: string | null
  warehouse: string
  orderId: string | null
  orderNumber: bigint | null
  importId: string | null
  actorName: string | null
  createdAt: Date
}

/** The ledger of a variant, newest first: every number on hand or allocated is the sum of these. */
export async function listMovements(
  tx: TenantTx,
  input: { variantId: string; before?: string | undefined; limit: number },
): Promise<MovementRow[]> {
  return tx.$queryRaw`
    select m.id, m.kind, m.quantity, m.reason, w.name as warehouse, o.id as "orderId", o.number as "orderNumber",
      m.import_id as "importId", s.name as "actorName", m.created_at as "createdAt"
    from stock_movements m
    join warehouses w on w.tenant_id = m.tenant_id and w.id = m.warehouse_id
    left join order_lines l on l.tenant_id = m.tenant_id and l.id = m.order_line_id
    left join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    left join memberships s on s.tenant_id = m.tenant_id and s.account_id = m.actor_id
    where m.tenant_id = ${tx.tenantId}::uuid and m.variant_id = ${input.variantId}::uuid
      and (${input.before ?? null}::uuid is null or m.id < ${input.before ?? null}::uuid)
    order by m.id desc limit ${input.limit}`
}

export type VariantHead = {
  variantId: string
  productId: string
  title: string
  optionValues: string[]
  sku: string | null
  onHand: number
  reserved: number
  allocated: number
}

/** A variant's name and numbers; null when the shop has no such variant. */
export async function findVariant(tx: TenantTx, variantId: string): Promise<VariantHead | null> {
  const rows = await tx.$queryRaw<VariantHead[]>`
    select v.id as "variantId", p.id as "productId", p.title, v.option_values as "optionValues", v.sku,
      coalesce(sum(l.on_hand), 0)::int as "onHand", coalesce(sum(l.reserved), 0)::int as reserved, coalesce(sum(l.allocated), 0)::int as allocated
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    left join stock_levels l on l.tenant_id = v.tenant_id and l.variant_id = v.id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = ${variantId}::uuid
    group by v.id, p.id, p.title, v.option_values, v.sku`
  return rows[0] ?? null
}
