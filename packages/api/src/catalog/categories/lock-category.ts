import type { TenantTx } from '@souk/db'
import { lockShop } from '../../tenants/index.ts'
import { InvalidInput, NotFound, VersionConflict } from '../../refusal.ts'

/** How many levels a tree has at most; the check of the table holds the same number. */
export const DEPTH_MAX = 10
/** More than this is no tree that people find their way in. */
export const CATEGORIES_MAX = 5000

export type LockedCategory = {
  id: string
  name: string
  handle: string
  parentId: string | null
  path: string[]
  version: number
}

/** Locks the shop's tree, then reads a category in it: what is read stays true until the transaction ends. */
export async function lockCategory(tx: TenantTx, categoryId: string, version?: number): Promise<LockedCategory> {
  await lockShop(tx)
  const category = await readCategory(tx, categoryId)
  if (version !== undefined && category.version !== version) throw new VersionConflict('category')
  return category
}

/** The place under a parent, or the top of the tree. */
export async function pathUnder(tx: TenantTx, parentId: string | null): Promise<string[]> {
  if (parentId === null) return []
  const { path } = await readCategory(tx, parentId)
  if (path.length >= DEPTH_MAX) throw new InvalidInput({ parentId: `A tree has at most ${DEPTH_MAX} levels.` })
  return path
}

async function readCategory(tx: TenantTx, id: string): Promise<LockedCategory> {
  const rows = await tx.$queryRaw<LockedCategory[]>`
    select id, name, handle, parent_id as "parentId", path, version from categories
    where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  if (!rows[0]) throw new NotFound('category')
  return rows[0]
}

/** Numbers the children of a place anew, 1, 2, 3; `order` names some of them in the order they shall have. */
export async function orderSiblings(tx: TenantTx, parentId: string | null, order: string[] = []): Promise<void> {
  await tx.$executeRaw`
    update categories c set position = n.position
    from (
      select id, row_number() over (order by array_position(${order}::uuid[], id) nulls last, position, id)::int as position
      from categories where tenant_id = ${tx.tenantId}::uuid and parent_id is not distinct from ${parentId}::uuid) n
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = n.id and c.position <> n.position`
}

export async function childIds(tx: TenantTx, parentId: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from categories where tenant_id = ${tx.tenantId}::uuid and parent_id is not distinct from ${parentId}::uuid
    order by position, id`
  return rows.map(({ id }) => id)
}
