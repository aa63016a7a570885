import { z } from 'zod'
import { filePath, reportProgress } from '../../basics/index.ts'
import type { JobContext } from '../../job-handlers.ts'
import { Refusal } from '../../refusal.ts'
import { readProducts } from '../read-products.ts'
import { gatherProducts } from './gather-products.ts'
import { badRows, rowOf, writeRows } from './import-rows.ts'
import { summarise } from './import-summary.ts'
import { lockImport, setImportStatus } from './lock-import.ts'
import { currencyDecimals } from './currency-decimals.ts'
import { planProduct } from './plan-product.ts'
import { readCsv } from './read-csv.ts'

export const importPayload = z.object({ importId: z.uuid() })
const PRODUCTS_A_STEP = 50

/** The dry run: says of every line what importing it would do, and changes nothing but that report. */
export async function checkImport(job: JobContext): Promise<unknown> {
  const { importId } = importPayload.parse(job.payload)
  const found = await job.inTenant(async (tx) => {
    const locked = await lockImport(tx, importId, ['uploaded', 'checking'])
    await setImportStatus(tx, importId, 'checking')
    await tx.$executeRaw`delete from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
    return { ...locked, decimals: await currencyDecimals(tx) }
  })
  const gathered = await failing(
    job,
    importId,
    gatherProducts(readCsv(filePath(job.filesDir, job.tenantId, found.fileId)), found.decimals),
  )
  const bad = badRows(gathered)
  const badLines = new Set(bad.map(({ line }) => line))
  await job.inTenant((tx) => writeRows(tx, importId, bad))
  const { products } = gathered
  for (let from = 0; from < products.length; from += PRODUCTS_A_STEP) {
    const step = products.slice(from, from + PRODUCTS_A_STEP)
    await job.inTenant(async (tx) => {
      const current = new Map(
        (await readProducts(tx, { handles: step.map(({ handle }) => handle) })).map((product) => [
          product.handle,
          product,
        ]),
      )
      const rows = step.map((product) =>
        rowOf(product, planProduct(current.get(product.handle), product, found.options), badLines),
      )
      await writeRows(tx, importId, rows)
      await reportProgress(tx, job.jobId, from + step.length, products.length)
    })
  }
  return job.inTenant(async (tx) => {
    const summary = await summarise(tx, importId)
    await setImportStatus(tx, importId, 'checked')
    await tx.$executeRaw`
      update imports set summary = ${JSON.stringify(summary)}::jsonb where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
    return summary
  })
}

/** A file that cannot be read ends the import with the sentence that says why; the job then ends too, because nothing will change it. */
export async function failing<T>(job: JobContext, importId: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof Refusal) await job.inTenant((tx) => setImportStatus(tx, importId, 'failed', cause.message))
    throw cause
  }
}
