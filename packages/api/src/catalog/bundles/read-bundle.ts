import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import { availableUnits } from '../storefront/available-units.ts'

export type BundlePart = {
  variantId: string
  productId: string
  title: string
  variantTitle: string
  sku: string | null
  quantity: number
  /** Units that can be sold now; null when they are not counted. */
  available: number | null
}
export type BundleCard = {
  kind: 'simple' | 'bundle' | 'digital'
  version: number
  variants: { id: string; title: string; available: number; components: BundlePart[] }[]
  /** The bundles that a variant of this product is part of. */
  usedIn: { productId: string; title: string; status: string }[]
}

/** What a product is made of and where it is part of something, for its page in the back office. Throws NotFound. */
export async function readBundle(tx: TenantTx, productId: string): Promise<BundleCard> {
  const heads = await tx.$queryRaw<Omit<BundleCard, 'variants'>[]>`
    select p.kind, p.version, coalesce((
      select jsonb_agg(distinct jsonb_build_object('productId', bp.id, 'title', bp.title, 'status', bp.status))
      from product_variants own
      join bundle_components b on b.tenant_id = own.tenant_id and b.component_variant_id = own.id
      join product_variants bv on bv.tenant_id = b.tenant_id and bv.id = b.bundle_variant_id
      join products bp on bp.tenant_id = bv.tenant_id and bp.id = bv.product_id
      where own.tenant_id = p.tenant_id and own.product_id = p.id), '[]') as "usedIn"
    from products p where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid`
  if (!heads[0]) throw new NotFound('product')
  const variants = await tx.$queryRaw<Omit<BundleCard['variants'][number], 'components'>[]>`
    select v.id, array_to_string(v.option_values, ' / ') as title, ${availableUnits(tx)} as available
    from product_variants v
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.status = 'active' order by v.position, v.id`
  const parts = await readParts(tx, productId)
  return {
    ...heads[0],
    variants: variants.map((variant) => ({
      ...variant,
      components: parts.filter(({ bundleId }) => bundleId === variant.id).map(({ bundleId: _, ...part }) => part),
    })),
  }
}

async function readParts(tx: TenantTx, productId: string): Promise<(BundlePart & { bundleId: string })[]> {
  return tx.$queryRaw`
    select b.bundle_variant_id as "bundleId", v.id as "variantId", p.id as "productId", p.title, v.sku, b.quantity,
      array_to_string(v.option_values, ' / ') as "variantTitle", case when v.track_stock then ${availableUnits(tx)} end as available
    from bundle_components b
    join product_variants own on own.tenant_id = b.tenant_id and own.id = b.bundle_variant_id
    join product_variants v on v.tenant_id = b.tenant_id and v.id = b.component_variant_id
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where b.tenant_id = ${tx.tenantId}::uuid and own.product_id = ${productId}::uuid
    order by b.bundle_variant_id, b.position, v.id`
}
