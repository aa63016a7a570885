import type { TenantTx } from '@souk/db'
import { enqueueJob, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { indexProducts } from '../index-products.ts'
import { differences, lockAnyProduct, lockProduct, touchProduct } from '../touch-product.ts'
import { checkFuture } from './review-revision.ts'

type Schedule = { productId: string; publishAt: Date | null; unpublishAt: Date | null }

/** Says when a product goes on sale by itself, and when it goes off; null takes a moment back. */
export async function scheduleProduct(
  tx: TenantTx,
  { productId, ...wanted }: Schedule,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { version } = await lockProduct(tx, productId)
  const before = await readSchedule(tx, productId)
  const changes = differences(asText(before), asText(wanted))
  if (Object.keys(changes).length === 0) return { productId, version }
  const moments = Object.entries(wanted).filter(([field, at]) => at !== null && field in changes)
  await checkFuture(tx, Object.fromEntries(moments) as Record<string, Date>)
  if (wanted.publishAt && wanted.unpublishAt && wanted.unpublishAt <= wanted.publishAt)
    throw new InvalidInput({ unpublishAt: 'The end has to come after the start.' })
  await tx.$executeRaw`
    update products set publish_at = ${wanted.publishAt}::timestamptz, unpublish_at = ${wanted.unpublishAt}::timestamptz
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  for (const [, runAt] of moments)
    await enqueueJob(tx, {
      kind: 'product.turn',
      payload: { productId },
      runAt: runAt!,
      dedupeKey: `${productId}:${runAt!.toISOString()}`,
    })
  return touchProduct(tx, productId, { action: 'product.scheduled', changes }, by)
}

/** Does what is due for a product by the database's clock, once, however often it is asked. */
export async function turnProduct(tx: TenantTx, productId: string, by: By): Promise<{ status: string | null }> {
  const { status, trashedAt } = await lockAnyProduct(tx, productId)
  if (trashedAt) return { status: null }
  const rows = await tx.$queryRaw<{ on: boolean; off: boolean }[]>`
    select coalesce(publish_at <= now(), false) as on, coalesce(unpublish_at <= now(), false) as off
    from products where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  const due = rows[0]!
  if (!due.on && !due.off) return { status: null }
  const next = due.off ? 'draft' : 'active'
  await tx.$executeRaw`
    update products set status = ${next}, publish_at = case when ${due.on} then null else publish_at end,
      unpublish_at = case when ${due.off} then null else unpublish_at end,
      published_at = case when ${next} = 'active' then coalesce(published_at, now()) else published_at end
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  await indexProducts(tx, [productId])
  const action = due.off ? 'product.unpublished' : 'product.published'
  await touchProduct(tx, productId, { action, changes: { status: [status, next] } }, by)
  return { status: next }
}

type Moments = Omit<Schedule, 'productId'>

async function readSchedule(tx: TenantTx, productId: string): Promise<Moments> {
  const rows = await tx.$queryRaw<Moments[]>`
    select publish_at as "publishAt", unpublish_at as "unpublishAt" from products
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid`
  return rows[0]!
}

const asText = ({ publishAt, unpublishAt }: Moments) => ({
  publishAt: publishAt?.toISOString() ?? null,
  unpublishAt: unpublishAt?.toISOString() ?? null,
})
