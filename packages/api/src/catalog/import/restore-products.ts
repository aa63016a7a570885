import type { TenantTx } from '@souk/db'
import { restoreFields, toldRestored, type ImportRun, type UndoneRow, type UndoRow } from '../../basics/index.ts'
import { moveBack } from '../../inventory/index.ts'
import { indexProducts } from '../index-products.ts'
import type { ProductDetail } from '../read-products.ts'
import { saveProducts } from '../save-products.ts'
import type { VariantFields } from '../schema.ts'
import { touchProduct } from '../touch-product.ts'

type Restored = { row: UndoRow; product: ProductDetail }

/**
 * Takes back what an import changed of products that were there before: their fields, variants and stock in a few
 * statements for all of them, then what it added to some, product by product.
 */
export async function restoreProducts(
  tx: TenantTx,
  given: Restored[],
  run: ImportRun,
  cautious: boolean,
): Promise<UndoneRow[]> {
  const found = given.map(({ row, product }) => ({
    row,
    product,
    own: restoreFields(product, row.undo.fields),
    variants: restoreVariants(product, row.undo.variants),
  }))
  const wanted = found.map(({ product, own, variants }) => ({
    productId: product.id,
    fields: own.back,
    variants: variants.back,
  }))
  await saveProducts(tx, wanted, run.by)
  const cause = { reason: `Undo of the import of ${run.filename}`, importId: run.importId }
  const differences = given.flatMap(({ row }) => row.undo.stock)
  const moved = await moveBack(tx, differences, cause, run.by)
  const undone: UndoneRow[] = []
  for (const { row, product, own, variants } of found) {
    const ids = new Set(row.undo.stock.map(({ variantId }) => variantId))
    const shelves = moved.filter(({ variantId }) => ids.has(variantId))
    const stuck = shelves.filter(({ done }) => !done).length
    const added = await takeBackAdded(tx, product, row, run, cautious)
    const kept = [
      ...own.kept,
      ...variants.kept,
      ...(stuck > 0 ? ['stock'] : []),
      ...(added.archived > 0 ? ['variants that were sold'] : []),
    ]
    const back = Object.keys(own.back).length + variants.back.length + (shelves.length - stuck) + added.removed
    undone.push(toldRestored(row.line, back, kept))
  }
  return undone
}

/** Takes away the variants and pictures that an import added to a product. */
async function takeBackAdded(
  tx: TenantTx,
  product: ProductDetail,
  { undo }: UndoRow,
  run: ImportRun,
  cautious: boolean,
): Promise<{ removed: number; archived: number }> {
  const added = await takeAway(tx, product, undo.added, cautious, run)
  const images = await removeAddedImages(tx, product.id, undo.images)
  if (added.removed + added.archived + images > 0) {
    await indexProducts(tx, [product.id])
    const changes = { variants: added.removed + added.archived, pictures: images }
    await touchProduct(tx, product.id, { action: 'product.import_undone', changes }, run.by)
  }
  return { removed: added.removed + images, archived: added.archived }
}

function restoreVariants(product: ProductDetail, changed: UndoRow['undo']['variants']) {
  const known = new Map(product.variants.map((variant) => [variant.id, variant]))
  const kept: string[] = []
  const back = changed.flatMap(({ id, fields }) => {
    const variant = known.get(id)
    if (!variant) return []
    const found = restoreFields(variant, fields)
    const name = variant.optionValues.length > 0 ? `${variant.optionValues.join(' / ')}: ` : ''
    kept.push(...found.kept.map((field) => `${name}${field}`))
    return Object.keys(found.back).length > 0 ? [{ id, ...(found.back as Partial<VariantFields>) }] : []
  })
  return { back, kept }
}

/** Variants the import added: removed when nothing knows them, archived otherwise; values that no variant has any more go too. */
async function takeAway(
  tx: TenantTx,
  product: ProductDetail,
  added: string[],
  cautious: boolean,
  run: ImportRun,
): Promise<{ removed: number; archived: number }> {
  if (added.length === 0) return { removed: 0, archived: 0 }
  const removed = await tx.$executeRaw`
    delete from product_variants v
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${product.id}::uuid and v.id = any(${added}::uuid[]) and not ${cautious}
      and not exists (select 1 from order_lines l where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = v.id)
      and not exists (select 1 from reservations r where r.tenant_id = ${tx.tenantId}::uuid and r.variant_id = v.id)
      and not exists (select 1 from cart_lines c where c.tenant_id = ${tx.tenantId}::uuid and c.variant_id = v.id)
      and not exists (select 1 from stock_movements m where m.tenant_id = ${tx.tenantId}::uuid and m.variant_id = v.id
        and m.import_id is distinct from ${run.importId}::uuid)`
  const archived = await tx.$executeRaw`
    update product_variants set status = 'archived', version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${product.id}::uuid and id = any(${added}::uuid[]) and status = 'active'`
  for (const [index] of product.options.entries()) {
    await tx.$executeRaw`
      update product_options o set values = array(
        select value from unnest(o.values) with ordinality as u(value, place)
        where exists (select 1 from product_variants v where v.tenant_id = o.tenant_id and v.product_id = o.product_id
          and v.option_values[${index + 1}::int] = value)
        order by place)
      where o.tenant_id = ${tx.tenantId}::uuid and o.product_id = ${product.id}::uuid and o.position = ${index + 1}::int`
  }
  return { removed, archived }
}

async function removeAddedImages(tx: TenantTx, productId: string, images: string[]): Promise<number> {
  if (images.length === 0) return 0
  await tx.$executeRaw`
    update product_variants set image_id = null
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and image_id = any(${images}::uuid[])`
  return tx.$executeRaw`
    delete from product_images
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and id = any(${images}::uuid[])`
}
