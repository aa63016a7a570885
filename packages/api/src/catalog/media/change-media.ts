import { sqlStateOf, type TenantTx } from '@souk/db'
import { audit, saveFile, type By, type PreparedFile } from '../../basics/index.ts'
import { InvalidInput, NotFound, Refusal } from '../../refusal.ts'
import { keepBaselines, recordVersions } from '../record-versions.ts'
import { announceProduct } from '../touch-product.ts'
import { getMedia } from './read-media.ts'

const PRODUCTS_MAX = 2_000

/** What is shown somewhere is not thrown away. The sentence says where it is. */
class MediaInUse extends Refusal {
  constructor(where: string) {
    super(409, 'media_in_use', `This picture is shown by ${where}. Take it off there first, or replace it.`)
  }
}

/** Gives pictures one text for those who cannot see them. A product that has words of its own for a picture keeps them. */
export async function describeMedia(
  tx: TenantTx,
  input: { fileIds: string[]; alt: string },
  by: By,
): Promise<{ described: number }> {
  const rows = await tx.$queryRaw<{ id: string; filename: string; before: string }[]>`
    update stored_files f set alt = ${input.alt}
    where tenant_id = ${tx.tenantId}::uuid and id = any(${input.fileIds}::uuid[]) and purpose in ('product', 'collection', 'shop')
    returning id, filename, old.alt as before`
  if (rows.length < new Set(input.fileIds).size) throw new NotFound('picture')
  for (const { id, filename, before } of rows)
    await audit(tx, by, {
      action: 'media.described',
      subjectKind: 'media',
      subjectId: id,
      changes: { filename, alt: [before, input.alt] },
    })
  return { described: rows.length }
}

/** Sets the point that stays in sight when the picture is cropped, in hundredths from its upper left corner. */
export async function focusMedia(tx: TenantTx, input: { fileId: string; x: number; y: number }, by: By): Promise<void> {
  const rows = await tx.$queryRaw<{ filename: string; x: number; y: number }[]>`
    update stored_files set focus_x = ${input.x}::smallint, focus_y = ${input.y}::smallint
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.fileId}::uuid and purpose in ('product', 'collection', 'shop')
    returning filename, old.focus_x as x, old.focus_y as y`
  if (!rows[0]) throw new NotFound('picture')
  const { filename, x, y } = rows[0]
  const changes = { filename, focus: [`${x}% ${y}%`, `${input.x}% ${input.y}%`] }
  await audit(tx, by, { action: 'media.focused', subjectKind: 'media', subjectId: input.fileId, changes })
}

export async function uploadMedia(
  tx: TenantTx,
  filesDir: string,
  input: { filename: string; bytes: Uint8Array; prepared: PreparedFile },
  by: By,
): Promise<{ fileId: string }> {
  const file = await saveFile(tx, filesDir, { purpose: 'product', by, ...input })
  await audit(tx, by, {
    action: 'media.uploaded',
    subjectKind: 'media',
    subjectId: file.id,
    changes: { filename: file.filename, bytes: file.bytes },
  })
  return { fileId: file.id }
}

type Replacement = { fileId: string; filename: string; bytes: Uint8Array; prepared: PreparedFile }

/**
 * Puts another picture in the place of one: all that showed it shows the new one, under the new one's address, with the
 * text and the focal point of the old. The old one stays for the orders that were placed with it, else it goes.
 */
export async function replaceMedia(
  tx: TenantTx,
  filesDir: string,
  input: Replacement,
  by: By,
): Promise<{ fileId: string; products: number }> {
  const { fileId: oldId } = input
  const before = await getMedia(tx, oldId)
  const { id: newId } = await saveFile(tx, filesDir, { purpose: 'product', by, ...input })
  if (newId === oldId) return { fileId: oldId, products: 0 }
  await tx.$executeRaw`
    update stored_files set alt = ${before.alt}, focus_x = ${before.focusX}::smallint, focus_y = ${before.focusY}::smallint
    where tenant_id = ${tx.tenantId}::uuid and id = ${newId}::uuid`
  const products = await moveProducts(tx, oldId, newId, by)
  await tx.$executeRaw`
    update collections set image_file_id = ${newId}::uuid, version = version + 1, updated_at = ${new Date()}
    where tenant_id = ${tx.tenantId}::uuid and image_file_id = ${oldId}::uuid`
  await tx.$executeRaw`
    update shop_settings set theme = replace(theme::text, ${oldId}, ${newId})::jsonb
    where tenant_id = ${tx.tenantId}::uuid and theme::text like '%' || ${oldId} || '%'`
  await audit(tx, by, {
    action: 'media.replaced',
    subjectKind: 'media',
    subjectId: newId,
    changes: { filename: [before.filename, input.filename], products },
  })
  return { fileId: newId, products }
}

async function moveProducts(tx: TenantTx, oldId: string, newId: string, by: By): Promise<number> {
  const shown = await tx.$queryRaw<{ id: string }[]>`
    select p.id from products p
    where p.tenant_id = ${tx.tenantId}::uuid and p.id in (
      select i.product_id from product_images i where i.tenant_id = ${tx.tenantId}::uuid and i.file_id = ${oldId}::uuid)
    order by p.id limit ${PRODUCTS_MAX + 1} for update`
  if (shown.length > PRODUCTS_MAX)
    throw new InvalidInput({
      file: `More than ${PRODUCTS_MAX} products show this picture. Replace it on the products.`,
    })
  const ids = shown.map(({ id }) => id)
  await keepBaselines(tx, ids)
  await tx.$executeRaw`
    update product_images set file_id = ${newId}::uuid where tenant_id = ${tx.tenantId}::uuid and file_id = ${oldId}::uuid`
  const changed = await tx.$queryRaw<{ id: string; version: number }[]>`
    update products set version = version + 1, updated_at = ${new Date()}
    where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) returning id, version`
  await recordVersions(tx, ids, { ...by, action: 'product.picture_replaced' })
  for (const { id, version } of changed) announceProduct(tx, id, version)
  return ids.length
}

/** Throws a picture away that nothing shows any more; its address is gone at once. Throws MediaInUse with where it is shown. */
export async function removeMedia(tx: TenantTx, fileId: string, by: By): Promise<void> {
  const media = await getMedia(tx, fileId)
  const { products, collections, onShopPages } = media
  const named = [...products, ...collections].map(({ title }) => title)
  if (onShopPages) named.push('the shop’s own pages')
  if (media.uses > 0)
    throw new MediaInUse(
      named.length > 3 ? `${named.slice(0, 2).join(', ')} and ${media.uses - 2} more` : named.join(', '),
    )
  await audit(tx, by, {
    action: 'media.removed',
    subjectKind: 'media',
    subjectId: fileId,
    changes: { filename: media.filename, alt: media.alt },
  })
  try {
    await tx.$executeRaw`delete from stored_files where tenant_id = ${tx.tenantId}::uuid and id = ${fileId}::uuid`
  } catch (error) {
    // An order shows what was bought, as it looked then; other records hold a file by their own key.
    if (sqlStateOf(error) === '23503') throw new MediaInUse('an order or another record')
    throw error
  }
}
