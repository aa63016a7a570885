import { Prisma, type TenantTx } from '@souk/db'
import { sourceOf, SYSTEM, type By } from '../basics/index.ts'

/** Who made a version, with what deed; `auditId` is the row of the audit log that tells it. */
type VersionMaker = By & { action: string; auditId?: string | null }

/**
 * All that is said about a product `p` and its variants, as JSON of its rows: a column that is added to either table is in
 * the history from that moment on. Left out is what is not said but counted or kept by the house: stock, versions, clocks.
 */
const SNAPSHOT = Prisma.sql`to_jsonb(p) - '{tenant_id,id,version,created_at,updated_at,published_at,quality_score}'::text[] || jsonb_build_object(
  'options', (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'values', o.values) order by o.position), '[]')
    from product_options o where o.tenant_id = p.tenant_id and o.product_id = p.id),
  'variants', (select coalesce(jsonb_agg(to_jsonb(v) - '{tenant_id,product_id,version,created_at,updated_at}'::text[]
      order by v.position, v.id), '[]')
    from product_variants v where v.tenant_id = p.tenant_id and v.product_id = p.id),
  'images', (select coalesce(jsonb_agg(to_jsonb(i) - '{tenant_id,product_id,created_at}'::text[] order by i.position, i.id), '[]')
    from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id),
  'collections', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title) order by c.title, c.id), '[]')
    from collection_products cp join collections c on c.tenant_id = cp.tenant_id and c.id = cp.collection_id
    where cp.tenant_id = p.tenant_id and cp.product_id = p.id and c.rule_field is null),
  'attributes', (select coalesce(jsonb_agg(to_jsonb(a) - '{tenant_id,product_id}'::text[] || jsonb_build_object('name', d.name)
      order by d.name, a.attribute_id, a.position), '[]')
    from attribute_values a join attributes d on d.tenant_id = a.tenant_id and d.id = a.attribute_id
    where a.tenant_id = p.tenant_id and a.product_id = p.id),
  'translations', (select coalesce(jsonb_agg(to_jsonb(t) - '{tenant_id,subject_kind,subject_id,updated_at}'::text[]
      order by t.locale, t.field), '[]')
    from translations t
    where t.tenant_id = p.tenant_id and t.subject_kind = 'product' and t.subject_id = p.id and t.value <> ''),
  'parts', (select coalesce(jsonb_agg(to_jsonb(b) - '{tenant_id}'::text[] || jsonb_build_object('name', coalesce(c.sku, cp.title))
      order by v.position, v.id, b.position), '[]')
    from product_variants v join bundle_components b on b.tenant_id = v.tenant_id and b.bundle_variant_id = v.id
    join product_variants c on c.tenant_id = b.tenant_id and c.id = b.component_variant_id
    join products cp on cp.tenant_id = c.tenant_id and cp.id = c.product_id
    where v.tenant_id = p.tenant_id and v.product_id = p.id))`

/**
 * Keeps products as they are now under their current versions, in one statement; every path that changes one ends here,
 * after the product got its next version. `auditIds` go with the products, place by place, when each has a row of its own.
 */
export async function recordVersions(
  tx: TenantTx,
  productIds: string[],
  maker: VersionMaker,
  auditIds?: string[],
): Promise<void> {
  const audits = auditIds ?? productIds.map(() => maker.auditId ?? null)
  await tx.$executeRaw`
    insert into product_versions (tenant_id, product_id, version, snapshot, actor_kind, actor_id, actor_name, source, action, audit_id)
    select p.tenant_id, p.id, p.version, ${SNAPSHOT}, ${maker.kind}, ${maker.id}::uuid, ${maker.name}, ${sourceOf(maker)},
      ${maker.action}, made.audit_id
    from unnest(${productIds}::uuid[], ${audits}::uuid[]) as made(product_id, audit_id)
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = made.product_id
    where p.tenant_id = ${tx.tenantId}::uuid`
}

/**
 * Keeps what a product was before its first recorded change: one that was there before versions were kept, or that came
 * in by a seed. A product that has a version is left as it is. Called with the products locked, before they are changed.
 */
export async function keepBaselines(tx: TenantTx, productIds: string[]): Promise<void> {
  await tx.$executeRaw`
    insert into product_versions (tenant_id, product_id, version, snapshot, actor_kind, actor_id, actor_name, source, action, created_at)
    select p.tenant_id, p.id, p.version, ${SNAPSHOT}, ${SYSTEM.kind}, null, ${SYSTEM.name}, 'system', 'product.known', p.updated_at
    from products p
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${productIds}::uuid[]) and not exists (
      select from product_versions known where known.tenant_id = ${tx.tenantId}::uuid and known.product_id = p.id)`
}
