import { purgeExports } from '@souk/api/basics'
import { purgeTrash } from '@souk/api/catalog'
import { purgeEventLog, type AuthPool, type createRelayPool, type Db } from '@souk/db'
import type { Logger } from 'pino'

/** How long a first answer is kept for a retry. */
const IDEMPOTENCY_HOURS = 72

export type Purge = { db: Db; auth: AuthPool; relay: ReturnType<typeof createRelayPool>; log: Logger; filesDir: string }

type Removed = { events: number; keys: number; products: number; exports: number }

/** Removes what has served its time, tenant by tenant, so that no statement ever spans two. */
export async function purge({ db, auth, relay, log, filesDir }: Purge): Promise<Removed> {
  const removed: Removed = { events: 0, keys: 0, products: 0, exports: 0 }
  const { rows } = await auth.query<{ id: string }>('select id from tenants order by id')
  for (const { id } of rows) {
    try {
      removed.events += await purgeEventLog(relay, id)
      removed.keys += await purgeKeys(db, id)
      removed.products += await db.inTenant(id, purgeTrash)
      removed.exports += await purgeExports(db, filesDir, id)
    } catch (err) {
      log.warn({ err, tenantId: id }, 'Old rows of this shop could not be removed; trying again later')
    }
  }
  return removed
}

const purgeKeys = (db: Db, tenantId: string): Promise<number> =>
  db.inTenant(
    tenantId,
    (tx) => tx.$executeRaw`
      delete from idempotency_keys
      where tenant_id = ${tx.tenantId}::uuid and created_at < now() - make_interval(hours => ${IDEMPOTENCY_HOURS}::int)`,
  )
