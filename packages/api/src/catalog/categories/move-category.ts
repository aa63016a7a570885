import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { announceOrganisation } from '../naming/named-records.ts'
import { childIds, DEPTH_MAX, lockCategory, orderSiblings, pathUnder } from './lock-category.ts'

export type MoveCategory = {
  categoryId: string
  /** Null for the top of the tree. */
  parentId: string | null
  /** The place among its new neighbours, from 0; behind all of them when it is left out. */
  index?: number | undefined
}

/**
 * Moves a category with everything under it. Under itself it cannot go: the tree is locked first, so the parent's path
 * that is looked at is the one that will hold, whatever others move in the same moment.
 */
export async function moveCategory(tx: TenantTx, input: MoveCategory, by: By): Promise<void> {
  const { categoryId, parentId } = input
  const moved = await lockCategory(tx, categoryId)
  const path = await pathUnder(tx, parentId)
  if (path.includes(categoryId)) throw new InvalidInput({ parentId: 'A category cannot go under itself.' })
  if (parentId !== moved.parentId) {
    await checkDepth(tx, categoryId, path.length)
    await movePaths(tx, moved.path, path)
    await tx.$executeRaw`
      update categories set parent_id = ${parentId}::uuid, path = ${path}::uuid[] || id, position = 1000000,
        version = version + 1, updated_at = now()
      where tenant_id = ${tx.tenantId}::uuid and id = ${categoryId}::uuid`
    await orderSiblings(tx, moved.parentId)
  }
  const order = (await childIds(tx, parentId)).filter((id) => id !== categoryId)
  order.splice(input.index ?? order.length, 0, categoryId)
  await orderSiblings(tx, parentId, order)
  const changes = { parentId: [moved.parentId, parentId], place: order.indexOf(categoryId) + 1 }
  await audit(tx, by, { action: 'category.moved', subjectKind: 'category', subjectId: categoryId, changes })
  announceOrganisation(tx, 'category', categoryId)
}

/** Everything under the category goes along: the front of each path is replaced, in one statement. */
async function movePaths(tx: TenantTx, from: string[], to: string[]): Promise<void> {
  const categoryId = from[from.length - 1]!
  await tx.$executeRaw`
    update categories set path = ${to}::uuid[] || path[${from.length}::int:], updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and ${categoryId}::uuid = any(path) and id <> ${categoryId}::uuid`
}

async function checkDepth(tx: TenantTx, categoryId: string, above: number): Promise<void> {
  const rows = await tx.$queryRaw<{ levels: number }[]>`
    select max(cardinality(path)) - (select cardinality(path) from categories
      where tenant_id = ${tx.tenantId}::uuid and id = ${categoryId}::uuid) + 1 as levels
    from categories where tenant_id = ${tx.tenantId}::uuid and ${categoryId}::uuid = any(path)`
  if (above + rows[0]!.levels > DEPTH_MAX)
    throw new InvalidInput({ parentId: `A tree has at most ${DEPTH_MAX} levels.` })
}
