import type { TenantTx } from '@souk/db'
import { audit, enqueueJob, type By } from '../../basics/index.ts'
import { lockProduct } from '../touch-product.ts'

/** Asks again for the pictures of a product that could not be had, with the zip of the newest import that named it. */
export async function retryPictures(tx: TenantTx, productId: string, by: By): Promise<{ jobId: string }> {
  await lockProduct(tx, productId)
  await tx.$executeRaw`
    update product_images set status = 'pending', reason = null
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and status = 'missing' and source_url is not null`
  const rows = await tx.$queryRaw<{ importId: string }[]>`
    select r.import_id as "importId" from products p
    join import_rows r on r.tenant_id = p.tenant_id and r.subject_id = p.id
    join imports i on i.tenant_id = r.tenant_id and i.id = r.import_id and i.pictures_file_id is not null
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid order by i.created_at desc limit 1`
  await audit(tx, by, { action: 'product.pictures_retried', subjectKind: 'product', subjectId: productId })
  const payload = { importId: rows[0]?.importId ?? null, productIds: [productId] }
  return enqueueJob(tx, { kind: 'import.pictures', payload, dedupeKey: `product:${productId}`, attemptsMax: 3 })
}
