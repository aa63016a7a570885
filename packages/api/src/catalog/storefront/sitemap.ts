import type { TenantTx } from '@souk/db'

const ENTRIES_MAX = 50_000

export type SitemapEntry = {
  path: string
  changedAt: Date | null
  picture: { fileId: string; filename: string } | null
}

/** Every page of the shop that a search engine may list, products with their first picture. */
export async function listSitemap(tx: TenantTx): Promise<SitemapEntry[]> {
  return tx.$queryRaw`
    select '/products/' || p.handle as path, p.updated_at as "changedAt",
      (select jsonb_build_object('fileId', f.id, 'filename', f.filename) from product_images i
       join stored_files f on f.tenant_id = i.tenant_id and f.id = i.file_id
       where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready' order by i.position limit 1) as picture
    from products p
    where p.tenant_id = ${tx.tenantId}::uuid and p.status = 'active'
      and exists (select from product_variants v where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active')
    union all
    select '/collections/' || handle, updated_at, null from collections where tenant_id = ${tx.tenantId}::uuid and status = 'active'
    union all
    select '/pages/' || key, s.updated_at, null from shop_settings s cross join lateral jsonb_each_text(s.policies) as policy(key, text)
    where s.tenant_id = ${tx.tenantId}::uuid and trim(text) <> ''
    order by 1 limit ${ENTRIES_MAX}::int`
}
