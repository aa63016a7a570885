import type { TenantTx } from '@souk/db'
import type { CollectionImage } from './collection-page.ts'

export type CollectionCard = {
  handle: string
  title: string
  products: number
  image: (CollectionImage & { alt: string }) | null
}

/**
 * The collections on the storefront in the merchant's order, with how many products each has. One without a picture of
 * its own borrows the first of its products'; the empty ones are left out.
 */
export async function listCollections(tx: TenantTx): Promise<CollectionCard[]> {
  return tx.$queryRaw`
    with members as (
      select m.collection_id, p.id as product_id, m.position, p.created_at
      from collection_products m
      join products p on p.tenant_id = m.tenant_id and p.id = m.product_id and p.status = 'active'
      where m.tenant_id = ${tx.tenantId}::uuid
        and exists (select from product_variants v where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active')),
    counted as (select collection_id, count(*)::int as products from members group by collection_id)
    select c.handle, c.title, n.products,
      case when f.id is not null then jsonb_build_object('fileId', f.id, 'filename', f.filename, 'alt', f.alt,
        'focus', f.focus_x || '% ' || f.focus_y || '%', 'thumbhash', f.thumbhash, 'width', coalesce(f.width, 4), 'height', coalesce(f.height, 5))
        else b.image end as image
    from collections c
    join counted n on n.collection_id = c.id
    left join stored_files f on f.tenant_id = c.tenant_id and f.id = c.image_file_id
    left join lateral (
      select jsonb_build_object('fileId', bf.id, 'filename', bf.filename, 'alt', bf.alt,
        'focus', bf.focus_x || '% ' || bf.focus_y || '%', 'thumbhash', bf.thumbhash, 'width', coalesce(bf.width, 4), 'height', coalesce(bf.height, 5)) as image
      from members m
      join product_images i on i.tenant_id = ${tx.tenantId}::uuid and i.product_id = m.product_id and i.status = 'ready'
      join stored_files bf on bf.tenant_id = ${tx.tenantId}::uuid and bf.id = i.file_id
      where c.image_file_id is null and m.collection_id = c.id order by m.position, m.created_at desc, i.position limit 1) b on true
    where c.tenant_id = ${tx.tenantId}::uuid and c.status = 'active'
    order by c.position, c.title, c.id`
}
