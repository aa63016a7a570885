import type { TenantTx } from '@souk/db'
import { audit, notify, SYSTEM } from '../../basics/index.ts'
import { takeKeys } from '../../catalog/index.ts'
import { lockLevels, shipStock } from '../../inventory/index.ts'
import { announceOrder, bumpOrder } from '../lock-order.ts'
import { takeUnits, unitsOfOrder } from '../units-of-order.ts'

type Waiting = {
  orderLineId: string
  variantId: string
  productId: string
  title: string
  sellsKeys: boolean
  keysDue: number
  delivered: boolean
}

/**
 * Hands out what a paid order bought digitally, in the transaction of its money: the downloads open, and each unit of a line
 * that sells keys gets one. The order is locked by the caller. What there is no key for is owed, and whoever keeps the
 * catalogue is told. Nothing happens before all of the money is there, and nothing twice.
 */
export async function deliverDigital(tx: TenantTx, orderId: string): Promise<void> {
  const lines = await waitingLines(tx, orderId)
  if (lines.length === 0) return
  const keys = await giveKeys(tx, orderId, lines)
  const owed = lines.filter((line) => (keys.get(line.orderLineId) ?? 0) < line.keysDue)
  const moved = lines.filter((line) => !line.delivered || (keys.get(line.orderLineId) ?? 0) > 0)
  if (moved.length === 0) return
  await openDownloads(tx, orderId)
  await writeDelivered(
    tx,
    moved.map((line) => ({ ...line, given: keys.get(line.orderLineId) ?? 0, isOwed: owed.includes(line) })),
  )
  await closeWhenDelivered(tx, orderId)
  const given = [...keys.values()].reduce((sum, count) => sum + count, 0)
  const changes = { lines: moved.length, keys: given, ...(owed.length > 0 && { owed: owed.length }) }
  await audit(tx, SYSTEM, { action: 'order.digital_delivered', subjectKind: 'order', subjectId: orderId, changes })
  for (const line of owed.filter(({ delivered }) => !delivered)) await tellOwed(tx, line)
  announceOrder(tx, { id: orderId, version: await bumpOrder(tx, orderId) }, 'digital_delivered')
}

/** Digital lines of an order that is paid in full and not over, of which something is still to be handed out. */
async function waitingLines(tx: TenantTx, orderId: string): Promise<Waiting[]> {
  return tx.$queryRaw`
    select d.order_line_id as "orderLineId", d.variant_id as "variantId", l.product_id as "productId", l.title,
      d.sells_keys as "sellsKeys", d.delivered_at is not null as delivered,
      case when d.sells_keys then greatest(0, l.quantity - l.refunded_quantity - d.keys_given) else 0 end as "keysDue"
    from digital_deliveries d
    join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
    join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where d.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid and o.status <> 'cancelled'
      and l.refunded_quantity < l.quantity and (d.delivered_at is null or d.owed_since is not null)
      and (o.total_minor = 0 or o.total_minor <= (select sum(captured_minor) from payments
        where tenant_id = ${tx.tenantId}::uuid and order_id = o.id))
    order by d.variant_id, d.order_line_id`
}

/** The keys of each line, and the units that leave with them. Stock rows are locked first, all at once and in their order. */
async function giveKeys(tx: TenantTx, orderId: string, lines: Waiting[]): Promise<Map<string, number>> {
  const due = lines.filter(({ keysDue }) => keysDue > 0)
  if (due.length === 0) return new Map()
  await lockLevels(tx, [...new Set(due.map(({ variantId }) => variantId))])
  const given = new Map<string, number>()
  for (const { orderLineId, variantId, keysDue } of due)
    given.set(orderLineId, await takeKeys(tx, { variantId, orderLineId, quantity: keysDue }))
  const claimed = await unitsOfOrder(tx, orderId)
  await shipStock(
    tx,
    due.flatMap((line) => takeUnits(claimed, { ...line, quantity: given.get(line.orderLineId)! })),
    null,
  )
  return given
}

async function openDownloads(tx: TenantTx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    insert into digital_downloads (tenant_id, order_line_id, file_id, title, downloads_max, expires_at)
    select d.tenant_id, d.order_line_id, f.file_id, f.title, d.downloads_max * l.quantity, ${new Date()}::timestamptz + make_interval(days => d.valid_days)
    from digital_deliveries d
    join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
    join digital_files f on f.tenant_id = d.tenant_id and f.variant_id = d.variant_id
    where d.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid and d.delivered_at is null and l.refunded_quantity < l.quantity
    on conflict (tenant_id, order_line_id, file_id) do nothing`
}

async function writeDelivered(
  tx: TenantTx,
  lines: { orderLineId: string; given: number; isOwed: boolean }[],
): Promise<void> {
  const now = new Date()
  await tx.$executeRaw`
    with given as (
      select * from unnest(${lines.map((l) => l.orderLineId)}::uuid[], ${lines.map((l) => l.given)}::int[],
        ${lines.map((l) => l.isOwed)}::bool[]) as g(order_line_id, keys, owed)),
    written as (
      update digital_deliveries d set keys_given = d.keys_given + g.keys, delivered_at = coalesce(d.delivered_at, ${now}),
        owed_since = case when g.owed then coalesce(d.owed_since, ${now}) end
      from given g where d.tenant_id = ${tx.tenantId}::uuid and d.order_line_id = g.order_line_id)
    update order_lines l set shipped_quantity = l.quantity from given g
    where l.tenant_id = ${tx.tenantId}::uuid and l.id = g.order_line_id and not g.owed`
}

/** An order without anything for a parcel has arrived as soon as nothing of it is owed. */
async function closeWhenDelivered(tx: TenantTx, orderId: string): Promise<void> {
  const now = new Date()
  await tx.$executeRaw`
    update orders set fulfillment_status = 'delivered', status = 'closed', shipped_at = coalesce(shipped_at, ${now}), delivered_at = ${now}
    where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid and status = 'open' and not exists (
      select from order_lines l
      left join digital_deliveries d on d.tenant_id = ${tx.tenantId}::uuid and d.order_line_id = l.id
      where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid and l.refunded_quantity < l.quantity
        and (d.order_line_id is null or d.delivered_at is null or d.owed_since is not null))`
}

/** Whoever may write the catalogue can add keys, so they are told of what is owed. */
async function tellOwed(tx: TenantTx, { productId, title, keysDue }: Waiting): Promise<void> {
  const members = await tx.$queryRaw<{ accountId: string }[]>`
    select m.account_id as "accountId" from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tx.tenantId}::uuid and m.status = 'active' and 'catalog:write' = any(r.permissions)`
  const data = { title, units: keysDue, href: `/admin/products/${productId}#digital` }
  for (const { accountId } of members)
    await notify(tx, { accountId, kind: 'keys.owed', subjectKind: 'product', subjectId: productId, data })
}
