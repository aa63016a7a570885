import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { handleOf } from '../handle.ts'
import { differences } from '../touch-product.ts'
import { announceOrganisation, freeNameKey, lockNamed } from './named-records.ts'
import { relabelProducts, renameInRules } from './relabel-products.ts'
import type { BrandFields } from './schema.ts'

export type SavedRecord = { id: string; version: number; told: number; jobId: string | null }

/** Creates a brand or changes it. A new name is written on its products, each with its version, and into rules that look for it. */
export async function saveBrand(tx: TenantTx, input: BrandFields, by: By): Promise<SavedRecord> {
  const { id, version, ...given } = input
  const locked = id ? await lockNamed(tx, 'brand', id, version) : null
  const nameKey = await freeNameKey(tx, 'brand', given.name, id)
  const handle = given.handle || handleOf(given.name)
  await checkHandle(tx, handle, id)
  if (given.logoFileId) await checkLogo(tx, given.logoFileId)
  const { logoFileId, ...texts } = given
  const fields = { ...texts, handle, ...(logoFileId !== undefined && { logoFileId }) }
  const data = { ...fields, nameKey }
  if (!id || !locked) {
    const made = await tx.brand.create({ data: { tenantId: tx.tenantId, ...data } })
    const changes = { name: made.name }
    await audit(tx, by, { action: 'brand.created', subjectKind: 'brand', subjectId: made.id, changes })
    announceOrganisation(tx, 'brand', made.id)
    return { id: made.id, version: 1, told: 0, jobId: null }
  }
  const where = { tenantId_id: { tenantId: tx.tenantId, id } }
  const changes = differences(await tx.brand.findUniqueOrThrow({ where }), fields)
  if (Object.keys(changes).length === 0) return { id, version: locked.version, told: 0, jobId: null }
  await tx.brand.update({ where, data: { ...data, version: { increment: 1 }, updatedAt: new Date() } })
  await audit(tx, by, { action: 'brand.saved', subjectKind: 'brand', subjectId: id, changes })
  announceOrganisation(tx, 'brand', id)
  if (!changes.name) return { id, version: locked.version + 1, told: 0, jobId: null }
  await renameInRules(tx, 'brand', locked.nameKey, fields.name)
  const told = await relabelProducts(tx, 'brand', { id, formerKey: locked.nameKey }, by)
  return { id, version: locked.version + 1, ...told }
}

async function checkHandle(tx: TenantTx, handle: string, ownId: string | undefined): Promise<void> {
  const taken = await tx.brand.findFirst({
    where: { tenantId: tx.tenantId, handle, ...(ownId && { id: { not: ownId } }) },
  })
  if (taken) throw new InvalidInput({ handle: `${taken.name} has this address already.` })
}

/** Only a picture that shoppers may see can be a logo. */
async function checkLogo(tx: TenantTx, id: string): Promise<void> {
  const file = await tx.storedFile.findFirst({
    where: { tenantId: tx.tenantId, id, purpose: { in: ['product', 'shop', 'collection'] } },
  })
  if (!file) throw new NotFound('file')
}
