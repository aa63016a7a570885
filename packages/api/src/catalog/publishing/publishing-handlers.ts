import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import { audit, SYSTEM, type By } from '../../basics/index.ts'
import type { JobContext, JobHandler } from '../../job-handlers.ts'
import { Refusal } from '../../refusal.ts'
import { announceRevision, tellAbout } from './propose-revision.ts'
import { lockRevision } from './read-revisions.ts'
import { publishRevision } from './review-revision.ts'
import { turnProduct } from './schedule-product.ts'

const revisionPayload = z.object({ revisionId: z.uuid() })
const productPayload = z.object({ productId: z.uuid() })

/** What happens to products at a moment, by kind of job. */
export const publishingHandlers: Record<string, JobHandler> = {
  'product.publish': publishDue,
  'product.turn': (job) =>
    job.inTenant((tx) => turnProduct(tx, productPayload.parse(job.payload).productId, { ...SYSTEM, name: 'Souk' })),
}

/** Publishes a scheduled proposal when it is due; one that was taken back, changed or moved is left alone. */
async function publishDue(job: JobContext): Promise<unknown> {
  const { revisionId } = revisionPayload.parse(job.payload)
  try {
    return await job.inTenant((tx) => publishIfDue(tx, revisionId))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return job.inTenant((tx) => sendBack(tx, revisionId, error))
  }
}

async function publishIfDue(tx: TenantTx, revisionId: string): Promise<{ published: boolean }> {
  const revision = await lockRevision(tx, revisionId)
  if (revision.status !== 'scheduled' || !revision.isDue) return { published: false }
  const by: By = { kind: 'staff', id: revision.reviewedBy, name: revision.reviewedByName ?? 'Souk', via: 'system' }
  await publishRevision(tx, revision, by)
  await audit(tx, by, { action: 'revision.published', subjectKind: 'product', subjectId: revision.productId })
  await tellAbout(tx, revision, revision.createdBy, 'revision.published', by.name)
  return { published: true }
}

/** Tells why it could not be published, to its author and to who scheduled it; both find the fields that collide. */
async function sendBack(
  tx: TenantTx,
  revisionId: string,
  why: Refusal,
): Promise<{ published: boolean; problem: string }> {
  const revision = await lockRevision(tx, revisionId)
  const { conflicts = [] } = (why.detail ?? {}) as { conflicts?: unknown[] }
  await tx.$executeRaw`
    update product_revisions set status = 'in_review', publish_at = null, version = version + 1, updated_at = now(),
      problem = ${JSON.stringify({ message: why.message, conflicts })}::jsonb
    where tenant_id = ${tx.tenantId}::uuid and id = ${revisionId}::uuid and status = 'scheduled'`
  const changes = { reason: why.message }
  await audit(tx, SYSTEM, {
    action: 'revision.sent_back',
    subjectKind: 'product',
    subjectId: revision.productId,
    changes,
  })
  for (const id of new Set([revision.createdBy, revision.reviewedBy]))
    if (id) await tellAbout(tx, revision, id, 'revision.sent_back', SYSTEM.name)
  announceRevision(tx, revision.productId, revisionId)
  return { published: false, problem: why.message }
}
