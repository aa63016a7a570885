import type { TenantTx } from '@souk/db'
import { refreshProgress } from '../translations/refresh-progress.ts'
import { QUALITY_WEIGHTS } from './quality-flags.ts'

/**
 * Looks products over anew and keeps what they lack: a row a fault, and the score beside the product. Every path that
 * changes a product ends in touch-product.ts or touch-products.ts, which call this. What stays is not written.
 */
export async function refreshQuality(tx: TenantTx, productIds: string[]): Promise<void> {
  await refreshProgress(tx, 'product', productIds)
  const weights = JSON.stringify(QUALITY_WEIGHTS)
  await tx.$executeRaw`
    with looked as (
      select p.id, p.body_html, p.category_id, p.product_type_id,
        p.status <> 'archived' and p.trashed_at is null as looked_at from products p
      where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${productIds}::uuid[])),
    pictures as (
      select product_id, bool_or(alt = '' and status = 'ready') as unnamed from product_images
      where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[]) and status <> 'missing' group by 1),
    sold as (
      select product_id, bool_or(requires_shipping and weight_grams = 0) as unweighed,
        bool_or(coalesce(barcode, '') = '') as uncoded, bool_or(price_minor < cost_minor) as lossy
      from product_variants
      where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[]) and status = 'active' group by 1),
    owed as (
      select l.id as product_id from looked l join attributes a on a.tenant_id = ${tx.tenantId}::uuid
      left join product_type_attributes t on t.tenant_id = ${tx.tenantId}::uuid and t.product_type_id = l.product_type_id
        and t.attribute_id = a.id
      where ((a.everywhere and a.required) or t.required) and not exists (
        select from attribute_values v
        where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = l.id and v.attribute_id = a.id)
      group by 1),
    behind as (
      select l.id as product_id from looked l
      where exists (
        select from shop_settings s, lateral unnest(s.languages) as spoken(locale)
        where s.tenant_id = ${tx.tenantId}::uuid and not exists (
          select from translation_progress r
          where r.tenant_id = ${tx.tenantId}::uuid and r.subject_kind = 'product' and r.locale = spoken.locale
            and r.subject_id = l.id and r.done = r.fields and r.outdated = 0))),
    found as (
      select l.id as product_id, f.flag
      from looked l left join pictures i on i.product_id = l.id left join sold v on v.product_id = l.id
      left join owed o on o.product_id = l.id left join behind b on b.product_id = l.id,
      lateral (values
        ('no_picture', i.product_id is null), ('no_alt', i.unnamed),
        ('no_description', btrim(regexp_replace(l.body_html, '<[^>]*>|&nbsp;', '', 'g')) = ''), ('no_category', l.category_id is null),
        ('no_weight', v.unweighed), ('no_barcode', v.uncoded), ('below_cost', v.lossy),
        ('attribute_missing', o.product_id is not null), ('untranslated', b.product_id is not null)) as f(flag, lacking)
      where f.lacking and l.looked_at),
    gone as (
      delete from product_flags f where f.tenant_id = ${tx.tenantId}::uuid and f.product_id = any(${productIds}::uuid[])
        and not exists (select from found n where n.product_id = f.product_id and n.flag = f.flag)),
    written as (
      insert into product_flags (tenant_id, flag, product_id)
      select ${tx.tenantId}::uuid, flag, product_id from found on conflict do nothing),
    scores as (
      select l.id, case when l.looked_at then 100 - coalesce(sum(w.weight::int), 0)::int end as score
      from looked l left join found n on n.product_id = l.id left join jsonb_each_text(${weights}::jsonb) as w(flag, weight) on w.flag = n.flag
      group by l.id, l.looked_at)
    update products p set quality_score = s.score from scores s
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = s.id and p.quality_score is distinct from s.score`
}
