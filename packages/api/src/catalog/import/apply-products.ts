import type { TenantTx } from '@souk/db'
import { NOTHING_TO_UNDO, type Change, type ImportRun, type UndoData, type UnitPlan } from '../../basics/index.ts'
import { setStock } from '../../inventory/index.ts'
import { createProducts } from '../create-products.ts'
import type { ProductDetail } from '../read-products.ts'
import { saveProducts, type SaveProducts } from '../save-products.ts'
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
  const updates = products.flatMap((product, index): Update[] => {
    const [plan, found] = [plans[index]!, current.get(product)]
    return plan.outcome === 'update' && found ? [{ product, found, plan }] : []
  })
  const undone = new Map([
    ...(await create(
      tx,
      products.filter((_, index) => plans[index]!.outcome === 'create'),
      run,
    )),
    ...(await updateMany(tx, updates.filter(isPlain), run)),
  ])
  for (const update of updates.filter((one) => !isPlain(one)))
    undone.set(update.product, { productId: update.found.id, undo: await updateOne(tx, update, run) })
  return products.map((product, index) => {
    const undo = undone.get(product)
    const told = tellPlan(product, plans[index]!, undo?.productId ?? current.get(product)?.id)
    return { ...told, ...(undo && { undo: undo.undo }) }
  })
}

type Update = { product: ImportedProduct; found: ProductDetail; plan: ProductUpdate }
type Undone = [ImportedProduct, { productId: string; undo: UndoData }]

/** Whether a product only says something else about what is there already: those are written together. */
const isPlain = ({ plan }: Update): boolean => plan.added.length === 0 && plan.images.length === 0

async function create(tx: TenantTx, fresh: ImportedProduct[], run: ImportRun): Promise<Undone[]> {
  const made = await createProducts(tx, fresh, { importId: run.importId }, run.by)
  await linkImages(
    tx,
    fresh.map((product, index) => ({ productId: made[index]!.productId, product })),
  )
  return made.map(({ productId, variants, warehouseId }, index) => {
    const stock = variants.flatMap(({ id, onHand }) =>
      onHand > 0 && warehouseId ? [{ variantId: id, warehouseId, difference: onHand }] : [],
    )
    const added = variants.map(({ id }) => id)
    return [fresh[index]!, { productId, undo: { ...NOTHING_TO_UNDO, created: true, version: 1, added, stock } }]
  })
}

/** What is to be said anew, with the values of the file. */
function wanted({ product, found, plan }: Update): SaveProducts[number] {
  const after = (fields: Record<string, Change>) =>
    Object.fromEntries(Object.entries(fields).map(([key, [, value]]) => [key, value]))
  const fields = Object.fromEntries(Object.entries(fieldsOf(product)).filter(([field]) => field in plan.fields))
  return { productId: found.id, fields, variants: plan.variants.map(({ id, fields: own }) => ({ id, ...after(own) })) }
}

const countedOf = ({ plan }: Update) => plan.stock.map(({ id, onHand }) => ({ variantId: id, onHand: onHand[1] }))
const causeOf = (run: ImportRun) => ({ reason: `Import of ${run.filename}`, importId: run.importId })

const undoOf = ({ plan }: Update, version: number) => ({
  ...NOTHING_TO_UNDO,
  version,
  fields: plan.fields,
  variants: plan.variants.map(({ id, fields }) => ({ id, fields })),
})

async function updateMany(tx: TenantTx, updates: Update[], run: ImportRun): Promise<Undone[]> {
  const versions = await saveProducts(tx, updates.map(wanted), run.by)
  const stock = await setStock(tx, updates.flatMap(countedOf), causeOf(run), run.by)
  return updates.map((update) => {
    const { id, version, variants } = update.found
    const own = new Set(variants.map((variant) => variant.id))
    const moved = stock.filter(({ variantId }) => own.has(variantId))
    return [update.product, { productId: id, undo: { ...undoOf(update, versions.get(id) ?? version), stock: moved } }]
  })
}

async function updateOne(tx: TenantTx, update: Update, run: ImportRun): Promise<UndoData> {
  const { product, found, plan } = update
  const { by } = run
  const productId = found.id
  await saveProducts(tx, [wanted(update)], by)
  const added = plan.added.length > 0 ? await addVariants(tx, found, plan.added, by) : []
  const counted = [...countedOf(update), ...added.map(({ id, onHand }) => ({ variantId: id, onHand }))]
  const stock = await setStock(tx, counted, causeOf(run), by)
  const images = await addImages(tx, productId, plan.images)
  if (images.length > 0) {
    await linkImages(tx, [{ productId, product }])
    const deed = { action: 'product.pictures_imported', changes: { pictures: images.length } }
    await touchProduct(tx, productId, deed, by)
  }
  const { version } = await lockProduct(tx, productId)
  return { ...undoOf(update, version), added: added.map(({ id }) => id), images, stock }
}
