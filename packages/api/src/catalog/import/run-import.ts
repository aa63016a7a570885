import type { TenantTx } from '@souk/db'
import { enqueueJob, filePath, reportProgress, type By } from '../../basics/index.ts'
import type { JobContext } from '../../job-handlers.ts'
import { refusalOf } from '../../errors.ts'
import { createCollection } from '../collections.ts'
import { applyProduct } from './apply-product.ts'
import { failing, importPayload } from './check-import.ts'
import { currencyDecimals } from './currency-decimals.ts'
import { gatherProducts, type ImportedProduct } from './gather-products.ts'
import { badRows, rowOf, writeRows } from './import-rows.ts'
import { summarise } from './import-summary.ts'
import { lockImport, setImportStatus, type LockedImport } from './lock-import.ts'
import { readCsv } from './read-csv.ts'

/** How many products' pictures one job fetches. */
const PRODUCTS_A_PICTURE_JOB = 25

/**
 * Runs an import: each product is a transaction of its own that also notes it as done, so a worker that is killed at any
 * moment leaves whole products, and the next one goes on behind the last of them.
 */
export async function runImport(job: JobContext): Promise<unknown> {
  const { importId } = importPayload.parse(job.payload)
  const { found, decimals, applied } = await job.inTenant(async (tx) => ({
    found: await lockImport(tx, importId, ['running']),
    decimals: await currencyDecimals(tx),
    applied: await appliedLines(tx, importId),
  }))
  const gathered = await failing(
    job,
    importId,
    gatherProducts(readCsv(filePath(job.filesDir, job.tenantId, found.fileId)), decimals),
  )
  const { products } = gathered
  if (found.options.collections) await job.inTenant((tx) => addTypeCollections(tx, products, found.options.by))
  const badLines = new Set(badRows(gathered).map(({ line }) => line))
  for (const [index, product] of products.entries()) {
    const known = rowOf(product, { outcome: 'unchanged' }, badLines)
    if (!applied.has(known.line))
      await applyOne(job, found, product, { badLines, done: index + 1, total: products.length })
  }
  return job.inTenant((tx) => finish(tx, importId, products))
}

type Step = { badLines: ReadonlySet<number>; done: number; total: number }

async function applyOne(job: JobContext, found: LockedImport, product: ImportedProduct, step: Step): Promise<void> {
  const by: By = { ...found.options.by, via: 'import' }
  try {
    await job.inTenant(async (tx) => {
      const plan = await applyProduct(
        tx,
        product,
        { importId: found.id, filename: found.filename, options: found.options },
        by,
      )
      const row = rowOf(product, plan, step.badLines)
      await writeRows(tx, found.id, [{ ...row, changes: { ...row.changes, applied: true } }])
      await reportProgress(tx, job.jobId, step.done, step.total)
    })
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal || refusal.status === 503) throw cause
    // What this product wrote is rolled back; the others are not its fault.
    const row = rowOf(product, { outcome: 'error', reason: refusal.message }, step.badLines)
    await job.inTenant((tx) => writeRows(tx, found.id, [{ ...row, changes: { ...row.changes, applied: true } }]))
  }
}

async function appliedLines(tx: TenantTx, importId: string): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ line: number }[]>`
    select line from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and changes ->> 'applied' = 'true'`
  return new Set(rows.map(({ line }) => line))
}

/** A collection for every product type that has none. Products find their way into it as they are written. */
async function addTypeCollections(tx: TenantTx, products: ImportedProduct[], by: By): Promise<void> {
  const types = [...new Set(products.map(({ productType }) => productType).filter(Boolean))]
  const rows = await tx.$queryRaw<{ value: string }[]>`
    select lower(rule_value) as value from collections where tenant_id = ${tx.tenantId}::uuid and rule_field = 'productType'`
  const known = new Set(rows.map(({ value }) => value))
  for (const type of types) {
    if (known.has(type.toLowerCase())) continue
    known.add(type.toLowerCase())
    await createCollection(tx, { title: type, rule: { field: 'productType', value: type } }, by)
  }
}

async function finish(tx: TenantTx, importId: string, products: ImportedProduct[]): Promise<unknown> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id from products p where p.tenant_id = ${tx.tenantId}::uuid and p.handle = any(${products.map(({ handle }) => handle)}::text[])
      and exists (select 1 from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status in ('pending', 'missing'))
    order by p.id`
  for (let from = 0; from < rows.length; from += PRODUCTS_A_PICTURE_JOB) {
    const productIds = rows.slice(from, from + PRODUCTS_A_PICTURE_JOB).map(({ id }) => id)
    await enqueueJob(tx, {
      kind: 'import.pictures',
      payload: { importId, productIds },
      dedupeKey: `${importId}:${from}`,
      attemptsMax: 3,
    })
  }
  const summary = await summarise(tx, importId)
  await setImportStatus(tx, importId, 'done')
  await tx.$executeRaw`
    update imports set summary = ${JSON.stringify(summary)}::jsonb where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  return summary
}
