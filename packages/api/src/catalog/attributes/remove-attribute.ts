import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { announceOrganisation, RecordInUse } from '../naming/named-records.ts'
import { enqueueQuality } from '../quality/look-over.ts'
import { forgetTranslations } from '../translations/forget-translations.ts'
import { getAttribute } from './read-attributes.ts'

/** Removes an attribute that no product has a value of; types let it go. */
export async function removeAttribute(tx: TenantTx, id: string, by: By): Promise<void> {
  await tx.$queryRaw`select 1 from attributes where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid for update`
  const { name, products } = await getAttribute(tx, id)
  if (products > 0) {
    throw new RecordInUse(
      `${products === 1 ? '1 product has' : `${products} products have`} a value of ${name}. Take the values away first.`,
    )
  }
  await forgetTranslations(tx, 'attribute', id)
  await tx.$executeRaw`delete from attributes where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid`
  await audit(tx, by, { action: 'attribute.removed', subjectKind: 'attribute', subjectId: id, changes: { name } })
  await enqueueQuality(tx, by)
  announceOrganisation(tx, 'attribute', id)
}
