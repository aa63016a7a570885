import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { differences } from '../touch-product.ts'
import { announceOrganisation, freeNameKey, lockNamed } from './named-records.ts'
import type { ManufacturerFields } from './schema.ts'

/** Creates a manufacturer or changes it. */
export async function saveManufacturer(
  tx: TenantTx,
  input: ManufacturerFields,
  by: By,
): Promise<{ id: string; version: number }> {
  const { id, version, ...fields } = input
  const locked = id ? await lockNamed(tx, 'manufacturer', id, version) : null
  const data = { ...fields, nameKey: await freeNameKey(tx, 'manufacturer', fields.name, id) }
  const deed = { subjectKind: 'manufacturer' } as const
  if (!id || !locked) {
    const made = await tx.manufacturer.create({ data: { tenantId: tx.tenantId, ...data } })
    const changes = { name: made.name }
    await audit(tx, by, { ...deed, action: 'manufacturer.created', subjectId: made.id, changes })
    announceOrganisation(tx, 'manufacturer', made.id)
    return { id: made.id, version: 1 }
  }
  const where = { tenantId_id: { tenantId: tx.tenantId, id } }
  const changes = differences(await tx.manufacturer.findUniqueOrThrow({ where }), fields)
  if (Object.keys(changes).length === 0) return { id, version: locked.version }
  await tx.manufacturer.update({ where, data: { ...data, version: { increment: 1 }, updatedAt: new Date() } })
  await audit(tx, by, { ...deed, action: 'manufacturer.saved', subjectId: id, changes })
  announceOrganisation(tx, 'manufacturer', id)
  return { id, version: locked.version + 1 }
}
