import type { TenantTx } from '@souk/db'
import { audit, SYSTEM, type By } from '../basics/index.ts'
import { leaveTrash } from './history/leave-trash.ts'
import { writeProductFields } from './save-product.ts'
import { lockAnyProduct, lockProduct, touchProduct } from './touch-product.ts'

/** How long what was put into the trash can be brought back. */
const TRASH_DAYS = 30

/** Puts a product into the trash: shoppers and lists no longer have it, orders keep it, and for thirty days it can come back. */
export async function trashProduct(
  tx: TenantTx,
  input: { productId: string; version?: number | undefined },
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId } = input
  const { status } = await lockProduct(tx, productId, input.version)
  await tx.$executeRaw`
    update products set trashed_at = now(), status = 'archived', publish_at = null, unpublish_at = null
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  return touchProduct(tx, productId, { action: 'product.trashed', changes: { status: [status, 'archived'] } }, by)
}

/** Brings a product back from the trash with the status it had. */
export async function untrashProduct(
  tx: TenantTx,
  productId: string,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { version } = await lockAnyProduct(tx, productId)
  await leaveTrash(tx, productId)
  const rows = await tx.$queryRaw<{ status: 'draft' | 'active' | 'archived' }[]>`
    select snapshot ->> 'status' as status from product_versions
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and version < ${version}
      and snapshot ->> 'trashed_at' is null
    order by version desc limit 1`
  const changes = await writeProductFields(tx, productId, { status: rows[0]?.status ?? 'draft' })
  return touchProduct(tx, productId, { action: 'product.untrashed', changes }, by)
}

/**
 * Ends what has been in the trash for thirty days: it cannot be brought back and its address is free again. The rows stay,
 * without words, collections and pictures, because orders and the stock ledger may name them. Returns how many.
 */
export async function purgeTrash(tx: TenantTx): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update products set purged_at = now(), handle = 'purged-' || id::text, body_html = '', updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and trashed_at < now() - make_interval(days => ${TRASH_DAYS}::int) and purged_at is null
    returning id`
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx.$executeRaw`delete from product_terms where tenant_id = ${tx.tenantId}::uuid and product_id = any(${ids}::uuid[])`
  await tx.$executeRaw`delete from collection_products where tenant_id = ${tx.tenantId}::uuid and product_id = any(${ids}::uuid[])`
  for (const subjectId of ids) await audit(tx, SYSTEM, { action: 'product.purged', subjectKind: 'product', subjectId })
  return ids.length
}
