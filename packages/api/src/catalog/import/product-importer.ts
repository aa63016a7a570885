import type { TenantTx } from '@souk/db'
import { enqueueJob, type Importer, type ImportRun, type UnitPlan } from '../../basics/index.ts'
import { createCollection, removeCollection } from '../collections.ts'
import { applyProducts } from './apply-products.ts'
import { findProducts } from './find-products.ts'
import { gatherProducts, type ImportedProduct } from './gather-products.ts'
import { planProduct, tellPlan } from './plan-product.ts'
import { PRODUCT_FIELDS } from './product-fields.ts'
import { undoProducts } from './undo-products.ts'

/** How many products' pictures one job fetches. */
const PRODUCTS_A_PICTURE_JOB = 25

/** Products with their variants, stock and pictures, as Shopify exports them or from a plain table. */
export const productImporter: Importer<ImportedProduct> = {
  fields: PRODUCT_FIELDS,
  matchBy: [
    { key: 'handle', field: null },
    { key: 'sku', field: 'variant sku' },
  ],
  gather: gatherProducts,
  plan: planProducts,
  apply: applyProducts,
  undo: undoProducts,
  prepare: addTypeCollections,
  undoPreparation: removeTypeCollections,
  finish: fetchPicturesLater,
}

async function planProducts(tx: TenantTx, products: ImportedProduct[], run: ImportRun): Promise<UnitPlan[]> {
  const current = await findProducts(tx, products, run.rules.matchBy)
  return products.map((product) => {
    const found = current.get(product)
    return tellPlan(product, planProduct(found, product, run.rules), found?.id)
  })
}

/** A collection for every product type that has none. Products find their way into it as they are written. */
async function addTypeCollections(tx: TenantTx, products: ImportedProduct[], run: ImportRun): Promise<string[]> {
  if (!run.rules.collections) return []
  const types = [...new Set(products.map(({ productType }) => productType).filter(Boolean))]
  const rows = await tx.$queryRaw<{ value: string }[]>`
    select lower(rule_value) as value from collections where tenant_id = ${tx.tenantId}::uuid and rule_field = 'productType'`
  const known = new Set(rows.map(({ value }) => value))
  const made: string[] = []
  for (const type of types) {
    if (known.has(type.toLowerCase())) continue
    known.add(type.toLowerCase())
    const rule = { field: 'productType' as const, value: type }
    made.push((await createCollection(tx, { title: type, rule }, run.by)).collectionId)
  }
  return made
}

/** The collections an import made go with it, unless someone worked on them since. */
async function removeTypeCollections(tx: TenantTx, made: string[], run: ImportRun): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from collections where tenant_id = ${tx.tenantId}::uuid and id = any(${made}::uuid[]) and version = 1`
  for (const { id } of rows) await removeCollection(tx, id, run.by)
}

async function fetchPicturesLater(tx: TenantTx, products: ImportedProduct[], run: ImportRun): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct r.subject_id as id from import_rows r
    where r.tenant_id = ${tx.tenantId}::uuid and r.import_id = ${run.importId}::uuid and r.applied
      and r.handle = any(${products.map(({ handle }) => handle)}::text[])
      and exists (select 1 from product_images i where i.tenant_id = r.tenant_id and i.product_id = r.subject_id and i.status in ('pending', 'missing'))
    order by 1`
  for (let from = 0; from < rows.length; from += PRODUCTS_A_PICTURE_JOB) {
    const productIds = rows.slice(from, from + PRODUCTS_A_PICTURE_JOB).map(({ id }) => id)
    const payload = { importId: run.importId, productIds }
    const dedupeKey = `${run.importId}:${productIds[0]}`
    await enqueueJob(tx, { kind: 'import.pictures', payload, dedupeKey, attemptsMax: 3 })
  }
}
