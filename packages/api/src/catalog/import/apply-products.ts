import type { TenantTx } from '@souk/db'
import { NOTHING_TO_UNDO, type ImportRun, type UndoData, type UnitPlan } from '../../basics/index.ts'
import { setStock } from '../../inventory/index.ts'
import { createProducts } from '../create-products.ts'
import type { ProductDetail } from '../read-products.ts'
import { saveProduct } from '../save-product.ts'
import { saveVariants } from '../save-variants.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { addImages, linkImages } from './add-images.ts'
import { addVariants } from './add-variants.ts'
import { findProducts } from './find-products.ts'
import type { ImportedProduct } from './gather-products.ts'
import { fieldsOf, planProduct, tellPlan, type ProductUpdate } from './plan-product.ts'

/**
 * Brings products of a file into the shop, in the caller's transaction. They are compared with the shop as it is at this
 * moment, so a run that was cut short and begun again neither doubles nor repeats anything.
 */
export async function applyProducts(tx: TenantTx, products: ImportedProduct[], run: ImportRun): Promise<UnitPlan[]> {
  const current = await findProducts(tx, products, run.rules.matchBy)
  const plans = products.map((product) => planProduct(current.get(product), product, run.rules))
  const fresh = products.filter((_, index) => plans[index]!.outcome === 'create')
  const created = new Map(fresh.map((product, index) => [product, index]))
  const undone = await create(tx, fresh, run)
  const told: UnitPlan[] = []
  for (const [index, product] of products.entries()) {
    const plan = plans[index]!
    const found = current.get(product)
    const undo =
      plan.outcome === 'create'
        ? undone[created.get(product)!]!
        : plan.outcome === 'update' && found
          ? { productId: found.id, undo: await update(tx, found, product, plan, run) }
          : undefined
    told.push({ ...tellPlan(product, plan, undo?.productId ?? found?.id), ...(undo && { undo: undo.undo }) })
  }
  return told
}

async function create(
  tx: TenantTx,
  fresh: ImportedProduct[],
  run: ImportRun,
): Promise<{ productId: string; undo: UndoData }[]> {
  const made = await createProducts(tx, fresh, { importId: run.importId }, run.by)
  await linkImages(
    tx,
    fresh.map((product, index) => ({ productId: made[index]!.productId, product })),
  )
  return made.map(({ productId, variants, warehouseId }) => ({
    productId,
    undo: {
      ...NOTHING_TO_UNDO,
      created: true,
      version: 1,
      added: variants.map(({ id }) => id),
      stock: variants.flatMap(({ id, onHand }) =>
        onHand > 0 && warehouseId ? [{ variantId: id, warehouseId, difference: onHand }] : [],
      ),
    },
  }))
}

async function update(
  tx: TenantTx,
  current: ProductDetail,
  product: ImportedProduct,
  plan: ProductUpdate,
  run: ImportRun,
): Promise<UndoData> {
  const { by } = run
  const productId = current.id
  const changed = Object.fromEntries(Object.entries(fieldsOf(product)).filter(([field]) => field in plan.fields))
  if (Object.keys(changed).length > 0) await saveProduct(tx, { productId, ...changed }, by)
  const variants = plan.variants.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(Object.entries(fields).map(([key, [, after]]) => [key, after])),
  }))
  if (variants.length > 0) await saveVariants(tx, { productId, variants }, by)
  const added = plan.added.length > 0 ? await addVariants(tx, current, plan.added, by) : []
  const counted = [
    ...plan.stock.map(({ id, onHand }) => ({ variantId: id, onHand: onHand[1] })),
    ...added.map(({ id, onHand }) => ({ variantId: id, onHand })),
  ]
  const stock = await setStock(tx, counted, { reason: `Import of ${run.filename}`, importId: run.importId }, by)
  const images = await addImages(tx, productId, plan.images)
  if (images.length > 0) {
    await linkImages(tx, [{ productId, product }])
    const deed = { action: 'product.pictures_imported', changes: { pictures: images.length } }
    await touchProduct(tx, productId, deed, by)
  }
  const { version } = await lockProduct(tx, productId)
  return {
    created: false,
    version,
    fields: plan.fields,
    variants: plan.variants.map(({ id, fields }) => ({ id, fields })),
    added: added.map(({ id }) => id),
    images,
    stock,
  }
}
