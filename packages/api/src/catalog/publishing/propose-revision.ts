import { emit, type TenantTx } from '@souk/db'
import { audit, notify, type By } from '../../basics/index.ts'
import { Forbidden, InvalidInput } from '../../refusal.ts'
import { changedKeys, flatFields, flatInput, type FlatFields } from '../history/flat-fields.ts'
import { getVersion } from '../history/read-versions.ts'
import type { SavePage } from '../history/save-page.ts'
import { lockProduct } from '../touch-product.ts'
import { lockRevision, type LockedRevision } from './read-revisions.ts'
import { checkStep, type RevisionStatus } from './revision-status.ts'

type Propose = Omit<SavePage, 'decided'> & { note: string; submit: boolean }
type Member = By & { id: string }

/**
 * Keeps a change of a product's page as a proposal instead of saving it: only the fields that differ from the version its
 * author had before them. With `submit` those who may publish are told at once.
 */
export async function proposeRevision(tx: TenantTx, input: Propose, by: Member): Promise<{ revisionId: string }> {
  const { productId, version } = input
  const { title } = await lockProduct(tx, productId)
  const base = flatFields((await getVersion(tx, productId, version)).snapshot)
  const wanted = flatInput(input.fields, input.variants)
  const same = Object.fromEntries(Object.keys(wanted).map((key) => [key, base[key] ?? null]))
  const content: FlatFields = Object.fromEntries(changedKeys(same, wanted).map((key) => [key, wanted[key]]))
  if (Object.keys(content).length === 0) throw new InvalidInput({ note: 'Nothing differs from the product as it is.' })
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into product_revisions (tenant_id, product_id, base_version, content, note, created_by, created_by_name)
    values (${tx.tenantId}::uuid, ${productId}::uuid, ${version}::int, ${JSON.stringify(content)}::jsonb, ${input.note},
      ${by.id}::uuid, ${by.name})
    returning id`
  const revisionId = rows[0]!.id
  const changes = { fields: Object.keys(content).length, title }
  await audit(tx, by, { action: 'revision.proposed', subjectKind: 'product', subjectId: productId, changes })
  announceRevision(tx, productId, revisionId)
  if (input.submit) await submitRevision(tx, revisionId, by)
  return { revisionId }
}

/** Hands a proposal in for review; everyone who may publish is told, except its author. */
export async function submitRevision(tx: TenantTx, revisionId: string, by: Member): Promise<void> {
  const revision = await lockOwn(tx, revisionId, by)
  await moveRevision(tx, revision, 'in_review')
  const reviewers = await tx.$queryRaw<{ id: string }[]>`
    select m.account_id as id from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tx.tenantId}::uuid and m.status = 'active' and 'catalog:publish' = any(r.permissions)
      and m.account_id <> ${by.id}::uuid
    order by m.account_id`
  for (const { id } of reviewers) await tellAbout(tx, revision, id, 'revision.submitted', by.name)
}

/** Takes an own proposal back to work on it. */
export async function withdrawRevision(tx: TenantTx, revisionId: string, by: Member): Promise<void> {
  await moveRevision(tx, await lockOwn(tx, revisionId, by), 'draft')
}

async function lockOwn(tx: TenantTx, revisionId: string, by: Member): Promise<LockedRevision> {
  const revision = await lockRevision(tx, revisionId)
  if (revision.createdBy !== by.id) throw new Forbidden('changes that others proposed')
  return revision
}

/** Brings a locked proposal to its next state; whatever stood in its way is forgotten. Throws when there is no such step. */
export async function moveRevision(
  tx: TenantTx,
  revision: LockedRevision,
  to: RevisionStatus,
  publishAt: Date | null = null,
): Promise<void> {
  checkStep(revision.status, to)
  await tx.$executeRaw`
    update product_revisions set status = ${to}, publish_at = ${publishAt}::timestamptz, problem = null, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${revision.id}::uuid`
  announceRevision(tx, revision.productId, revision.id)
}

export function announceRevision(tx: TenantTx, productId: string, revisionId: string): void {
  emit(tx, { name: 'revision.changed', topics: [`office-product:${productId}`], payload: { revisionId } })
}

export async function tellAbout(
  tx: TenantTx,
  { id: revisionId, productId }: Pick<LockedRevision, 'id' | 'productId'>,
  accountId: string,
  kind: string,
  actorName: string,
): Promise<void> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    select title from products where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  const data = { revisionId, title: rows[0]?.title ?? '' }
  await notify(tx, { accountId, kind, subjectKind: 'product', subjectId: productId, actorName, data })
}
