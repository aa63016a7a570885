import { Prisma, type TenantTx } from '@souk/db'
import { z } from 'zod'
import { enqueueJob, SYSTEM, type By } from '../../basics/index.ts'
import type { JobContext } from '../../job-handlers.ts'
import { indexProducts } from '../index-products.ts'
import { keepBaselines } from '../record-versions.ts'
import { syncCollections } from '../sync-collections.ts'
import { touchProducts } from '../touch-products.ts'
import { LINKS, type LinkedKind } from './link-products.ts'

/** As many products are told of a new name in the transaction that gave it; for more a job goes on. */
export const BATCH_SIZE = 300

/**
 * Writes a record's name on the products that are linked to it under another, with a version, an audit row and word for
 * each. Until the last is told, the earlier names stay known as the record's own.
 */
export async function relabelProducts(
  tx: TenantTx,
  kind: LinkedKind,
  record: { id: string; formerKey: string },
  by: By,
): Promise<{ told: number; jobId: string | null }> {
  const { table } = LINKS[kind]
  await tx.$executeRaw`
    update ${table} set former_keys = array_append(array_remove(former_keys, ${record.formerKey}), ${record.formerKey})
    where tenant_id = ${tx.tenantId}::uuid and id = ${record.id}::uuid`
  const told = await relabelBatch(tx, kind, record.id, by)
  if (told < BATCH_SIZE) return { told, jobId: null }
  const { jobId } = await enqueueJob(tx, {
    kind: 'catalog.relabel',
    payload: { kind, recordId: record.id, by },
    ...(by.id && { createdBy: by.id }),
  })
  return { told, jobId }
}

async function relabelBatch(tx: TenantTx, kind: LinkedKind, recordId: string, by: By): Promise<number> {
  const { table, text, link, field } = LINKS[kind]
  const rows = await tx.$queryRaw<{ id: string; before: string; after: string }[]>`
    select p.id, p.${text} as before, t.name as after
    from products p join ${table} t on t.tenant_id = p.tenant_id and t.id = p.${link}
    where p.tenant_id = ${tx.tenantId}::uuid and p.${link} = ${recordId}::uuid and p.${text} <> t.name
    order by p.id limit ${BATCH_SIZE} for update of p`
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await keepBaselines(tx, ids)
    await tx.$executeRaw`
      update products set ${text} = ${rows[0]!.after} where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
    await indexProducts(tx, ids)
    await syncCollections(tx, ids)
    const deeds = rows.map(({ id, before, after }) => ({
      productId: id,
      action: 'product.saved',
      changes: { [field]: [before, after] },
    }))
    await touchProducts(tx, deeds, by)
  }
  if (ids.length < BATCH_SIZE) {
    await tx.$executeRaw`
      update ${table} set former_keys = '{}' where tenant_id = ${tx.tenantId}::uuid and id = ${recordId}::uuid`
  }
  return ids.length
}

const payload = z.object({
  kind: z.enum(['brand', 'productType']),
  recordId: z.uuid(),
  by: z.object({ kind: z.enum(['staff', 'customer', 'guest', 'system']), id: z.uuid().nullable(), name: z.string() }),
})

/** The job: batch after batch, each its own transaction, until every product carries the name. */
export async function relabelAll(job: JobContext): Promise<{ products: number }> {
  const { kind, recordId, by } = payload.parse(job.payload)
  const left = await job.inTenant((tx) => countLeft(tx, kind, recordId))
  for (let done = 0; ;) {
    const told = await job.inTenant((tx) => relabelBatch(tx, kind, recordId, by.kind === 'staff' ? by : SYSTEM))
    done += told
    await job.progress(Math.min(done, left), left)
    if (told < BATCH_SIZE) return { products: done }
  }
}

async function countLeft(tx: TenantTx, kind: LinkedKind, recordId: string): Promise<number> {
  const { table, text, link } = LINKS[kind]
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from products p join ${table} t on t.tenant_id = p.tenant_id and t.id = p.${link}
    where p.tenant_id = ${tx.tenantId}::uuid and p.${link} = ${recordId}::uuid and p.${text} <> t.name`
  return rows[0]!.count
}

/** A rule that looks for the name goes on finding its products after the name changed. */
export async function renameInRules(tx: TenantTx, kind: LinkedKind, fromKey: string, to: string): Promise<void> {
  const rule = kind === 'brand' ? Prisma.sql`'vendor'` : Prisma.sql`'productType'`
  await tx.$executeRaw`
    update collections set rule_value = ${to}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and rule_field = ${rule} and lower(btrim(rule_value)) = ${fromKey} and rule_value <> ${to}`
}
