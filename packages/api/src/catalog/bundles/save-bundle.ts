import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { refreshStock } from '../../inventory/index.ts'
import { InvalidInput, NotFound, Refusal } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import type { SaveBundle } from './schema.ts'

/** Units lie on the shelf under the bundle itself, or orders have claimed them: they would be lost from sight. */
class BundleHasStock extends Refusal {
  constructor() {
    super(
      409,
      'bundle_has_stock',
      'This product has stock of its own. Count it down to zero, and let its open orders leave, before it becomes a bundle.',
    )
  }
}

type Parts = Pick<SaveBundle, 'productId' | 'variants'>
type Part = { id: string; productId: string; title: string; kind: string; gone: boolean; digital: boolean }

/**
 * Makes a product a bundle of others, changes what it is made of, or, with no parts at all, makes it a simple product again. A
 * variant of a bundle that has no parts yet cannot be bought.
 * Orders keep the parts they were sold with. Throws BundleHasStock; InvalidInput names what cannot be a part and why.
 */
export async function saveBundle(
  tx: TenantTx,
  input: SaveBundle,
  by: By,
): Promise<{ productId: string; version: number }> {
  await lockProduct(tx, input.productId, input.version)
  const before = await told(tx, input.productId)
  await applyBundle(tx, input)
  const changes = { bundle: [before, await told(tx, input.productId)] }
  return touchProduct(tx, input.productId, { action: 'product.bundle_saved', changes }, by)
}

/** Writes what a locked product is made of, after looking at every part. */
export async function applyBundle(tx: TenantTx, input: Parts): Promise<void> {
  const parts = input.variants.flatMap(({ components }) => components)
  const own = await checkVariants(tx, input)
  if (parts.length > 0) {
    await checkIsNotDigital(tx, input.productId)
    checkParts(input, await lockParts(tx, parts))
    await checkIsNoPart(tx, input.productId)
    await checkHasNoStock(tx, input.productId)
  }
  await write(tx, input, parts.length > 0)
  await refreshStock(tx, own)
}

async function checkVariants(tx: TenantTx, { productId, variants }: Parts): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from product_variants where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid`
  const own = new Set(rows.map(({ id }) => id))
  if (variants.some(({ variantId }) => !own.has(variantId))) throw new NotFound('variant')
  return [...own]
}

/**
 * Holds the products of the parts as they are until the commit: none is archived meanwhile, and none becomes a bundle, since
 * both begin by locking the product's row.
 */
async function lockParts(tx: TenantTx, parts: { variantId: string }[]): Promise<Map<string, Part>> {
  const ids = parts.map(({ variantId }) => variantId)
  await tx.$queryRaw`
    select 1 from products where tenant_id = ${tx.tenantId}::uuid and id in (
      select product_id from product_variants where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]))
    order by id for share`
  const rows = await tx.$queryRaw<Part[]>`
    select v.id, p.id as "productId", p.title, p.kind, p.status = 'archived' or v.status = 'archived' as gone,
      exists (select from digital_goods g where g.tenant_id = v.tenant_id and g.variant_id = v.id) as digital
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

function checkParts(input: Parts, known: Map<string, Part>): void {
  for (const { variantId, components } of input.variants) {
    if (new Set(components.map((one) => one.variantId)).size < components.length)
      throw new InvalidInput({ [`components.${variantId}`]: 'Name each part once, with its quantity.' })
    for (const component of components) {
      const part = known.get(component.variantId)
      if (!part) throw new NotFound('variant')
      const refuse = (why: string) => {
        throw new InvalidInput({ [`components.${variantId}`]: `${part.title} ${why}` })
      }
      if (part.productId === input.productId) refuse('cannot be a part of itself.')
      if (part.kind === 'bundle') refuse('is a bundle; a bundle is made of single products.')
      if (part.gone) refuse('is archived.')
      if (part.digital) refuse('is a digital good, which is sold by itself.')
    }
  }
}

async function checkIsNoPart(tx: TenantTx, productId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    select p.title from bundle_components b
    join product_variants own on own.tenant_id = b.tenant_id and own.id = b.component_variant_id
    join product_variants v on v.tenant_id = b.tenant_id and v.id = b.bundle_variant_id
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where b.tenant_id = ${tx.tenantId}::uuid and own.product_id = ${productId}::uuid limit 1`
  if (rows[0]) throw new InvalidInput({ components: `This product is part of the bundle ${rows[0].title}.` })
}

async function checkIsNotDigital(tx: TenantTx, productId: string): Promise<void> {
  const digital = await tx.digitalGood.count({ where: { tenantId: tx.tenantId, variant: { productId } } })
  if (digital > 0)
    throw new InvalidInput({ components: 'This product is sold digitally. A bundle leaves in a parcel.' })
}

async function checkHasNoStock(tx: TenantTx, productId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ found: boolean }[]>`
    select exists (select from stock_levels l join product_variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
      where l.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and not v.bundle
        and (l.on_hand > 0 or l.reserved > 0 or l.allocated > 0)) as found`
  if (rows[0]!.found) throw new BundleHasStock()
}

async function write(tx: TenantTx, { productId, variants }: Parts, isBundle: boolean): Promise<void> {
  const parts = variants.flatMap(({ variantId, components }) =>
    components.map((part, index) => ({ bundleId: variantId, position: index + 1, ...part })),
  )
  await tx.$executeRaw`
    delete from bundle_components where tenant_id = ${tx.tenantId}::uuid and bundle_variant_id in (
      select id from product_variants where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid)`
  await tx.$executeRaw`
    insert into bundle_components (tenant_id, bundle_variant_id, component_variant_id, quantity, position)
    select ${tx.tenantId}::uuid, p.* from unnest(${parts.map((p) => p.bundleId)}::uuid[], ${parts.map((p) => p.variantId)}::uuid[],
      ${parts.map((p) => p.quantity)}::int[], ${parts.map((p) => p.position)}::int[]) as p`
  await tx.$executeRaw`
    update product_variants set bundle = ${isBundle}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and bundle <> ${isBundle}`
  await tx.$executeRaw`
    update products set kind = case when ${isBundle} then 'bundle' when kind = 'bundle' then 'simple' else kind end
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
}

/** What a bundle is made of, as the log tells it: "2 × Cup, 1 × Teapot". */
async function told(tx: TenantTx, productId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ words: string | null }[]>`
    select string_agg(b.quantity || ' × ' || coalesce(c.sku, p.title), ', ' order by v.position, b.position) as words
    from bundle_components b
    join product_variants v on v.tenant_id = b.tenant_id and v.id = b.bundle_variant_id
    join product_variants c on c.tenant_id = b.tenant_id and c.id = b.component_variant_id
    join products p on p.tenant_id = c.tenant_id and p.id = c.product_id
    where b.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid`
  return rows[0]?.words ?? null
}
