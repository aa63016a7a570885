import type { TenantTx } from '@souk/db'
import { piecesOfOrder } from './order-pieces.ts'

export type DetailLine = {
  id: string
  variantId: string
  productId: string
  title: string
  variantTitle: string
  sku: string | null
  imageFileId: string | null
  quantity: number
  unitPriceMinor: bigint
  totalMinor: bigint
  taxMinor: bigint
  priceRule: string
  /** The price list that gave the price. */
  priceList: string | null
  shippedQuantity: number
  refundedQuantity: number
  /** What the line is made of, when it is a bundle. */
  components: LinePart[]
  /** Pieces that are claimed for this line in a warehouse and have not left; of a bundle as many as all its parts make. */
  allocated: number
  /** Pieces that are held for this line until it is paid. */
  held: number
  onHand: number
}

export type LinePart = { variantId: string; title: string; variantTitle: string; sku: string | null; quantity: number }

export async function lineRows(tx: TenantTx, orderId: string): Promise<DetailLine[]> {
  return tx.$queryRaw`
    select l.id, l.variant_id as "variantId", l.product_id as "productId", l.title, l.variant_title as "variantTitle", l.sku,
      l.image_file_id as "imageFileId", l.quantity, l.unit_price_minor as "unitPriceMinor", l.total_minor as "totalMinor",
      l.tax_minor as "taxMinor", l.price_rule as "priceRule", l.shipped_quantity as "shippedQuantity",
      l.refunded_quantity as "refundedQuantity",
      coalesce(s.allocated, 0)::int as allocated, coalesce(s.held, 0)::int as held, coalesce(s.on_hand, 0)::int as "onHand",
      coalesce(c.components, '[]') as components, pl.name as "priceList"
    from order_lines l
    left join (
      select p.order_line_id, min(floor(a.units / p.per)) as allocated, min(floor(r.units / p.per)) as held, min(floor(h.units / p.per)) as on_hand
      from ${piecesOfOrder(tx, orderId)} p
      join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = p.variant_id and v.track_stock
      cross join lateral (select coalesce(sum(quantity), 0) as units from allocations
        where tenant_id = ${tx.tenantId}::uuid and order_line_id = p.order_line_id and variant_id = p.variant_id) a
      cross join lateral (select coalesce(sum(quantity), 0) as units from reservations
        where tenant_id = ${tx.tenantId}::uuid and order_id = p.order_id and order_line_id = p.order_line_id and variant_id = p.variant_id
          and status = 'held' and expires_at > now()) r
      cross join lateral (select coalesce(sum(on_hand), 0) as units from stock_levels
        where tenant_id = ${tx.tenantId}::uuid and variant_id = p.variant_id) h
      group by p.order_line_id) s on s.order_line_id = l.id
    left join lateral (
      select jsonb_agg(jsonb_build_object('variantId', variant_id, 'title', title, 'variantTitle', variant_title, 'sku', sku,
        'quantity', quantity) order by position) as components
      from order_line_components where tenant_id = ${tx.tenantId}::uuid and order_line_id = l.id) c on true
    left join price_lists pl on pl.tenant_id = l.tenant_id and pl.id = l.price_list_id
    where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid order by l.position`
}

export type DetailPayment = {
  id: string
  provider: string
  providerReference: string | null
  status: string
  amountMinor: bigint
  capturedMinor: bigint
  refundedMinor: bigint
  refundPendingMinor: bigint
  refundableMinor: bigint
  currency: string
  failureReason: string | null
  capturing: boolean
  createdAt: Date
}

export async function paymentRows(tx: TenantTx, orderId: string): Promise<DetailPayment[]> {
  return tx.$queryRaw`
    select p.id, p.provider, p.provider_reference as "providerReference", p.status, p.amount_minor as "amountMinor",
      p.captured_minor as "capturedMinor", p.refunded_minor as "refundedMinor", p.refund_pending_minor as "refundPendingMinor",
      p.captured_minor - p.refunded_minor - p.refund_pending_minor as "refundableMinor", p.currency,
      p.failure_reason as "failureReason", p.created_at as "createdAt",
      exists (select 1 from jobs j where j.tenant_id = ${tx.tenantId}::uuid and j.kind = 'payments.capture'
        and j.dedupe_key = p.id::text and j.status in ('ready', 'running')) as capturing
    from payments p where p.tenant_id = ${tx.tenantId}::uuid and p.order_id = ${orderId}::uuid order by p.id`
}

export type DetailRefund = {
  id: string
  amountMinor: bigint
  currency: string
  reason: string
  status: string
  restock: boolean
  failureReason: string | null
  createdAt: Date
}

export async function refundRows(tx: TenantTx, orderId: string): Promise<DetailRefund[]> {
  return tx.$queryRaw`
    select id, amount_minor as "amountMinor", currency, reason, status, restock, failure_reason as "failureReason",
      created_at as "createdAt"
    from refunds where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid order by id desc`
}
