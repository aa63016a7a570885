import type { TenantTx } from '@souk/db'
import type { CartLine, CheckoutPrices } from '../carts/index.ts'
import { promiseDigital } from './digital/promise-digital.ts'

export type NewLine = { id: string; line: CartLine }

/** Writes what was bought as it was at that moment: names, pictures and prices stay when the product changes. */
export async function insertLines(
  tx: TenantTx,
  orderId: string,
  lines: CartLine[],
  priced: CheckoutPrices['priced']['lines'],
): Promise<NewLine[]> {
  const rows = await tx.$queryRaw<{ id: string; position: number }[]>`
    insert into order_lines (tenant_id, order_id, position, variant_id, product_id, title, variant_title, sku, image_file_id, quantity,
      unit_price_minor, total_minor, tax_minor, tax_rate_bp, price_rule, price_list_id)
    select ${tx.tenantId}::uuid, ${orderId}::uuid, l.position, l.variant_id, l.product_id, l.title, l.variant_title, l.sku, l.image_file_id,
      l.quantity, l.unit, l.total, l.tax, l.rate, l.rule, l.price_list_id
    from unnest(${lines.map((l) => l.variantId)}::uuid[], ${lines.map((l) => l.productId)}::uuid[], ${lines.map((l) => l.title)}::text[],
      ${lines.map((l) => l.variantTitle)}::text[], ${lines.map((l) => l.sku)}::text[], ${lines.map((l) => l.imageFileId)}::uuid[],
      ${lines.map((l) => l.quantity)}::int[], ${priced.map((p) => p.unitPriceMinor)}::bigint[], ${priced.map((p) => p.totalMinor)}::bigint[],
      ${priced.map((p) => p.taxMinor)}::bigint[], ${priced.map((p) => p.taxRateBp)}::int[], ${priced.map((p) => p.rule)}::text[],
      ${lines.map((l) => l.priceListId)}::uuid[])
      with ordinality as l(variant_id, product_id, title, variant_title, sku, image_file_id, quantity, unit, total, tax, rate, rule, price_list_id, position)
    returning id, position`
  const written = rows.map(({ id, position }) => ({ id, line: lines[position - 1]! }))
  await insertComponents(tx, written)
  if (lines.some(({ digital }) => digital)) await promiseDigital(tx, orderId)
  return written
}

/** Keeps what a bundle was made of when it was sold; an order without bundles asks nothing of the database here. */
async function insertComponents(tx: TenantTx, lines: NewLine[]): Promise<void> {
  const parts = lines.flatMap(({ id, line }) => (line.components ?? []).map((part) => ({ ...part, orderLineId: id })))
  if (parts.length === 0) return
  await tx.$executeRaw`
    insert into order_line_components (tenant_id, order_line_id, variant_id, quantity, title, variant_title, sku, position)
    select ${tx.tenantId}::uuid, c.* from unnest(${parts.map((p) => p.orderLineId)}::uuid[], ${parts.map((p) => p.variantId)}::uuid[],
      ${parts.map((p) => p.quantity)}::int[], ${parts.map((p) => p.title)}::text[], ${parts.map((p) => p.variantTitle)}::text[],
      ${parts.map((p) => p.sku)}::text[]) with ordinality as c`
}
