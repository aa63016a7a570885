import { normalEmail } from '@souk/api/identity'
import { refreshStock } from '@souk/api/inventory'
import { priceOrder } from '@souk/api/pricing'
import type { TenantTx } from '@souk/db'
import { demoOrders, type DemoOrder } from './demo-orders.ts'
import type { DemoCustomer, DemoShop } from './demo-shop.ts'
import { addOrder, emptyPast, type Past, type PastOrder } from './past.ts'
import { uuidAt } from './uuid-at.ts'
import type { SeededCatalogue } from './write-catalogue.ts'
import { writeComplaints } from './write-complaints.ts'

const DAY = 86_400_000
const TAX_BP: Record<string, number> = { DE: 1900, JP: 1000 }

/**
 * Writes the shop's last sixty days: orders with their payments, parcels and complaints, and every movement of stock and
 * money behind them. The rows carry their own dates, so they are written here in bulk; that they add up is proved after.
 */
export async function writeHistory(tx: TenantTx, shop: DemoShop, catalogue: SeededCatalogue): Promise<void> {
  const customers = await writeCustomers(tx, shop)
  const warehouse = await tx.warehouse.findFirstOrThrow({ where: { tenantId: tx.tenantId } })
  const method = await tx.deliveryMethod.findFirstOrThrow({ where: { tenantId: tx.tenantId, position: 0 } })
  const packer = await tx.membership.findFirstOrThrow({ where: { tenantId: tx.tenantId, roleKey: 'fulfilment' } })
  const past = emptyPast(tx.tenantId, warehouse.id, {
    actorKind: 'staff',
    actorId: packer.accountId,
    actorName: packer.name,
  })
  const orders = demoOrders(shop, shop.historySeed, new Date().getUTCDay()).map((order, index) => {
    const placed = pastOrder(shop, catalogue, customers, order, 1001n + BigInt(index), method)
    addOrder(past, placed)
    return { order, placed }
  })
  receiveStock(past, catalogue)
  await writePast(tx, past)
  await writeComplaints(tx, shop, orders)
  await tx.documentNumber.create({
    data: { tenantId: tx.tenantId, kind: 'order', next: 1001n + BigInt(orders.length) },
  })
}

type SeededCustomer = DemoCustomer & { id: string }

async function writeCustomers(tx: TenantTx, shop: DemoShop): Promise<SeededCustomer[]> {
  const customers = shop.customers.map((customer) => ({ ...customer, id: uuidAt(new Date(Date.now() - 90 * DAY)) }))
  await tx.customer.createMany({
    data: customers.map(({ id, name, email, address }) => ({
      tenantId: tx.tenantId,
      id,
      name,
      email,
      emailNorm: normalEmail(email),
      phone: address.phone ?? null,
      passwordHash: 'no password opens this account',
    })),
  })
  await tx.customerAddress.createMany({
    data: customers.map(({ id, name, address }) => ({
      tenantId: tx.tenantId,
      customerId: id,
      name,
      address: { name, ...address },
      isDefault: true,
    })),
  })
  return customers
}

type Method = { id: string; name: string; priceMinor: bigint; freeFromMinor: bigint | null }

function pastOrder(
  shop: DemoShop,
  catalogue: SeededCatalogue,
  customers: SeededCustomer[],
  order: DemoOrder,
  number: bigint,
  method: Method,
): PastOrder {
  const placedAt = momentOf(order)
  const customer = 'customerIndex' in order.buyer ? customers[order.buyer.customerIndex]! : undefined
  const buyer = customer ?? {
    ...('guest' in order.buyer ? order.buyer.guest : { name: '', email: '' }),
    address: shop.customers[Number(number) % shop.customers.length]!.address,
  }
  const lines = order.lines.map(({ sku, quantity }) => ({
    id: uuidAt(placedAt),
    variant: catalogue.variants.get(sku)!,
    quantity,
  }))
  const priced = priceOrder({
    pricesIncludeTax: true,
    taxRateBp: TAX_BP[shop.country] ?? 0,
    lines: lines.map(({ id, variant, quantity }) => ({
      key: id,
      unitPriceMinor: variant.priceMinor,
      quantity,
      taxable: true,
    })),
    delivery: method,
  })
  return {
    id: uuidAt(placedAt),
    number,
    placedAt,
    currency: shop.currency,
    outcome: order.outcome,
    customerId: customer?.id ?? null,
    email: buyer.email,
    name: buyer.name,
    address: { name: buyer.name, ...buyer.address },
    method: { id: method.id, name: method.name },
    lines,
    priced,
    origin: `http://${shop.slug}.localhost:3000`,
  }
}

/** The moment of an order, but never one still to come. */
function momentOf({ daysAgo, minuteOfDay }: DemoOrder): Date {
  const day = new Date(Date.now() - daysAgo * DAY)
  day.setUTCHours(0, minuteOfDay, (minuteOfDay * 7) % 60, 0)
  return new Date(Math.min(day.getTime(), Date.now() - (minuteOfDay % 50) * 60_000 - 60_000))
}

/** The first receipt of each variant: what is on the shelf today and all that has left since. */
function receiveStock(past: Past, catalogue: SeededCatalogue): void {
  const receivedAt = new Date(Date.now() - 75 * DAY)
  for (const { id, stock } of catalogue.variants.values()) {
    const level = past.levels.get(id) ?? { left: 0, allocated: 0 }
    const quantity = stock + level.left + level.allocated
    if (quantity > 0)
      past.movements.push({
        ...past.common,
        id: uuidAt(receivedAt),
        variantId: id,
        quantity,
        kind: 'received',
        reason: 'Opening stock',
        createdAt: receivedAt,
      })
    past.levels.set(id, { ...level, onHand: stock + level.allocated })
  }
}

async function writePast(tx: TenantTx, past: Past): Promise<void> {
  await tx.order.createMany({ data: past.orders })
  await tx.orderLine.createMany({ data: past.orderLines })
  await tx.payment.createMany({ data: past.payments })
  await tx.sandboxCharge.createMany({ data: past.charges })
  await tx.refund.createMany({ data: past.refunds })
  await tx.fulfillment.createMany({ data: past.fulfillments })
  await tx.fulfillmentLine.createMany({ data: past.fulfillmentLines })
  await tx.allocation.createMany({ data: past.allocations })
  await tx.stockMovement.createMany({ data: past.movements })
  await tx.journalEntry.createMany({ data: past.entries })
  await tx.journalLine.createMany({ data: past.entryLines })
  await tx.auditEntry.createMany({ data: past.deeds })
  const levels = [...past.levels]
  await tx.$executeRaw`
    update stock_levels l set on_hand = t.on_hand, allocated = t.allocated
    from unnest(${levels.map(([id]) => id)}::uuid[], ${levels.map(([, level]) => level.onHand ?? 0)}::int[], ${levels.map(([, level]) => level.allocated)}::int[])
      as t(variant_id, on_hand, allocated)
    where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = t.variant_id`
  await refreshStock(
    tx,
    levels.map(([id]) => id),
  )
}
