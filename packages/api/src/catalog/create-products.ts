import { randomUUIDv7 } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { auditAll, jsonText, type By } from '../basics/index.ts'
import { listWarehouses, openLevels, refreshProductStock, writeOnHand } from '../inventory/index.ts'
import type { CreateProduct } from './create-product.ts'
import { freeProductHandle, handleOf } from './handle.ts'
import { indexProducts } from './index-products.ts'
import { refreshQuality } from './quality/refresh-quality.ts'
import { recordVersions } from './record-versions.ts'
import { sanitiseRichText } from './rich-text.ts'
import { syncCollections } from './sync-collections.ts'
import { announceProduct } from './touch-product.ts'
import { PLAIN_VARIANT } from './write-variants.ts'

export type NewProduct = CreateProduct & { images?: { url: string; alt: string }[] }
export type CreatedProduct = {
  productId: string
  variants: { id: string; optionValues: string[]; onHand: number }[]
  warehouseId: string | null
}

/** Creates many products as createProduct does one - it leaves the same rows - with a statement for each table. */
export async function createProducts(
  tx: TenantTx,
  inputs: NewProduct[],
  cause: { importId: string },
  by: By,
): Promise<CreatedProduct[]> {
  if (inputs.length === 0) return []
  const drafts = await draftsOf(tx, inputs)
  await insertProducts(tx, drafts)
  await insertOptions(tx, drafts)
  await insertVariants(tx, drafts)
  await insertImages(tx, drafts)
  const warehouseId = await receiveOpening(tx, drafts, cause.importId, by)
  const ids = drafts.map(({ id }) => id)
  await indexProducts(tx, ids)
  await syncCollections(tx, ids)
  const action = 'product.created'
  const deeds = drafts.map(({ id, input, variants }) => ({
    action,
    subjectKind: 'product',
    subjectId: id,
    changes: { title: input.title, status: input.status ?? 'draft', variants: variants.length },
  }))
  await recordVersions(tx, ids, { ...by, action }, await auditAll(tx, by, deeds))
  await refreshQuality(tx, ids)
  await refreshProductStock(tx, ids)
  for (const id of ids) announceProduct(tx, id, 1)
  return drafts.map(({ id, variants }) => ({ productId: id, variants, warehouseId }))
}

type Draft = {
  id: string
  handle: string
  input: NewProduct
  variants: (typeof PLAIN_VARIANT & { id: string; optionValues: string[]; position: number; onHand: number })[]
}

async function draftsOf(tx: TenantTx, inputs: NewProduct[]): Promise<Draft[]> {
  const wanted = inputs.map((input) => input.handle ?? handleOf(input.title))
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    select handle from products where tenant_id = ${tx.tenantId}::uuid and handle = any(${wanted}::text[])`
  const taken = new Set(rows.map(({ handle }) => handle))
  const drafts: Draft[] = []
  for (const [index, input] of inputs.entries()) {
    const asked = wanted[index]!
    const handle = taken.has(asked) ? await freeHandle(tx, asked, taken) : asked
    taken.add(handle)
    const variants = input.variants.map((variant, place) => ({
      ...PLAIN_VARIANT,
      ...variant,
      id: randomUUIDv7(),
      optionValues: variant.optionValues ?? [],
      position: place + 1,
      onHand: variant.onHand ?? 0,
    }))
    drafts.push({ id: randomUUIDv7(), handle, input, variants })
  }
  return drafts
}

/** Free in the shop and among those of the same batch. */
async function freeHandle(tx: TenantTx, asked: string, taken: Set<string>): Promise<string> {
  let handle = await freeProductHandle(tx, asked)
  for (let number = 2; taken.has(handle); number++) handle = await freeProductHandle(tx, `${asked}-${number}`)
  return handle
}

async function insertProducts(tx: TenantTx, drafts: Draft[]): Promise<void> {
  const rows = drafts.map(({ id, handle, input }) => ({
    id,
    handle,
    title: input.title,
    body: sanitiseRichText(input.bodyHtml ?? ''),
    vendor: input.vendor ?? '',
    type: input.productType ?? '',
    tags: input.tags ?? [],
    status: input.status ?? 'draft',
    seo_title: input.seoTitle || null,
    seo_description: input.seoDescription || null,
  }))
  await tx.$executeRaw`
    insert into products (tenant_id, id, handle, title, body_html, vendor, product_type, tags, status, seo_title, seo_description, published_at)
    select ${tx.tenantId}::uuid, id, handle, title, body, vendor, type, tags, status, seo_title, seo_description,
      case when status = 'active' then now() end
    from jsonb_to_recordset(${jsonText(rows)}::jsonb) as p(id uuid, handle text, title text, body text, vendor text, type text,
      tags text[], status text, seo_title text, seo_description text)`
}

async function insertOptions(tx: TenantTx, drafts: Draft[]): Promise<void> {
  const data = drafts.flatMap(({ id, input }) =>
    (input.options ?? []).map((option, index) => ({
      tenantId: tx.tenantId,
      productId: id,
      position: index + 1,
      name: option.name,
      values: option.values,
    })),
  )
  if (data.length > 0) await tx.productOption.createMany({ data })
}

async function insertVariants(tx: TenantTx, drafts: Draft[]): Promise<void> {
  const rows = drafts.flatMap(({ id, variants }) => variants.map((variant) => ({ ...variant, productId: id })))
  await tx.$executeRaw`
    insert into product_variants (tenant_id, id, product_id, position, option_values, sku, barcode, price_minor, compare_at_minor,
      cost_minor, weight_grams, requires_shipping, taxable, track_stock, backorder)
    select ${tx.tenantId}::uuid, id, "productId", position, "optionValues", sku, barcode, "priceMinor", "compareAtMinor",
      "costMinor", "weightGrams", "requiresShipping", taxable, "trackStock", backorder
    from jsonb_to_recordset(${jsonText(rows)}::jsonb) as v(id uuid, "productId" uuid, position int, "optionValues" text[], sku text,
      barcode text, "priceMinor" bigint, "compareAtMinor" bigint, "costMinor" bigint, "weightGrams" int,
      "requiresShipping" boolean, taxable boolean, "trackStock" boolean, backorder boolean)`
  await openLevels(
    tx,
    rows.map(({ id }) => id),
  )
}

async function insertImages(tx: TenantTx, drafts: Draft[]): Promise<void> {
  const rows = drafts.flatMap(({ id, input }) =>
    (input.images ?? []).map((image, index) => ({ ...image, productId: id, position: index + 1 })),
  )
  if (rows.length === 0) return
  await tx.$executeRaw`
    insert into product_images (tenant_id, product_id, position, source_url, alt, status)
    select ${tx.tenantId}::uuid, "productId", position, url, alt, 'pending'
    from jsonb_to_recordset(${jsonText(rows)}::jsonb) as i("productId" uuid, position int, url text, alt text)`
}

async function receiveOpening(tx: TenantTx, drafts: Draft[], importId: string, by: By): Promise<string | null> {
  const [warehouse] = await listWarehouses(tx)
  if (!warehouse) return null
  const rows = drafts
    .flatMap(({ variants }) => variants)
    .map(({ id, onHand }) => ({ variantId: id, warehouseId: warehouse.id, difference: onHand }))
  await writeOnHand(tx, rows, { kind: 'received', reason: 'Opening stock', actorId: by.id, importId })
  return warehouse.id
}
