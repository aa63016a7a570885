import type { TenantTx } from '@souk/db'

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
  shippedQuantity: number
  refundedQuantity: number
  /** Units that are claimed for this line in a warehouse and have not left. */
  allocated: number
  /** Units that are held for this line until it is paid. */
  held: number
  onHand: number
}

export async function lineRows(tx: TenantTx, orderId: string): Promise<DetailLine[]> {
  return tx.$queryRaw`
    select l.id, l.variant_id as "variantId", l.product_id as "productId", l.title, l.variant_title as "variantTitle", l.sku,
      l.image_file_id as "imageFileId", l.quantity, l.unit_price_minor as "unitPriceMinor", l.total_minor as "totalMinor",
      l.tax_minor as "taxMinor", l.price_rule as "priceRule", l.shipped_quantity as "shippedQuantity",
      l.refunded_quantity as "refundedQuantity",
      (select coalesce(sum(quantity), 0)::int from allocations a
        where a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = l.id) as allocated,
      (select coalesce(sum(quantity), 0)::int from reservations r
        where r.tenant_id = ${tx.tenantId}::uuid and r.order_id = l.order_id and r.order_line_id = l.id
          and r.status = 'held' and r.expires_at > now()) as held,
      (select coalesce(sum(on_hand), 0)::int from stock_levels s
        where s.tenant_id = ${tx.tenantId}::uuid and s.variant_id = l.variant_id) as "onHand"
    from order_lines l where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid order by l.position`
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
