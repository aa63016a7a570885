import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { FieldConflict } from '../history/save-page.ts'
import { flatFields, parseVariantKey, type FlatFields } from '../history/flat-fields.ts'
import { variantName } from '../history/compare-versions.ts'
import { readVersions } from '../history/read-versions.ts'
import type { RevisionStatus } from './revision-status.ts'

export type Revision = {
  id: string
  productId: string
  productTitle: string
  baseVersion: number
  content: FlatFields
  note: string
  status: RevisionStatus
  publishAt: Date | null
  problem: { message: string; conflicts: FieldConflict[] } | null
  createdBy: string
  createdByName: string
  reviewedBy: string | null
  reviewedByName: string | null
  reviewNote: string
  publishedVersion: number | null
  version: number
  createdAt: Date
  updatedAt: Date
}

/** Proposed changes, the newest first: of one product, or those of the shop that wait in a state. */
export async function listRevisions(
  tx: TenantTx,
  input: {
    revisionId?: string | undefined
    productId?: string | undefined
    status?: RevisionStatus | undefined
    before?: string | undefined
    limit: number
  },
): Promise<Revision[]> {
  const { revisionId = null, productId = null, status = null, before = null } = input
  return tx.$queryRaw`
    select r.id, r.product_id as "productId", p.title as "productTitle", r.base_version as "baseVersion", r.content, r.note, r.status,
      r.publish_at as "publishAt", r.problem, r.created_by as "createdBy", r.created_by_name as "createdByName",
      r.reviewed_by as "reviewedBy", r.reviewed_by_name as "reviewedByName", r.review_note as "reviewNote",
      r.published_version as "publishedVersion", r.version, r.created_at as "createdAt", r.updated_at as "updatedAt"
    from product_revisions r join products p on p.tenant_id = r.tenant_id and p.id = r.product_id
    where r.tenant_id = ${tx.tenantId}::uuid and (${revisionId}::uuid is null or r.id = ${revisionId}::uuid)
      and (${productId}::uuid is null or r.product_id = ${productId}::uuid)
      and (${status}::text is null or r.status = ${status}) and (${before}::uuid is null or r.id < ${before}::uuid)
    order by r.id desc limit ${input.limit}`
}

type RevisionLine = { key: string; field: string; of: string | null; before: unknown; after: unknown }

/** A proposed change with each field as it was when it was written and as it would be. Throws NotFound. */
export async function getRevision(tx: TenantTx, revisionId: string): Promise<Revision & { lines: RevisionLine[] }> {
  const [found] = await listRevisions(tx, { revisionId, limit: 1 })
  if (!found) throw new NotFound('change')
  const { productId } = found
  const [base] = await readVersions(tx, { productId, from: found.baseVersion, to: found.baseVersion })
  const was = base ? flatFields(base.snapshot) : {}
  const lines = Object.entries(found.content).map(([key, after]): RevisionLine => {
    const part = parseVariantKey(key)
    const of = part && base ? variantName(base.snapshot, part.id) : null
    return { key, field: part?.field ?? key, of, before: was[key] ?? null, after }
  })
  return { ...found, lines }
}

/** Locks a proposed change. Throws NotFound. */
export async function lockRevision(tx: TenantTx, revisionId: string): Promise<LockedRevision> {
  const rows = await tx.$queryRaw<LockedRevision[]>`
    select id, product_id as "productId", base_version as "baseVersion", content, status, publish_at as "publishAt",
      created_by as "createdBy", reviewed_by as "reviewedBy", reviewed_by_name as "reviewedByName", version,
      coalesce(publish_at <= now(), false) as "isDue"
    from product_revisions where tenant_id = ${tx.tenantId}::uuid and id = ${revisionId}::uuid for update`
  if (!rows[0]) throw new NotFound('change')
  return rows[0]
}

export type LockedRevision = Pick<
  Revision,
  | 'id'
  | 'productId'
  | 'baseVersion'
  | 'content'
  | 'status'
  | 'publishAt'
  | 'createdBy'
  | 'reviewedBy'
  | 'reviewedByName'
  | 'version'
> & { isDue: boolean }
