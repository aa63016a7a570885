import type { TenantTx } from '@souk/db'
import { searchWords } from './storefront/search-words.ts'

export type FoundVariant = {
  variantId: string
  productId: string
  title: string
  variantTitle: string
  sku: string | null
  barcode: string | null
  priceMinor: bigint
  kind: 'simple' | 'bundle' | 'digital'
  fileId: string | null
}

const FOUND_MAX = 20

/** Variants to choose from: by words of the product, which its SKUs are among, or by a whole barcode; the one whose SKU or barcode it is comes first. Archived ones are not offered. */
export async function findVariants(tx: TenantTx, input: { q: string; simpleOnly: boolean }): Promise<FoundVariant[]> {
  const text = input.q.trim()
  const words = searchWords(text)
  return tx.$queryRaw`
    select v.id as "variantId", p.id as "productId", p.title, array_to_string(v.option_values, ' / ') as "variantTitle", v.sku, v.barcode,
      v.price_minor as "priceMinor", p.kind,
      (select i.file_id from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready'
       order by i.position limit 1) as "fileId"
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.status = 'active' and p.status <> 'archived' and p.trashed_at is null
      and (not ${input.simpleOnly} or p.kind <> 'bundle')
      and ((${text} <> '' and v.barcode = ${text}) or (cardinality(${words}::text[]) > 0 and not exists (
        select 1 from unnest(${words}::text[]) as w(word) where not exists (
          select 1 from product_terms t
          where t.tenant_id = v.tenant_id and t.product_id = v.product_id and starts_with(t.term, w.word collate "C")))))
    order by v.barcode is not distinct from ${text} or lower(coalesce(v.sku, '')) = lower(${text}) desc, p.title, p.id, v.position, v.id limit ${FOUND_MAX}::int`
}
