import type { TenantTx } from '@souk/db'
import { prepareFile, saveFile, type By, type PreparedFile } from '../basics/index.ts'
import { InvalidInput, NotFound } from '../refusal.ts'
import { lockProduct, touchProduct } from './touch-product.ts'

const PICTURES_MAX = 250

export type AddPicture = {
  productId: string
  filename: string
  bytes: Uint8Array
  alt?: string
  prepared?: PreparedFile
}

/** Adds a picture at the end of a product's row of pictures. Throws FileRefused. */
export async function addPicture(
  tx: TenantTx,
  filesDir: string,
  input: AddPicture,
  by: By,
): Promise<{ imageId: string; version: number }> {
  await lockProduct(tx, input.productId)
  const count = await tx.productImage.count({ where: { tenantId: tx.tenantId, productId: input.productId } })
  if (count >= PICTURES_MAX) throw new InvalidInput({ pictures: `A product has at most ${PICTURES_MAX} pictures.` })
  const file = await saveFile(tx, filesDir, {
    purpose: 'product',
    filename: input.filename,
    bytes: input.bytes,
    by,
    ...(input.prepared && { prepared: input.prepared }),
  })
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into product_images (tenant_id, product_id, position, file_id, alt, status)
    select ${tx.tenantId}::uuid, ${input.productId}::uuid, coalesce(max(position), 0) + 1, ${file.id}::uuid, ${input.alt ?? ''}, 'ready'
    from product_images where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid
    returning id`
  const imageId = rows[0]!.id
  const { version } = await touchProduct(
    tx,
    input.productId,
    { action: 'product.picture_added', changes: { filename: file.filename } },
    by,
  )
  return { imageId, version }
}

/** Decodes and checks an uploaded picture; done before a transaction is opened. */
export const preparePicture = (bytes: Uint8Array): Promise<PreparedFile> => prepareFile('product', bytes)

export async function describePicture(
  tx: TenantTx,
  input: { productId: string; imageId: string; alt: string },
  by: By,
) {
  await lockProduct(tx, input.productId)
  const before = await getPicture(tx, input)
  if (before.alt === input.alt) return
  await tx.$executeRaw`
    update product_images set alt = ${input.alt} where tenant_id = ${tx.tenantId}::uuid and id = ${input.imageId}::uuid`
  await touchProduct(
    tx,
    input.productId,
    { action: 'product.picture_described', changes: { alt: [before.alt, input.alt] } },
    by,
  )
}

/** Puts the pictures into the given order; one that is not named keeps its place behind the named ones. */
export async function orderPictures(
  tx: TenantTx,
  input: { productId: string; imageIds: string[] },
  by: By,
): Promise<void> {
  await lockProduct(tx, input.productId)
  await tx.$executeRaw`
    with wanted as (
      select i.id, row_number() over (order by coalesce(array_position(${input.imageIds}::uuid[], i.id), 100000), i.position, i.id) as position
      from product_images i where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = ${input.productId}::uuid)
    update product_images i set position = wanted.position from wanted
    where i.tenant_id = ${tx.tenantId}::uuid and i.id = wanted.id`
  await touchProduct(tx, input.productId, { action: 'product.pictures_ordered', changes: {} }, by)
}

/** Moves a picture one place; the first one is the product's face. */
export async function movePicture(
  tx: TenantTx,
  input: { productId: string; imageId: string; by: 1 | -1 },
  by: By,
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from product_images where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid order by position, id`
  const ids = rows.map(({ id }) => id)
  const from = ids.indexOf(input.imageId)
  if (from < 0) throw new NotFound('picture')
  const to = Math.min(ids.length - 1, Math.max(0, from + input.by))
  ids.splice(to, 0, ...ids.splice(from, 1))
  await orderPictures(tx, { productId: input.productId, imageIds: ids }, by)
}

/** Takes a picture off a product and its variants. The file stays: orders show what was bought. */
export async function removePicture(
  tx: TenantTx,
  input: { productId: string; imageId: string },
  by: By,
): Promise<void> {
  await lockProduct(tx, input.productId)
  const { alt, filename } = await getPicture(tx, input)
  await tx.$executeRaw`
    update product_variants set image_id = null where tenant_id = ${tx.tenantId}::uuid and image_id = ${input.imageId}::uuid`
  await tx.$executeRaw`delete from product_images where tenant_id = ${tx.tenantId}::uuid and id = ${input.imageId}::uuid`
  await touchProduct(tx, input.productId, { action: 'product.picture_removed', changes: { filename, alt } }, by)
}

async function getPicture(
  tx: TenantTx,
  input: { productId: string; imageId: string },
): Promise<{ alt: string; filename: string | null }> {
  const rows = await tx.$queryRaw<{ alt: string; filename: string | null }[]>`
    select i.alt, f.filename from product_images i left join stored_files f on f.tenant_id = i.tenant_id and f.id = i.file_id
    where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = ${input.productId}::uuid and i.id = ${input.imageId}::uuid`
  if (!rows[0]) throw new NotFound('picture')
  return rows[0]
}
