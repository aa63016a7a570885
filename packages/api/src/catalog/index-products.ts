import type { TenantTx } from '@souk/db'
import { linkProducts } from './naming/link-products.ts'

/**
 * Links products to the brand and type they name, then writes anew the words they are found by. A word counts as much as the weightiest place it stands in: title, SKU,
 * type and vendor, tag; accents are left out, as they are of what is searched. Rows that stay as they are are not touched, so saving a price rewrites nothing.
 */
export async function indexProducts(tx: TenantTx, productIds: string[]): Promise<void> {
  await linkProducts(tx, productIds)
  await tx.$executeRaw`
    with places as (
      select id as product_id, title as text, 8 as weight from products
      where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[])
      union all
      select id, product_type || ' ' || vendor, 4 from products
      where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[])
      union all
      select id, array_to_string(tags, ' '), 2 from products
      where tenant_id = ${tx.tenantId}::uuid and id = any(${productIds}::uuid[])
      union all
      select product_id, sku, 6 from product_variants
      where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[]) and status = 'active' and sku is not null),
    words as (
      select product_id, word as term, max(weight) as weight
      from places, lateral regexp_split_to_table(
        lower(regexp_replace(normalize(text, nfkd), '[\\u0300-\\u036f]', '', 'g')), '[^[:alnum:]]+') as word
      where length(word) between 1 and 40 group by 1, 2),
    gone as (
      delete from product_terms t
      where t.tenant_id = ${tx.tenantId}::uuid and t.product_id = any(${productIds}::uuid[])
        and not exists (select 1 from words w where w.product_id = t.product_id and w.term = t.term collate "C"))
    insert into product_terms as t (tenant_id, term, product_id, weight)
    select ${tx.tenantId}::uuid, term, product_id, weight from words
    on conflict (tenant_id, term, product_id) do update set weight = excluded.weight where t.weight <> excluded.weight`
}
