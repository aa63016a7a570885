import type { TenantTx } from '@souk/db'
import { enqueueJob, type By } from '../../basics/index.ts'
import type { JobContext } from '../../job-handlers.ts'
import { linkProducts } from '../naming/link-products.ts'
import { refreshQuality } from './refresh-quality.ts'

const BATCH_SIZE = 500

/** Leaves a job that looks all products over, for a change that many of them may fail or pass by: a language, a rule. */
export async function enqueueQuality(tx: TenantTx, by: By): Promise<{ jobId: string }> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from products where tenant_id = ${tx.tenantId}::uuid`
  return enqueueJob(tx, {
    kind: 'catalog.quality',
    payload: {},
    dedupeKey: 'all',
    progressTotal: rows[0]!.count,
    ...(by.kind === 'staff' && by.id && { createdBy: by.id }),
  })
}

/**
 * Looks every product over, batch by batch in the order of ids, each batch its own transaction. Products from before
 * brands and types were records are linked on the way. Nothing that people said changes, so there is no version of it.
 */
export async function lookOver(job: JobContext): Promise<{ products: number }> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (let done = 0; ;) {
    const ids = await job.inTenant((tx) => lookAtBatch(tx, after))
    done += ids.length
    await job.progress(done, done)
    if (ids.length < BATCH_SIZE) return { products: done }
    after = ids.at(-1)!
  }
}

async function lookAtBatch(tx: TenantTx, after: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from products where tenant_id = ${tx.tenantId}::uuid and id > ${after}::uuid and purged_at is null
    order by id limit ${BATCH_SIZE} for update`
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return ids
  await linkProducts(tx, ids)
  await refreshQuality(tx, ids)
  return ids
}
