import type { TenantTx } from '@souk/db'
import { auditAll, type By } from '../basics/index.ts'
import { announceProduct } from './touch-product.ts'

/**
 * Removes products whole: nothing but the ledger and the log knows them any more. What is on their shelves has to be moved
 * away before. A product that an order, a cart or any other record names cannot be removed; the database refuses it.
 */
export async function removeProducts(tx: TenantTx, products: { id: string; title: string }[], by: By): Promise<void> {
  const ids = products.map(({ id }) => id)
  if (ids.length === 0) return
  await removeImages(tx, ids)
  await tx.$executeRaw`
    delete from product_variants where tenant_id = ${tx.tenantId}::uuid and product_id = any(${ids}::uuid[])`
  await tx.$executeRaw`delete from products where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
  const deeds = products.map(({ id, title }) => ({
    action: 'product.removed',
    subjectKind: 'product',
    subjectId: id,
    changes: { title },
  }))
  await auditAll(tx, by, deeds)
  for (const id of ids) announceProduct(tx, id, 0)
}

async function removeImages(tx: TenantTx, productIds: string[]): Promise<void> {
  await tx.$executeRaw`
    update product_variants set image_id = null
    where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[]) and image_id is not null`
  await tx.$executeRaw`
    delete from product_images where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[])`
}
