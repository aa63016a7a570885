import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { LINKS, type LinkedKind } from './link-products.ts'
import { announceOrganisation, lockNamed } from './named-records.ts'
import { relabelProducts, renameInRules } from './relabel-products.ts'

/**
 * Makes one brand, or one product type, of two: the products of the first carry the second's name from now on, and the
 * first is gone. Both are locked in the order of their ids, so that two people who merge them crosswise cannot deadlock.
 */
export async function mergeRecords(
  tx: TenantTx,
  kind: LinkedKind,
  input: { id: string; intoId: string },
  by: By,
): Promise<{ id: string; told: number; jobId: string | null }> {
  const { id, intoId } = input
  if (id === intoId) throw new InvalidInput({ intoId: 'Choose another one.' })
  const locked = new Map<string, { name: string; nameKey: string }>()
  for (const one of [id, intoId].toSorted()) locked.set(one, await lockNamed(tx, kind, one))
  const [from, into] = [locked.get(id)!, locked.get(intoId)!]
  const { table, link } = LINKS[kind]
  await renameInRules(tx, kind, from.nameKey, into.name)
  await tx.$executeRaw`
    update products set ${link} = ${intoId}::uuid where tenant_id = ${tx.tenantId}::uuid and ${link} = ${id}::uuid`
  await tx.$executeRaw`delete from ${table} where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  const subjectKind = kind === 'brand' ? 'brand' : 'product_type'
  await audit(tx, by, {
    action: `${subjectKind}.merged`,
    subjectKind,
    subjectId: intoId,
    changes: { name: [from.name, into.name] },
  })
  announceOrganisation(tx, kind, intoId)
  const told = await relabelProducts(tx, kind, { id: intoId, formerKey: from.nameKey }, by)
  return { id: intoId, ...told }
}
