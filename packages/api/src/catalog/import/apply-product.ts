import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { adjustStock } from '../../inventory/index.ts'
import { createProduct } from '../create-product.ts'
import { readProducts, type ProductDetail } from '../read-products.ts'
import { saveProduct } from '../save-product.ts'
import { saveVariants } from '../save-variants.ts'
import { touchProduct } from '../touch-product.ts'
import { insertVariants } from '../write-variants.ts'
import type { ImportedProduct } from './gather-products.ts'
import { fieldsOf, planProduct, variantFieldsOf, type ImportOptions, type ProductPlan } from './plan-product.ts'

type Update = Extract<ProductPlan, { outcome: 'update' }>

/**
 * Brings one product of a file into the shop, whole, in the caller's transaction. It is compared with the shop as it is at
 * this moment, so a run that was cut short and begun again neither doubles nor repeats anything.
 */
export async function applyProduct(
  tx: TenantTx,
  product: ImportedProduct,
  run: { importId: string; filename: string; options: ImportOptions },
  by: By,
): Promise<ProductPlan> {
  const [current] = await readProducts(tx, { handles: [product.handle] })
  const plan = planProduct(current, product, run.options)
  if (plan.outcome === 'create') {
    const { productId } = await createProduct(tx, { ...product, importId: run.importId }, by)
    await addImages(tx, productId, product.images)
    await linkImages(tx, productId, product)
  }
  if (plan.outcome === 'update' && current) await update(tx, current, product, plan, run, by)
  return plan
}

async function update(
  tx: TenantTx,
  current: ProductDetail,
  product: ImportedProduct,
  plan: Update,
  run: { filename: string },
  by: By,
): Promise<void> {
  const productId = current.id
  const changed = Object.fromEntries(Object.entries(fieldsOf(product)).filter(([field]) => field in plan.fields))
  if (Object.keys(changed).length > 0) await saveProduct(tx, { productId, ...changed }, by)
  const variants = plan.variants.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(Object.entries(fields).map(([key, [, after]]) => [key, after])),
  }))
  if (variants.length > 0) await saveVariants(tx, { productId, variants }, by)
  if (plan.added.length > 0) await addVariants(tx, current, plan, run, by)
  for (const { id, onHand } of plan.stock)
    await adjustStock(tx, { variantId: id, onHand: onHand[1], reason: `Import of ${run.filename}` }, by)
  if (plan.images.length === 0) return
  await addImages(tx, productId, plan.images)
  await linkImages(tx, productId, product)
  await touchProduct(
    tx,
    productId,
    { action: 'product.pictures_imported', changes: { pictures: plan.images.length } },
    by,
  )
}

async function addVariants(
  tx: TenantTx,
  current: ProductDetail,
  plan: Update,
  run: { filename: string },
  by: By,
): Promise<void> {
  const options = current.options.map(({ name, values }, index) => ({
    name,
    values: [...new Set([...values, ...plan.added.map(({ optionValues }) => optionValues[index] ?? '')])],
  }))
  for (const [index, { values }] of options.entries()) {
    await tx.$executeRaw`
      update product_options set values = ${values}::text[]
      where tenant_id = ${tx.tenantId}::uuid and product_id = ${current.id}::uuid and position = ${index + 1}::int`
  }
  const drafts = plan.added.map((variant, index) => ({
    ...variantFieldsOf(variant),
    optionValues: variant.optionValues,
    position: current.variants.length + index + 1,
  }))
  const written = await insertVariants(tx, current.id, drafts)
  for (const { id, optionValues } of written) {
    const onHand =
      plan.added.find((variant) => JSON.stringify(variant.optionValues) === JSON.stringify(optionValues))?.onHand ?? 0
    if (onHand > 0) await adjustStock(tx, { variantId: id, onHand, reason: `Import of ${run.filename}` }, by)
  }
  await touchProduct(
    tx,
    current.id,
    {
      action: 'product.variants_added',
      changes: { added: drafts.map(({ optionValues }) => optionValues.join(' / ')) },
    },
    by,
  )
}

/** Pictures that are still to be had; a job fetches them. */
async function addImages(tx: TenantTx, productId: string, images: { url: string; alt: string }[]): Promise<void> {
  if (images.length === 0) return
  await tx.$executeRaw`
    insert into product_images (tenant_id, product_id, position, source_url, alt, status)
    select ${tx.tenantId}::uuid, ${productId}::uuid, i.place + coalesce((
        select max(position) from product_images where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid), 0),
      i.url, i.alt, 'pending'
    from unnest(${images.map(({ url }) => url)}::text[], ${images.map(({ alt }) => alt)}::text[]) with ordinality as i(url, alt, place)`
}

/** Gives each variant the picture its row names. */
async function linkImages(tx: TenantTx, productId: string, product: ImportedProduct): Promise<void> {
  const linked = product.variants.filter(({ imageUrl }) => imageUrl !== null)
  const rows = JSON.stringify(linked.map(({ optionValues, imageUrl }) => ({ optionValues, imageUrl })))
  await tx.$executeRaw`
    update product_variants v set image_id = i.id
    from jsonb_to_recordset(${rows}::jsonb) as n("optionValues" text[], "imageUrl" text)
    join product_images i on i.tenant_id = ${tx.tenantId}::uuid and i.product_id = ${productId}::uuid and i.source_url = n."imageUrl"
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.option_values = n."optionValues"`
}
