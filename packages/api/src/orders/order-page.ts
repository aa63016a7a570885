import type { TenantTx } from '@souk/db'
import type { PostalAddress } from '../customers/index.ts'
import { NotFound } from '../refusal.ts'
import { digitalOfOrder, type DigitalLine } from './digital/read-deliveries.ts'
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.ts'

/** An order as its shopper sees it, with no word that the shop or its staff wrote for themselves. */
export type OrderPage = {
  id: string
  number: bigint
  version: number
  email: string
  name: string
  phone: string | null
  address: PostalAddress
  note: string
  status: OrderStatus
  paymentStatus: PaymentStatus
  fulfillmentStatus: FulfillmentStatus
  currency: string
  subtotalMinor: bigint
  deliveryMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  refundedMinor: bigint
  pricesIncludeTax: boolean
  deliveryName: string
  providerName: string
  cancelReason: string | null
  /** Why the newest attempt to pay failed, while the order waits for another. */
  failureReason: string | null
  payable: boolean
  holdExpiresAt: Date | null
  placedAt: Date
  authorizedAt: Date | null
  packedAt: Date | null
  shippedAt: Date | null
  deliveredAt: Date | null
  cancelledAt: Date | null
  lines: OrderPageLine[]
  /** What is handed out without a parcel: downloads and keys. */
  digital: DigitalLine[]
  parcels: { id: string; status: string; carrier: string | null; trackingNumber: string | null }[]
}

export type OrderPageLine = {
  id: string
  title: string
  variantTitle: string
  image: { fileId: string; filename: string; width: number; height: number } | null
  handle: string | null
  quantity: number
  refundedQuantity: number
  unitPriceMinor: bigint
  totalMinor: bigint
  /** What it is made of, when it is a bundle. */
  components: { title: string; variantTitle: string; quantity: number }[]
}

type Head = Omit<OrderPage, 'lines' | 'parcels' | 'digital'>

/** The order behind a public token; a token of another shop is no order at all. */
export async function orderPage(tx: TenantTx, token: string): Promise<OrderPage> {
  const rows = await tx.$queryRaw<Head[]>`
    select o.id, o.number, o.version, o.email, o.name, o.phone, o.address, o.note, o.status, o.payment_status as "paymentStatus",
      o.fulfillment_status as "fulfillmentStatus", o.currency, o.subtotal_minor as "subtotalMinor", o.delivery_minor as "deliveryMinor",
      o.tax_minor as "taxMinor", o.total_minor as "totalMinor", coalesce(p.refunded, 0)::bigint as "refundedMinor",
      o.prices_include_tax as "pricesIncludeTax", o.delivery_name as "deliveryName", coalesce(pp.name, o.payment_provider) as "providerName",
      o.cancel_reason as "cancelReason", case when o.payment_status = 'failed' then p.reason end as "failureReason",
      o.status = 'open' and o.payment_status in ('pending', 'failed') and o.hold_expires_at > now() as payable,
      o.hold_expires_at as "holdExpiresAt", o.placed_at as "placedAt", coalesce(a.authorized_at, o.paid_at) as "authorizedAt",
      f.packed_at as "packedAt", o.shipped_at as "shippedAt", o.delivered_at as "deliveredAt", o.cancelled_at as "cancelledAt"
    from orders o
    left join payment_providers pp on pp.tenant_id = o.tenant_id and pp.provider = o.payment_provider
    left join lateral (
      select sum(refunded_minor) as refunded, (array_agg(failure_reason order by id desc))[1] as reason
      from payments where tenant_id = ${tx.tenantId}::uuid and order_id = o.id) p on true
    left join lateral (
      select min(created_at) as authorized_at from audit_entries
      where tenant_id = ${tx.tenantId}::uuid and subject_kind = 'order' and subject_id = o.id and action = 'payment.authorized') a on true
    left join lateral (
      select max(packed_at) as packed_at from fulfillments where tenant_id = ${tx.tenantId}::uuid and order_id = o.id) f on true
    where o.tenant_id = ${tx.tenantId}::uuid and o.public_token = ${token}`
  const head = rows[0]
  if (!head) throw new NotFound('order')
  const digital = await digitalOfOrder(tx, head.id)
  return { ...head, lines: await lines(tx, head.id), digital, parcels: await parcels(tx, head.id) }
}

async function lines(tx: TenantTx, orderId: string): Promise<OrderPageLine[]> {
  return tx.$queryRaw`
    select l.id, l.title, l.variant_title as "variantTitle", case when p.status = 'active' then p.handle end as handle,
      case when f.id is not null then jsonb_build_object('fileId', f.id, 'filename', f.filename, 'width', f.width, 'height', f.height) end as image,
      l.quantity, l.refunded_quantity as "refundedQuantity", l.unit_price_minor as "unitPriceMinor", l.total_minor as "totalMinor",
      coalesce((select jsonb_agg(jsonb_build_object('title', c.title, 'variantTitle', c.variant_title, 'quantity', c.quantity) order by c.position)
        from order_line_components c where c.tenant_id = ${tx.tenantId}::uuid and c.order_line_id = l.id), '[]') as components
    from order_lines l left join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
    left join stored_files f on f.tenant_id = l.tenant_id and f.id = l.image_file_id
    where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid order by l.position`
}

async function parcels(tx: TenantTx, orderId: string): Promise<OrderPage['parcels']> {
  return tx.$queryRaw`
    select id, status, carrier, tracking_number as "trackingNumber" from fulfillments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid and status <> 'cancelled' order by id`
}
