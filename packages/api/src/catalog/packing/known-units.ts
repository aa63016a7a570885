import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { announceOrganisation, RecordInUse } from '../naming/named-records.ts'
import { STANDARD_UNITS, type KnownUnit } from './units.ts'

export type OwnUnit = { id: string; key: string; name: string; baseKey: string; factor: number; variants: number }

/** The shop's own units, each with the variants whose content is measured in it. */
export async function listOwnUnits(tx: TenantTx): Promise<OwnUnit[]> {
  return tx.$queryRaw`
    select u.id, u.key, u.name, u.base_key as "baseKey", u.factor::float8 as factor,
      (select count(*)::int from product_variants v where v.tenant_id = u.tenant_id and v.content_unit = u.key) as variants
    from units u where u.tenant_id = ${tx.tenantId}::uuid order by u.key limit 200`
}

/** Every unit that amounts can be written in: the standard ones, then the shop's own in terms of those. */
export async function knownUnits(tx: TenantTx): Promise<KnownUnit[]> {
  const standard = Object.entries(STANDARD_UNITS).map(([key, unit]) => ({ key, name: null, ...unit }))
  const own = (await listOwnUnits(tx)).map(({ key, name, baseKey, factor }): KnownUnit => {
    const base = STANDARD_UNITS[baseKey as keyof typeof STANDARD_UNITS]
    return { key, name, dimension: base.dimension, factor: base.factor * factor }
  })
  return [...standard, ...own]
}

export type NewUnit = { key: string; name: string; baseKey: string; factor: number }

/** Adds a unit of the shop's own, such as a dozen of 12 pieces. Its factor stays: amounts were written in it. */
export async function addUnit(tx: TenantTx, input: NewUnit, by: By): Promise<{ id: string }> {
  const taken =
    input.key in STANDARD_UNITS || (await tx.unit.count({ where: { tenantId: tx.tenantId, key: input.key } })) > 0
  if (taken) throw new InvalidInput({ key: 'There is a unit of this key already.' })
  const { id } = await tx.unit.create({ data: { tenantId: tx.tenantId, ...input } })
  await audit(tx, by, { action: 'unit.added', subjectKind: 'unit', subjectId: id, changes: input })
  announceOrganisation(tx, 'unit', id)
  return { id }
}

export async function removeUnit(tx: TenantTx, id: string, by: By): Promise<void> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select key from units where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid for update`
  if (!rows[0]) throw new NotFound('unit')
  const { key } = rows[0]
  const used = await tx.productVariant.count({ where: { tenantId: tx.tenantId, contentUnit: key } })
  if (used > 0)
    throw new RecordInUse(`The content of ${used} ${used === 1 ? 'variant' : 'variants'} is measured in it.`)
  await tx.$executeRaw`delete from units where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  await audit(tx, by, { action: 'unit.removed', subjectKind: 'unit', subjectId: id, changes: { key } })
  announceOrganisation(tx, 'unit', id)
}
