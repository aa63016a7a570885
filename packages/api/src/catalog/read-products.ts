import type { TenantTx } from '@souk/db'
import type { VariantFields } from './schema.ts'
import { availableUnits } from './storefront/available-units.ts'

export type ProductVariantDetail = VariantFields & {
  id: string
  optionValues: string[]
  status: 'active' | 'archived'
  imageId: string | null
  onHand: number
  reserved: number
  allocated: number
  available: number
}
export type ProductImageDetail = {
  id: string
  fileId: string | null
  filename: string | null
  alt: string
  status: 'ready' | 'pending' | 'missing'
  reason: string | null
  sourceUrl: string | null
  width: number | null
  height: number | null
}
export type ProductDetail = {
  id: string
  handle: string
  title: string
  bodyHtml: string
  vendor: string
  productType: string
  tags: string[]
  status: 'draft' | 'active' | 'archived'
  seoTitle: string | null
  seoDescription: string | null
  version: number
  publishAt: Date | null
  unpublishAt: Date | null
  trashedAt: Date | null
  createdAt: Date
  updatedAt: Date
  options: { name: string; values: string[] }[]
  variants: ProductVariantDetail[]
  images: ProductImageDetail[]
  collections: { id: string; title: string; byRule: boolean }[]
}

/** Everything about products by id or by handle, whole, in one statement. Archived variants come last. */
export async function readProducts(tx: TenantTx, by: { ids?: string[]; handles?: string[] }): Promise<ProductDetail[]> {
  const rows = await tx.$queryRaw<ProductDetail[]>`
    select p.id, p.handle, p.title, p.body_html as "bodyHtml", p.vendor, p.product_type as "productType", p.tags, p.status,
      p.seo_title as "seoTitle", p.seo_description as "seoDescription", p.version, p.created_at as "createdAt", p.updated_at as "updatedAt",
      p.publish_at as "publishAt", p.unpublish_at as "unpublishAt", p.trashed_at as "trashedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'values', o.values) order by o.position), '[]')
       from product_options o where o.tenant_id = p.tenant_id and o.product_id = p.id) as options,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'optionValues', v.option_values, 'sku', v.sku, 'barcode', v.barcode,
         'priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text, 'costMinor', v.cost_minor::text,
         'weightGrams', v.weight_grams, 'requiresShipping', v.requires_shipping, 'taxable', v.taxable, 'trackStock', v.track_stock,
         'backorder', v.backorder, 'status', v.status, 'imageId', v.image_id, 'onHand', coalesce(s.on_hand, 0),
         'reserved', coalesce(s.reserved, 0), 'allocated', coalesce(s.allocated, 0),
         'available', case when v.bundle then ${availableUnits(tx)} else greatest(0, coalesce(s.available, 0)) end) order by v.status, v.position, v.id), '[]')
       from product_variants v left join lateral (
         select sum(l.on_hand) as on_hand, sum(l.reserved) as reserved, sum(l.allocated) as allocated,
           sum(l.on_hand - l.allocated - l.reserved - l.safety_stock) as available
         from stock_levels l where l.tenant_id = v.tenant_id and l.variant_id = v.id) s on true
       where v.tenant_id = p.tenant_id and v.product_id = p.id) as variants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'fileId', i.file_id, 'filename', f.filename, 'alt', i.alt,
         'status', i.status, 'reason', i.reason, 'sourceUrl', i.source_url, 'width', f.width, 'height', f.height)
         order by i.position, i.id), '[]')
       from product_images i left join stored_files f on f.tenant_id = i.tenant_id and f.id = i.file_id
       where i.tenant_id = p.tenant_id and i.product_id = p.id) as images,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title, 'byRule', c.rule_field is not null) order by c.title), '[]')
       from collection_products cp join collections c on c.tenant_id = cp.tenant_id and c.id = cp.collection_id
       where cp.tenant_id = p.tenant_id and cp.product_id = p.id) as collections
    from products p
    where p.tenant_id = ${tx.tenantId}::uuid and p.purged_at is null
      and (${by.ids ?? null}::uuid[] is null or p.id = any(${by.ids ?? null}::uuid[]))
      and (${by.handles ?? null}::text[] is null or p.handle = any(${by.handles ?? null}::text[]))`
  return rows.map((row) => ({ ...row, variants: row.variants.map(withAmounts) }))
}

const amount = (text: unknown): bigint | null => (text === null ? null : BigInt(text as string))

/** Amounts travel as text inside JSON, where a number would lose its last digits. */
const withAmounts = (variant: ProductVariantDetail): ProductVariantDetail => ({
  ...variant,
  priceMinor: BigInt(variant.priceMinor),
  compareAtMinor: amount(variant.compareAtMinor),
  costMinor: amount(variant.costMinor),
})
