import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { differences } from '../touch-product.ts'
import { announceOrganisation, freeNameKey, lockNamed } from './named-records.ts'
import type { SupplierFields } from './schema.ts'

/** Creates a supplier or changes it. A code is one supplier's only; the currency stays as long as costs are written in it. */
export async function saveSupplier(
  tx: TenantTx,
  input: SupplierFields,
  by: By,
): Promise<{ id: string; version: number }> {
  const { id, version, ...fields } = input
  const locked = id ? await lockNamed(tx, 'supplier', id, version) : null
  const data = { ...fields, nameKey: await freeNameKey(tx, 'supplier', fields.name, id) }
  await checkCode(tx, fields.code, id)
  if (!id || !locked) {
    const made = await tx.supplier.create({ data: { tenantId: tx.tenantId, ...data } })
    const changes = { name: made.name }
    await audit(tx, by, { action: 'supplier.created', subjectKind: 'supplier', subjectId: made.id, changes })
    announceOrganisation(tx, 'supplier', made.id)
    return { id: made.id, version: 1 }
  }
  const where = { tenantId_id: { tenantId: tx.tenantId, id } }
  const changes = differences(await tx.supplier.findUniqueOrThrow({ where }), fields)
  if (Object.keys(changes).length === 0) return { id, version: locked.version }
  if (changes.currency) await checkCosts(tx, id)
  await tx.supplier.update({ where, data: { ...data, version: { increment: 1 }, updatedAt: new Date() } })
  await audit(tx, by, { action: 'supplier.saved', subjectKind: 'supplier', subjectId: id, changes })
  announceOrganisation(tx, 'supplier', id)
  return { id, version: locked.version + 1 }
}

async function checkCode(tx: TenantTx, code: string, ownId: string | undefined): Promise<void> {
  if (!code) return
  const taken = await tx.supplier.findFirst({
    where: { tenantId: tx.tenantId, code, ...(ownId && { id: { not: ownId } }) },
  })
  if (taken) throw new InvalidInput({ code: `${taken.name} has this code already.` })
}

async function checkCosts(tx: TenantTx, supplierId: string): Promise<void> {
  const costs = await tx.productSupplier.count({
    where: { tenantId: tx.tenantId, supplierId, costMinor: { not: null } },
  })
  if (costs === 0) return
  throw new InvalidInput({
    currency: `The costs of ${costs} ${costs === 1 ? 'product' : 'products'} are written in the present one.`,
  })
}
