import type { TenantTx } from '@souk/db'
import type { By } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { indexProducts } from './index-products.ts'
import { sanitiseRichText } from './rich-text.ts'
import { knownNames } from './naming/link-products.ts'
import type { ProductFields } from './schema.ts'
import { syncCollections } from './sync-collections.ts'
import { differences, lockProduct, touchProduct } from './touch-product.ts'

export type SaveProduct = Partial<ProductFields> & { productId: string; version?: number }

/**
 * Changes what is said about a product. Only what differs is written; when nothing does, nothing happens at all: no
 * version, no audit row, no event. Throws VersionConflict when the version seen is not the current one.
 */
export async function saveProduct(
  tx: TenantTx,
  input: SaveProduct,
  by: By,
): Promise<{ productId: string; version: number; changed: boolean }> {
  const { productId, version, ...given } = input
  const locked = await lockProduct(tx, productId, version)
  const changes = await writeProductFields(tx, productId, given)
  if (Object.keys(changes).length === 0) return { productId, version: locked.version, changed: false }
  const touched = await touchProduct(tx, productId, { action: 'product.saved', changes }, by)
  return { ...touched, changed: true }
}

/** Writes what differs of a locked product and returns it, field by field, as [before, after]. Its deed is the caller's to tell. */
export async function writeProductFields(
  tx: TenantTx,
  productId: string,
  given: Partial<ProductFields>,
): Promise<Record<string, [unknown, unknown]>> {
  const before = await readFields(tx, productId)
  const after = { ...given, ...(given.bodyHtml !== undefined && { bodyHtml: sanitiseRichText(given.bodyHtml) }) }
  Object.assign(after, (await knownNames(tx, [given]))[0])
  if (after.seoTitle === '') after.seoTitle = null
  if (after.seoDescription === '') after.seoDescription = null
  const changes = differences(before, after)
  if (Object.keys(changes).length === 0) return changes
  if (changes.handle) await checkHandle(tx, productId, String(changes.handle[1]))
  await writeFields(tx, productId, { ...before, ...after })
  await indexProducts(tx, [productId])
  await syncCollections(tx, [productId])
  return changes
}

async function readFields(tx: TenantTx, productId: string): Promise<Required<ProductFields>> {
  const rows = await tx.$queryRaw<Required<ProductFields>[]>`
    select title, handle, body_html as "bodyHtml", vendor, product_type as "productType", tags, status,
      seo_title as "seoTitle", seo_description as "seoDescription"
    from products where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  return rows[0]!
}

async function checkHandle(tx: TenantTx, productId: string, handle: string): Promise<void> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    select title from products where tenant_id = ${tx.tenantId}::uuid and handle = ${handle} and id <> ${productId}::uuid`
  if (rows[0]) throw new InvalidInput({ handle: `${rows[0].title} has this address already.` })
}

async function writeFields(tx: TenantTx, productId: string, fields: Required<ProductFields>): Promise<void> {
  await tx.$executeRaw`
    update products set title = ${fields.title}, handle = ${fields.handle}, body_html = ${fields.bodyHtml}, vendor = ${fields.vendor},
      product_type = ${fields.productType}, tags = ${fields.tags}::text[], status = ${fields.status}, seo_title = ${fields.seoTitle},
      seo_description = ${fields.seoDescription},
      published_at = case when ${fields.status} = 'active' then coalesce(published_at, now()) else published_at end
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
}
