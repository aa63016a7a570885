import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'

const PICTURES_MAX = 250

/** Shows pictures of the library on a product, behind those it has; one that it shows already is not shown twice. */
export async function attachMedia(
  tx: TenantTx,
  input: { productId: string; fileIds: string[] },
  by: By,
): Promise<{ attached: number; version: number }> {
  const { version } = await lockProduct(tx, input.productId)
  const known = await tx.$queryRaw<{ id: string; filename: string; shown: boolean }[]>`
    select f.id, f.filename, exists (
      select from product_images i where i.tenant_id = f.tenant_id and i.product_id = ${input.productId}::uuid and i.file_id = f.id) as shown
    from stored_files f where f.tenant_id = ${tx.tenantId}::uuid and f.id = any(${input.fileIds}::uuid[])
      and f.purpose in ('product', 'collection', 'shop')`
  if (known.length < new Set(input.fileIds).size) throw new NotFound('picture')
  const fresh = [...new Set(input.fileIds)].filter((id) => !known.find((file) => file.id === id)!.shown)
  if (fresh.length === 0) return { attached: 0, version }
  const rows = await tx.$queryRaw<{ count: number }[]>`
    with present as (
      select coalesce(max(position), 0) as last, count(*) as count from product_images
      where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid),
    added as (
      insert into product_images (tenant_id, product_id, position, file_id, status)
      select ${tx.tenantId}::uuid, ${input.productId}::uuid, present.last + f.place, f.id, 'ready'
      from present, unnest(${fresh}::uuid[]) with ordinality as f(id, place))
    select count::int from present`
  if (rows[0]!.count + fresh.length > PICTURES_MAX)
    throw new InvalidInput({ pictures: `A product has at most ${PICTURES_MAX} pictures.` })
  const filenames = known.filter(({ id }) => fresh.includes(id)).map(({ filename }) => filename)
  const touched = await touchProduct(
    tx,
    input.productId,
    { action: 'product.picture_added', changes: { filename: filenames.join(', ') } },
    by,
  )
  return { attached: fresh.length, version: touched.version }
}
