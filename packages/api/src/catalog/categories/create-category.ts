import { randomUUIDv7 } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { lockShop } from '../../tenants/index.ts'
import { handleOf } from '../handle.ts'
import { refreshProgress } from '../translations/refresh-progress.ts'
import { announceOrganisation } from '../naming/named-records.ts'
import { CATEGORIES_MAX, pathUnder } from './lock-category.ts'

/** Adds a category as the last one under a parent, or at the top. */
export async function createCategory(
  tx: TenantTx,
  input: { name: string; parentId: string | null },
  by: By,
): Promise<{ categoryId: string; handle: string }> {
  await lockShop(tx)
  const path = await pathUnder(tx, input.parentId)
  if ((await tx.category.count({ where: { tenantId: tx.tenantId } })) >= CATEGORIES_MAX) {
    throw new InvalidInput({ name: `A shop has at most ${CATEGORIES_MAX.toLocaleString('en')} categories.` })
  }
  const handle = await freeCategoryHandle(tx, handleOf(input.name))
  const categoryId = randomUUIDv7()
  await tx.$executeRaw`
    insert into categories (tenant_id, id, parent_id, path, position, name, handle)
    select ${tx.tenantId}::uuid, ${categoryId}::uuid, ${input.parentId}::uuid, ${[...path, categoryId]}::uuid[],
      coalesce(max(position), 0) + 1, ${input.name}, ${handle}
    from categories where tenant_id = ${tx.tenantId}::uuid and parent_id is not distinct from ${input.parentId}::uuid`
  const changes = { name: input.name }
  await audit(tx, by, { action: 'category.created', subjectKind: 'category', subjectId: categoryId, changes })
  await refreshProgress(tx, 'category', [categoryId])
  announceOrganisation(tx, 'category', categoryId)
  return { categoryId, handle }
}

async function freeCategoryHandle(tx: TenantTx, wanted: string): Promise<string> {
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    select handle from categories where tenant_id = ${tx.tenantId}::uuid and (handle = ${wanted} or starts_with(handle, ${`${wanted}-`}))`
  const taken = new Set(rows.map(({ handle }) => handle))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}
