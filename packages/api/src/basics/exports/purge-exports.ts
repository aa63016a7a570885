import type { Db } from '@souk/db'
import { fileKey, placeAt } from '../file-place.ts'

/** Removes the files of a tenant's exports that have expired; the rows stay and say that there was one. */
export async function purgeExports(db: Db, filesDir: string, tenantId: string): Promise<number> {
  const expired = await db.inTenant(
    tenantId,
    (tx) => tx.$queryRaw<{ id: string; fileId: string }[]>`
      select id, file_id as "fileId" from exports
      where tenant_id = ${tx.tenantId}::uuid and status = 'done' and expires_at < now() order by expires_at limit 500`,
  )
  for (const { fileId } of expired) await placeAt(filesDir).remove(fileKey(tenantId, fileId))
  const ids = expired.map(({ id }) => id)
  if (ids.length > 0) {
    await db.inTenant(
      tenantId,
      (tx) => tx.$executeRaw`
        update exports set status = 'expired' where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
    )
  }
  return ids.length
}
