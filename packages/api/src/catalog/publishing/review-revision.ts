import type { TenantTx } from '@souk/db'
import { audit, enqueueJob, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { parseVariantKey } from '../history/flat-fields.ts'
import { productValues, variantValues } from '../history/flat-values.ts'
import { savePage, type SavePage } from '../history/save-page.ts'
import { moveRevision, tellAbout } from './propose-revision.ts'
import { lockRevision, type LockedRevision } from './read-revisions.ts'

export type Review = {
  revisionId: string
  verdict: 'approve' | 'publish' | 'schedule' | 'reject'
  note: string
  publishAt?: Date | undefined
  decided?: SavePage['decided']
}

/** Judges a proposal: approves it, publishes it now or at a moment, or sends it back with a reason. Its author is told. */
export async function reviewRevision(tx: TenantTx, input: Review, by: By & { id: string }): Promise<void> {
  const revision = await lockRevision(tx, input.revisionId)
  if (input.verdict === 'reject' && input.note === '') throw new InvalidInput({ note: 'Say what should change.' })
  await tx.$executeRaw`
    update product_revisions set reviewed_by = ${by.id}::uuid, reviewed_by_name = ${by.name}, review_note = ${input.note}
    where tenant_id = ${tx.tenantId}::uuid and id = ${revision.id}::uuid`
  if (input.verdict === 'publish') await publishRevision(tx, revision, by, input.decided)
  else if (input.verdict === 'schedule') await schedule(tx, revision, input.publishAt)
  else await moveRevision(tx, revision, input.verdict === 'reject' ? 'rejected' : 'approved')
  const action = `revision.${OUTCOME[input.verdict]}`
  const changes = { note: input.note || null, ...(input.publishAt && { publishAt: input.publishAt.toISOString() }) }
  await audit(tx, by, { action, subjectKind: 'product', subjectId: revision.productId, changes })
  if (revision.createdBy !== by.id) await tellAbout(tx, revision, revision.createdBy, action, by.name)
}

const OUTCOME = { approve: 'approved', publish: 'published', schedule: 'scheduled', reject: 'rejected' } as const

/**
 * Puts a proposal into the product. What others changed since it was written stays, unless both changed the same field: then
 * EditConflict says which, and nothing is written.
 */
export async function publishRevision(
  tx: TenantTx,
  revision: LockedRevision,
  by: By,
  decided?: SavePage['decided'],
): Promise<void> {
  const { productId, baseVersion, content } = revision
  const keys = Object.keys(content)
  const parts = keys.flatMap((key) => parseVariantKey(key) ?? [])
  const page = {
    productId,
    version: baseVersion,
    fields: productValues(content, keys),
    variants: variantValues(content, parts),
  }
  const saved = await savePage(tx, { ...page, decided }, by)
  await moveRevision(tx, revision, 'published')
  await tx.$executeRaw`
    update product_revisions set published_version = ${saved.version}::int
    where tenant_id = ${tx.tenantId}::uuid and id = ${revision.id}::uuid`
}

/** The job is asked for in the same transaction, and the clock that counts is the database's. */
async function schedule(tx: TenantTx, revision: LockedRevision, publishAt: Date | undefined): Promise<void> {
  await checkFuture(tx, { publishAt })
  await moveRevision(tx, revision, 'scheduled', publishAt)
  await enqueueJob(tx, {
    kind: 'product.publish',
    payload: { revisionId: revision.id },
    runAt: publishAt!,
    dedupeKey: `${revision.id}:${revision.version + 1}`,
  })
}

/** Throws InvalidInput at the field when a moment is missing or has passed. */
export async function checkFuture(tx: TenantTx, moments: Record<string, Date | undefined>): Promise<void> {
  for (const [field, at] of Object.entries(moments)) {
    if (!at) throw new InvalidInput({ [field]: 'Choose a date and a time.' })
    const rows = await tx.$queryRaw<{ future: boolean }[]>`select ${at}::timestamptz > now() as future`
    if (!rows[0]!.future) throw new InvalidInput({ [field]: 'Choose a moment that has not passed.' })
  }
}
