import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import { audit, type By } from '../../basics/index.ts'
import { NotFound } from '../../refusal.ts'
import { announceOrganisation, lockNamed } from '../naming/named-records.ts'
import { enqueueQuality } from '../quality/look-over.ts'
import type { typeAttributes } from './schema.ts'

/**
 * Says which attributes the products of a type carry, in which order, and which they need. A product keeps the value of
 * an attribute that its type no longer carries, until someone takes it away.
 */
export async function setTypeAttributes(
  tx: TenantTx,
  input: z.infer<typeof typeAttributes>,
  by: By,
): Promise<{ id: string; version: number }> {
  const { id } = input
  const { version } = await lockNamed(tx, 'productType', id, input.version)
  const attributes = [...new Map(input.attributes.map((one) => [one.attributeId, one])).values()]
  const ids = attributes.map(({ attributeId }) => attributeId)
  const known = await tx.attribute.count({ where: { tenantId: tx.tenantId, id: { in: ids } } })
  if (known !== ids.length) throw new NotFound('attribute')
  await tx.$executeRaw`
    delete from product_type_attributes where tenant_id = ${tx.tenantId}::uuid and product_type_id = ${id}::uuid`
  await tx.productTypeAttribute.createMany({
    data: attributes.map((one, index) => ({ tenantId: tx.tenantId, productTypeId: id, position: index + 1, ...one })),
  })
  await tx.$executeRaw`
    update product_types set version = version + 1, updated_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  const changes = { attributes: ids.length, required: attributes.filter(({ required }) => required).length }
  await audit(tx, by, { action: 'product_type.attributes_set', subjectKind: 'product_type', subjectId: id, changes })
  await enqueueQuality(tx, by)
  announceOrganisation(tx, 'productType', id)
  return { id, version: version + 1 }
}
