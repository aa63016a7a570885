import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { differences } from '../touch-product.ts'
import { announceOrganisation, freeNameKey, lockNamed } from './named-records.ts'
import { relabelProducts, renameInRules } from './relabel-products.ts'
import type { SavedRecord } from './save-brand.ts'
import type { ProductTypeFields } from './schema.ts'

/** Creates a product type or changes it; a new name goes onto its products and into rules, as a brand's does. */
export async function saveProductType(tx: TenantTx, input: ProductTypeFields, by: By): Promise<SavedRecord> {
  const { id, version, ...fields } = input
  const locked = id ? await lockNamed(tx, 'productType', id, version) : null
  const nameKey = await freeNameKey(tx, 'productType', fields.name, id)
  if (!id || !locked) {
    const made = await tx.productType.create({ data: { tenantId: tx.tenantId, ...fields, nameKey } })
    const changes = { name: made.name }
    await audit(tx, by, { action: 'product_type.created', subjectKind: 'product_type', subjectId: made.id, changes })
    announceOrganisation(tx, 'productType', made.id)
    return { id: made.id, version: 1, told: 0, jobId: null }
  }
  const where = { tenantId_id: { tenantId: tx.tenantId, id } }
  const changes = differences(await tx.productType.findUniqueOrThrow({ where }), fields)
  if (Object.keys(changes).length === 0) return { id, version: locked.version, told: 0, jobId: null }
  await tx.productType.update({ where, data: { ...fields, nameKey, version: { increment: 1 }, updatedAt: new Date() } })
  await audit(tx, by, { action: 'product_type.saved', subjectKind: 'product_type', subjectId: id, changes })
  announceOrganisation(tx, 'productType', id)
  if (!changes.name) return { id, version: locked.version + 1, told: 0, jobId: null }
  await renameInRules(tx, 'productType', locked.nameKey, fields.name)
  const told = await relabelProducts(tx, 'productType', { id, formerKey: locked.nameKey }, by)
  return { id, version: locked.version + 1, ...told }
}
