import type { TenantTx } from '@souk/db'
import type { BulkChange, BulkRecord, BulkSubject, By } from '../../basics/index.ts'
import { indexProducts } from '../index-products.ts'
import { syncCollections } from '../sync-collections.ts'
import { touchProducts } from '../touch-products.ts'
import { lockProducts } from '../lock-products.ts'

export const productsOf: BulkSubject<unknown>['of'] = {
  products: (tx, ids) => tx.$queryRaw`
    select id, id as "groupId" from products
    where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) and trashed_at is null`,
}

/** Products themselves: what is said about them, not what their variants cost. */
export const productSubject: BulkSubject<unknown> = {
  of: productsOf,
  lock: lockProducts,
  read: readProductFields,
  write: writeProducts,
}

async function readProductFields(tx: TenantTx, ids: string[]): Promise<BulkRecord[]> {
  return tx.$queryRaw`
    select id, id as "groupId", title as label, jsonb_build_object('status', status, 'tags', to_jsonb(tags), 'vendor', vendor,
      'productType', product_type) as fields
    from products where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) and trashed_at is null`
}

async function writeProducts(tx: TenantTx, changes: BulkChange[], by: By): Promise<void> {
  const rows = changes.map(({ id, fields, after }) => ({ ...fields, ...after, id }))
  await tx.$executeRaw`
    update products p set status = n.status, tags = n.tags, vendor = n.vendor, product_type = n."productType",
      published_at = case when n.status = 'active' then coalesce(p.published_at, now()) else p.published_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, status text, tags text[], vendor text, "productType" text)
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = n.id`
  const said = changes.filter(({ after }) => Object.keys(after).some((key) => key !== 'status')).map(({ id }) => id)
  if (said.length > 0) {
    await indexProducts(tx, said)
    await syncCollections(tx, said)
  }
  const deeds = changes.map(({ id, before, after }) => ({
    productId: id,
    action: 'product.saved',
    changes: Object.fromEntries(Object.keys(after).map((key) => [key, [before[key], after[key]]])),
  }))
  await touchProducts(tx, deeds, by)
}
