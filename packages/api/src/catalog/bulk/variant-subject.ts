import type { TenantTx } from '@souk/db'
import type { BulkChange, BulkRecord, BulkSubject, By } from '../../basics/index.ts'
import { touchProducts } from '../touch-products.ts'
import { lockProducts } from '../lock-products.ts'

/** Variants on sale: those of the products of a list, or those a list of stock names itself. */
export const variantSubject: BulkSubject<unknown> = {
  of: {
    products: (tx, ids) => tx.$queryRaw`
      select v.id, v.product_id as "groupId" from product_variants v
      join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = any(${ids}::uuid[]) and v.status = 'active' and p.trashed_at is null`,
    variants: (tx, ids) => tx.$queryRaw`
      select v.id, v.product_id as "groupId" from product_variants v
      join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
      where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${ids}::uuid[]) and v.status = 'active' and p.trashed_at is null`,
  },
  lock: lockProducts,
  read: readVariants,
  write: writeVariants,
}

async function readVariants(tx: TenantTx, ids: string[]): Promise<BulkRecord[]> {
  return tx.$queryRaw`
    select v.id, v.product_id as "groupId", p.title || coalesce(' - ' || nullif(array_to_string(v.option_values, ' / '), ''), '') as label,
      jsonb_build_object('priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text,
        'costMinor', v.cost_minor::text, 'taxable', v.taxable) as fields
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${ids}::uuid[]) and v.status = 'active' and p.trashed_at is null`
}

/** One statement for the fields of all, then one version, audit row and event for each product. */
async function writeVariants(tx: TenantTx, changes: BulkChange[], by: By): Promise<void> {
  const rows = changes.map(({ id, fields, after }) => ({ ...fields, ...after, id }))
  const written = await tx.$queryRaw<{ id: string; productId: string; optionValues: string[] }[]>`
    update product_variants v set price_minor = n."priceMinor", compare_at_minor = n."compareAtMinor", cost_minor = n."costMinor",
      taxable = n.taxable, version = v.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, "priceMinor" bigint, "compareAtMinor" bigint,
      "costMinor" bigint, taxable boolean)
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = n.id
    returning v.id, v.product_id as "productId", v.option_values as "optionValues"`
  const names = new Map(written.map(({ id, optionValues }) => [id, optionValues.join(' / ')]))
  const deeds = new Map<string, Record<string, unknown>>()
  for (const { id, groupId, before, after } of changes) {
    const name = names.get(id)
    const told = deeds.get(groupId) ?? {}
    for (const [field, value] of Object.entries(after))
      told[name ? `${name}: ${field}` : field] = [before[field], value]
    deeds.set(groupId, told)
  }
  await touchProducts(
    tx,
    [...deeds].map(([productId, told]) => ({ productId, action: 'product.variants_saved', changes: told })),
    by,
  )
}
