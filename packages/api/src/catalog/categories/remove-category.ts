import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { keepBaselines } from '../record-versions.ts'
import { announceOrganisation, RecordInUse } from '../naming/named-records.ts'
import { forgetTranslations } from '../translations/forget-translations.ts'
import { touchProducts } from '../touch-products.ts'
import { childIds, lockCategory, orderSiblings } from './lock-category.ts'

/** A category with more products of its own is emptied first, so that removing one stays the matter of a moment. */
const PRODUCTS_MAX = 500

/**
 * Removes a category. What is under it moves up into its place, in its order, and so do its products: to the category
 * above, or to none when it stood at the top.
 */
export async function removeCategory(
  tx: TenantTx,
  categoryId: string,
  by: By,
): Promise<{ children: number; products: number }> {
  const gone = await lockCategory(tx, categoryId)
  const products = await moveProductsUp(tx, categoryId, gone.parentId, gone.name, by)
  const children = await childIds(tx, categoryId)
  const siblings = await childIds(tx, gone.parentId)
  const depth = gone.path.length
  await tx.$executeRaw`
    update categories set path = path[:${depth - 1}::int] || path[${depth + 1}::int:],
      parent_id = case when parent_id = ${categoryId}::uuid then ${gone.parentId}::uuid else parent_id end, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and ${categoryId}::uuid = any(path) and id <> ${categoryId}::uuid`
  await forgetTranslations(tx, 'category', categoryId)
  await tx.$executeRaw`delete from categories where tenant_id = ${tx.tenantId}::uuid and id = ${categoryId}::uuid`
  const order = siblings.flatMap((id) => (id === categoryId ? children : [id]))
  await orderSiblings(tx, gone.parentId, order)
  const changes = { name: gone.name, children: children.length, products }
  await audit(tx, by, { action: 'category.removed', subjectKind: 'category', subjectId: categoryId, changes })
  announceOrganisation(tx, 'category', categoryId)
  return { children: children.length, products }
}

async function moveProductsUp(
  tx: TenantTx,
  categoryId: string,
  parentId: string | null,
  name: string,
  by: By,
): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from products where tenant_id = ${tx.tenantId}::uuid and category_id = ${categoryId}::uuid
    order by id limit ${PRODUCTS_MAX + 1} for update`
  if (rows.length > PRODUCTS_MAX) {
    throw new RecordInUse(`${name} holds more than ${PRODUCTS_MAX} products. Put them into another category first.`)
  }
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await keepBaselines(tx, ids)
  await tx.$executeRaw`
    update products set category_id = ${parentId}::uuid where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
  const changes = { categoryId: [categoryId, parentId] }
  await touchProducts(
    tx,
    ids.map((productId) => ({ productId, action: 'product.saved', changes })),
    by,
  )
  return ids.length
}
