import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { Snapshot } from './flat-fields.ts'

export type VersionLine = {
  version: number
  actorName: string
  actorKind: string
  source: string | null
  action: string
  auditId: string | null
  changes: Record<string, unknown> | null
  createdAt: Date
}

/** The versions of a product, the newest first, with what each changed. `before` is the last version already shown. */
export async function listVersions(
  tx: TenantTx,
  input: { productId: string; before?: number | undefined; limit: number },
): Promise<VersionLine[]> {
  return tx.$queryRaw`
    select v.version, v.actor_name as "actorName", v.actor_kind as "actorKind", v.source, v.action, v.audit_id as "auditId",
      a.changes, v.created_at as "createdAt"
    from product_versions v left join audit_entries a on a.tenant_id = v.tenant_id and a.id = v.audit_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${input.productId}::uuid
      and (${input.before ?? null}::int is null or v.version < ${input.before ?? null}::int)
    order by v.version desc limit ${input.limit}`
}

export type KeptVersion = Omit<VersionLine, 'changes' | 'auditId'> & { snapshot: Snapshot }

/** Versions of a product from one to another, the oldest first, whole. */
export async function readVersions(
  tx: TenantTx,
  input: { productId: string; from: number; to: number },
): Promise<KeptVersion[]> {
  return tx.$queryRaw`
    select version, actor_name as "actorName", actor_kind as "actorKind", source, action, created_at as "createdAt", snapshot
    from product_versions
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid
      and version between ${input.from}::int and ${input.to}::int
    order by version`
}

/** One version of a product. Throws NotFound when it was never kept. */
export async function getVersion(tx: TenantTx, productId: string, version: number): Promise<KeptVersion> {
  const [kept] = await readVersions(tx, { productId, from: version, to: version })
  if (!kept) throw new NotFound('version')
  return kept
}

/** The version that was the current one at a moment. Throws NotFound when nothing is known of so early a time. */
export async function versionAt(tx: TenantTx, input: { productId: string; at: Date }): Promise<number> {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    select version from product_versions
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid and created_at <= ${input.at}::timestamptz
    order by created_at desc, version desc limit 1`
  if (!rows[0]) throw new NotFound('version')
  return rows[0].version
}
