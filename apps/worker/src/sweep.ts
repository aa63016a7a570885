import { sweepFiles } from '@souk/api/basics'
import type { AuthPool, Db } from '@souk/db'
import type { Logger } from 'pino'

export type Sweep = { db: Db; auth: AuthPool; filesDir: string; log: Logger }

/** Removes the bytes that no row names, shop by shop; one whose files cannot be reached never stops the others. */
export async function sweep({ db, auth, filesDir, log }: Sweep): Promise<number> {
  let removed = 0
  const { rows } = await auth.query<{ id: string }>('select id from tenants order by id')
  for (const { id } of rows) {
    try {
      removed += await sweepFiles(db.inTenant, filesDir, id)
    } catch (err) {
      log.warn({ err, tenantId: id }, 'Unused files of this shop could not be removed; trying again tomorrow')
    }
  }
  if (removed > 0) log.info({ removed }, 'Unused files removed')
  return removed
}
