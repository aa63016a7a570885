import { z } from 'zod'
import type { TenantTx } from '@souk/db'
import { fileKey, FileRefused, placeAt, prepareFile, saveFile, SYSTEM } from '../../basics/index.ts'
import type { JobContext } from '../../job-handlers.ts'
import { refreshQuality } from '../quality/refresh-quality.ts'
import { announceProduct } from '../touch-product.ts'
import { fetchPicture, PictureUnavailable } from './fetch-picture.ts'
import { openPictureZip, type PictureZip } from './picture-zip.ts'

const picturesPayload = z.object({ importId: z.uuid().nullable(), productIds: z.array(z.uuid()).max(100) })

type Wanted = { id: string; productId: string; sourceUrl: string; status: 'pending' | 'missing'; reason: string | null }

/** A host that did not answer so often in one job is not asked again by it. */
const FAILURES_MAX = 2

/**
 * Has the pictures of some products: from the zip that came with the import, else from their address. One that cannot be
 * had is marked as missing with the reason and never stops the others. Pictures that are there already are not asked for.
 */
export async function fetchPictures(job: JobContext, fetch: typeof fetchPicture = fetchPicture): Promise<unknown> {
  const { importId, productIds } = picturesPayload.parse(job.payload)
  const { wanted, zipFileId } = await job.inTenant(async (tx) => ({
    wanted: await findWanted(tx, productIds),
    zipFileId: importId ? await findZip(tx, importId) : null,
  }))
  const zip = zipFileId
    ? await openPictureZip(await placeAt(job.filesDir).path(fileKey(job.tenantId, zipFileId)))
    : null
  const failures = new Map<string, number>()
  const counts = { ready: 0, missing: 0 }
  try {
    for (const [index, image] of wanted.entries()) {
      if (job.signal.aborted) break
      const found = await findBytes(image, zip, failures, fetch)
      if (found === null) continue
      counts[typeof found === 'string' ? 'missing' : 'ready']++
      await job.inTenant((tx) => settle(tx, job.filesDir, image, found))
      await job.progress(index + 1, wanted.length)
    }
  } finally {
    zip?.close()
  }
  return counts
}

async function findWanted(tx: TenantTx, productIds: string[]): Promise<Wanted[]> {
  return tx.$queryRaw`
    select id, product_id as "productId", source_url as "sourceUrl", status, reason from product_images
    where tenant_id = ${tx.tenantId}::uuid and product_id = any(${productIds}::uuid[]) and status in ('pending', 'missing')
      and source_url is not null order by product_id, position`
}

async function findZip(tx: TenantTx, importId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ fileId: string | null }[]>`
    select pictures_file_id as "fileId" from imports where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  return rows[0]?.fileId ?? null
}

type Found = { filename: string; prepared: Awaited<ReturnType<typeof prepareFile>> } | string

/** The picture, the reason why it cannot be had, or null when nothing is to be done. */
async function findBytes(
  image: Wanted,
  zip: PictureZip | null,
  failures: Map<string, number>,
  fetch: typeof fetchPicture,
): Promise<Found | null> {
  const filename = new URL(image.sourceUrl).pathname.split('/').at(-1) ?? 'picture'
  try {
    const packed = await zip?.find(image.sourceUrl)
    if (packed) return { filename, prepared: await prepareFile('product', packed) }
    // What was missing before is only asked for again when someone says so; a zip may still hold it.
    if (image.status === 'missing') return null
    const bytes = await fetchOnce(image.sourceUrl, failures, fetch)
    return { filename, prepared: await prepareFile('product', bytes) }
  } catch (cause) {
    if (cause instanceof PictureUnavailable || cause instanceof FileRefused)
      return zip ? `Not in the zip. ${cause.message}` : cause.message
    throw cause
  }
}

async function fetchOnce(address: string, failures: Map<string, number>, fetch: typeof fetchPicture): Promise<Buffer> {
  const { hostname } = new URL(address)
  if ((failures.get(hostname) ?? 0) >= FAILURES_MAX)
    throw new PictureUnavailable(`${hostname} cannot be reached from here.`)
  try {
    return await fetch(address)
  } catch (cause) {
    if (cause instanceof PictureUnavailable && cause.unreachable)
      failures.set(hostname, (failures.get(hostname) ?? 0) + 1)
    throw cause
  }
}

async function settle(tx: TenantTx, filesDir: string, image: Wanted, found: Found): Promise<void> {
  if (typeof found === 'string') {
    await tx.$executeRaw`
      update product_images set status = 'missing', reason = ${found} where tenant_id = ${tx.tenantId}::uuid and id = ${image.id}::uuid`
  } else {
    const { bytes } = found.prepared
    const file = await saveFile(tx, filesDir, {
      purpose: 'product',
      filename: found.filename,
      bytes,
      by: SYSTEM,
      prepared: found.prepared,
    })
    await tx.$executeRaw`
      update product_images set status = 'ready', reason = null, file_id = ${file.id}::uuid
      where tenant_id = ${tx.tenantId}::uuid and id = ${image.id}::uuid`
  }
  await refreshQuality(tx, [image.productId])
  const rows = await tx.$queryRaw<{ version: number }[]>`
    select version from products where tenant_id = ${tx.tenantId}::uuid and id = ${image.productId}::uuid`
  if (rows[0]) announceProduct(tx, image.productId, rows[0].version)
}
