import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { refreshProgress } from '../translations/refresh-progress.ts'
import { announceOrganisation } from '../naming/named-records.ts'
import { differences } from '../touch-product.ts'
import { lockCategory } from './lock-category.ts'

/** Gives a category another name, and another address when one is given. */
export async function renameCategory(
  tx: TenantTx,
  input: { categoryId: string; version?: number | undefined; name: string; handle?: string | undefined },
  by: By,
): Promise<{ version: number }> {
  const { categoryId, name } = input
  const before = await lockCategory(tx, categoryId, input.version)
  const after = { name, handle: input.handle || before.handle }
  const changes = differences({ name: before.name, handle: before.handle }, after)
  if (Object.keys(changes).length === 0) return { version: before.version }
  if (changes.handle) {
    const taken = await tx.category.findFirst({
      where: { tenantId: tx.tenantId, handle: after.handle, id: { not: categoryId } },
    })
    if (taken) throw new InvalidInput({ handle: `${taken.name} has this address already.` })
  }
  await tx.$executeRaw`
    update categories set name = ${after.name}, handle = ${after.handle}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${categoryId}::uuid`
  await audit(tx, by, { action: 'category.saved', subjectKind: 'category', subjectId: categoryId, changes })
  await refreshProgress(tx, 'category', [categoryId])
  announceOrganisation(tx, 'category', categoryId)
  return { version: before.version + 1 }
}
